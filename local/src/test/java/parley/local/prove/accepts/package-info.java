/** Two hundred agents press Accept at the same moment, a hundred times. */
@NullMarked
package parley.local.prove.accepts;

import org.jspecify.annotations.NullMarked;
