/** Credentials from every provider's driver, and what a real relay counts. */
@NullMarked
package parley.local.relay;

import org.jspecify.annotations.NullMarked;
