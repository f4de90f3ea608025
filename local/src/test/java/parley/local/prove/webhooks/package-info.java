/**
 * Nudges that are lost, doubled, reordered, forged or late, and a bus that fails: every outcome
 * exactly once.
 */
@NullMarked
package parley.local.prove.webhooks;

import org.jspecify.annotations.NullMarked;
