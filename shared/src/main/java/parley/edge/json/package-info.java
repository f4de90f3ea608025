/** The one place that knows Jackson. */
@NullMarked
package parley.edge.json;

import org.jspecify.annotations.NullMarked;
