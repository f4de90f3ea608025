/** Proofs of what the relay lends, and where it reaches. */
@NullMarked
package parley.local.prove.relay;

import org.jspecify.annotations.NullMarked;
