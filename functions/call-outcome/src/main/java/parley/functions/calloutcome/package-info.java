/** A signed nudge from the database: outcomes are waiting. */
@NullMarked
package parley.functions.calloutcome;

import org.jspecify.annotations.NullMarked;
