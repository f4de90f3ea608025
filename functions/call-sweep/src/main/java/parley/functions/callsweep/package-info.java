/** Once a minute: what nudges lost, what fell due with nobody there, what must go. */
@NullMarked
package parley.functions.callsweep;

import org.jspecify.annotations.NullMarked;
