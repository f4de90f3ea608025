/** What waits to be recorded. */
@NullMarked
package parley.local.outbox;

import org.jspecify.annotations.NullMarked;
