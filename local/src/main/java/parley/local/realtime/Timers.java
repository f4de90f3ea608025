package parley.local.realtime;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The server's timers, all scaled by one number. Tasks must be short: they share one thread. */
final class Timers implements AutoCloseable {
    private final ScheduledThreadPoolExecutor clockwork;
    private final RealtimeSettings settings;

    Timers(RealtimeSettings settings) {
        this.settings = settings;
        this.clockwork =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("realtime-timers").factory());
        clockwork.setRemoveOnCancelPolicy(true);
        clockwork.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Something that will happen, unless it is cancelled. */
    interface Pending {
        void cancel();
    }

    Pending after(Duration real, Runnable task) {
        return exactlyAfter(settings.scaled(real), task);
    }

    /** Unscaled. */
    Pending exactlyAfter(Duration wait, Runnable task) {
        return pending(clockwork.schedule(task, wait.toNanos(), TimeUnit.NANOSECONDS));
    }

    Pending every(Duration real, Runnable task) {
        long nanos = Math.max(1, settings.scaled(real).toNanos());
        return pending(clockwork.scheduleAtFixedRate(task, nanos, nanos, TimeUnit.NANOSECONDS));
    }

    private static Pending pending(Future<?> future) {
        return () -> future.cancel(false);
    }

    /** Waits on the calling thread; false when it was interrupted, that is when it has to end. */
    boolean sleep(Duration real) {
        try {
            Thread.sleep(settings.scaled(real));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }
}
