/**
 * Who may do what: one expectation file, proven cell by cell on the real Postgres, and planted
 * faults that it must see.
 */
@NullMarked
package parley.local.access;

import org.jspecify.annotations.NullMarked;
