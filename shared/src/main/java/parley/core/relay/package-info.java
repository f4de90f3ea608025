/** May this side of this call use a relay now? */
@NullMarked
package parley.core.relay;

import org.jspecify.annotations.NullMarked;
