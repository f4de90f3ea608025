package parley.local.realtime;

import java.time.Duration;

/**
 * Time as the server's waits see it. All durations are the real server's; whoever implements this
 * may let them pass faster.
 */
interface Timers extends AutoCloseable {
    /** Something that will happen, unless it is cancelled. */
    interface Pending {
        void cancel();
    }

    /** Time since some moment in the past. */
    Duration now();

    /** Carries a short task out later. */
    Pending after(Duration wait, Runnable task);

    /** Carries a short task out again and again. */
    Pending every(Duration period, Runnable task);

    /** Waits on the calling thread; false when it was interrupted, that is when it has to end. */
    boolean sleep(Duration wait);

    @Override
    void close();
}
