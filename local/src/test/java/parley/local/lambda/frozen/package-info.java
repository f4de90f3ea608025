/** Randomness as two environments have it that wake from one snapshot. */
@NullMarked
package parley.local.lambda.frozen;

import org.jspecify.annotations.NullMarked;
