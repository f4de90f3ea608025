/** The proof that fuzzes: each border for a minute. */
@NullMarked
package parley.local.prove.fuzz;

import org.jspecify.annotations.NullMarked;
