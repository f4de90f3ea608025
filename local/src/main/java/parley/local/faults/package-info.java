/** Knobs that make each border of the stack fail as the world does. */
@NullMarked
package parley.local.faults;

import org.jspecify.annotations.NullMarked;
