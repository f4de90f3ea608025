/**
 * Every part of the product is killed in every phase of a call, with twenty calls in flight; no
 * acknowledged end is lost or doubled and no healthy call ends.
 */
@NullMarked
package parley.local.prove.kills;

import org.jspecify.annotations.NullMarked;
