/** May this visitor ring this tenant's desks now? Facts in, a decision out. */
@NullMarked
package parley.core.call;

import org.jspecify.annotations.NullMarked;
