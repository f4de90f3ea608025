/**
 * The local Realtime judged by recordings of the real one: the client's side is played again, the
 * server's side has to be the same.
 */
@NullMarked
package parley.local.realtime;

import org.jspecify.annotations.NullMarked;
