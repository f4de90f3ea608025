/** The database's rules, tested on the real Postgres as the persons who ask. */
@NullMarked
package parley.local.database;

import org.jspecify.annotations.NullMarked;
