/**
 * A stand-in of Supabase Realtime 2.129.8 on one machine, true to it frame by frame: one thread per
 * socket and one per channel, each with a mailbox, because what a client sees (a denied join that
 * blocks its socket, a copy before its ack) follows from who waits for whom.
 *
 * <p>{@link parley.local.realtime.Realtime} starts it; recordings of the real server judge it.
 */
@NullMarked
package parley.local.realtime;

import org.jspecify.annotations.NullMarked;
