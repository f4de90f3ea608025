/**
 * Random lives of calls on the real Postgres: several desks and tabs at once, duplicates,
 * reorderings, drops, time-outs and crashes; then the ledger is held against the history.
 */
@NullMarked
package parley.local.prove.lifecycles;

import org.jspecify.annotations.NullMarked;
