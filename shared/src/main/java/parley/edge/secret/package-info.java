/** Secrets, read at first use and never before. */
@NullMarked
package parley.edge.secret;

import org.jspecify.annotations.NullMarked;
