/** A handful of connections, each lent for one transaction. */
@NullMarked
package parley.local.jdbc;

import org.jspecify.annotations.NullMarked;
