/** Everything together: started in order, stopped as one. */
@NullMarked
package parley.local.stack;

import org.jspecify.annotations.NullMarked;
