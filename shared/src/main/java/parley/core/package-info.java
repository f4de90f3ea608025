/**
 * Rules as values. No clock, no database, no network; if you need one here, pass in what it would
 * have said.
 */
@NullMarked
package parley.core;

import org.jspecify.annotations.NullMarked;
