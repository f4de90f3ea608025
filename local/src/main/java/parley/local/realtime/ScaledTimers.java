package parley.local.realtime;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The wall's time, multiplied by one number. Tasks share one thread, so they must be short. */
final class ScaledTimers implements Timers {
    private final ScheduledThreadPoolExecutor clockwork;
    private final double scale;

    ScaledTimers(double scale) {
        this.scale = scale;
        this.clockwork =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("realtime-timers").factory());
        clockwork.setRemoveOnCancelPolicy(true);
        clockwork.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Duration now() {
        return Duration.ofNanos(Math.round(System.nanoTime() / scale));
    }

    @Override
    public Pending after(Duration wait, Runnable task) {
        try {
            return pending(clockwork.schedule(task, nanos(wait), TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException e) {
            // The server is ending: nothing will happen any more.
            return () -> {};
        }
    }

    @Override
    public Pending every(Duration period, Runnable task) {
        long nanos = Math.max(1, nanos(period));
        return pending(clockwork.scheduleAtFixedRate(task, nanos, nanos, TimeUnit.NANOSECONDS));
    }

    @Override
    public boolean sleep(Duration wait) {
        try {
            Thread.sleep(Duration.ofNanos(nanos(wait)));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private long nanos(Duration wait) {
        return Math.round(wait.toNanos() * scale);
    }

    private static Pending pending(Future<?> future) {
        return () -> future.cancel(false);
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }
}
