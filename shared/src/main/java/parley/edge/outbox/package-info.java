/** Outcomes that wait to be told, for the two functions that tell them. */
@NullMarked
package parley.edge.outbox;

import org.jspecify.annotations.NullMarked;
