/**
 * A real Postgres 17 that looks like Supabase's: its roles, its schemas, and our migrations as the
 * CLI would apply them.
 */
@NullMarked
package parley.local.postgres;

import org.jspecify.annotations.NullMarked;
