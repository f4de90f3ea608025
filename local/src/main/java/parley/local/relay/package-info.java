/** A real relay beside the stack, what it counts, and a stand-in for a provider's API. */
@NullMarked
package parley.local.relay;

import org.jspecify.annotations.NullMarked;
