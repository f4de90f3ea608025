/** Three doors, each attacked alone, with and without its lock. */
@NullMarked
package parley.local.prove.doors;

import org.jspecify.annotations.NullMarked;
