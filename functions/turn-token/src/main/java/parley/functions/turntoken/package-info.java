/** Redeems a relay ticket for ICE servers. */
@NullMarked
package parley.functions.turntoken;

import org.jspecify.annotations.NullMarked;
