/** The one place that knows JDBC. */
@NullMarked
package parley.edge.sql;

import org.jspecify.annotations.NullMarked;
