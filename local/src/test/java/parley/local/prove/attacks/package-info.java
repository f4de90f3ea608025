/** Proofs that attack: tokens, malformed requests, flipped bits, floods. */
@NullMarked
package parley.local.prove.attacks;

import org.jspecify.annotations.NullMarked;
