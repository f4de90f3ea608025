/**
 * Lets a visitor in by one of two doors and signs his token. The only reader of the signing key.
 */
@NullMarked
package parley.functions.visitorsession;

import org.jspecify.annotations.NullMarked;
