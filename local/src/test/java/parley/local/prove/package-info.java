/**
 * The long proofs ({@code make prove}): each tries many, plants faults, and writes {@code
 * target/prove/NAME.json}.
 */
@NullMarked
package parley.local.prove;

import org.jspecify.annotations.NullMarked;
