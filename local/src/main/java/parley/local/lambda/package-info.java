/**
 * Runs the zips of {@code template.yaml} as Lambda does: real runtime client, documented protocol.
 */
@NullMarked
package parley.local.lambda;

import org.jspecify.annotations.NullMarked;
