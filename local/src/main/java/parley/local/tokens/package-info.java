/** The stack's keys, and the one place where a token is believed or not. */
@NullMarked
package parley.local.tokens;

import org.jspecify.annotations.NullMarked;
