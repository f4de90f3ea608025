package parley.local.realtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Events per second, averaged over a window of ticks. The window starts with one empty bucket, and
 * the limit trips only at a tick and stays until the average of a later tick is below it.
 *
 * <p>Source: lib/realtime/rate_counter.ex, whose window for events is 12 ticks of 5 s.
 */
final class RateCounter {
    private final Timers timers;
    private final Duration tick;
    private final int window;
    private final IntSupplier limit;
    private final AtomicLong counted = new AtomicLong();
    private final Deque<Long> buckets = new ArrayDeque<>();
    private double average;
    private boolean tripped;
    private int idleTicks;
    private Timers.@Nullable Pending ticking;
    private boolean running;

    RateCounter(Timers timers, Duration tick, int window, IntSupplier limit) {
        this.timers = timers;
        this.tick = tick;
        this.window = window;
        this.limit = limit;
    }

    /** Begins a window if none is running. */
    synchronized void start() {
        if (running) {
            return;
        }
        running = true;
        counted.set(0);
        buckets.clear();
        buckets.add(0L);
        average = 0;
        tripped = false;
        idleTicks = 0;
        ticking = timers.every(tick, this::tick);
    }

    void add(long events) {
        counted.addAndGet(events);
    }

    synchronized double average() {
        start();
        return average;
    }

    synchronized boolean isTripped() {
        start();
        return tripped;
    }

    /** Forgets everything, as after a change of the limit. */
    synchronized void reset() {
        if (ticking != null) {
            ticking.cancel();
        }
        running = false;
    }

    private synchronized void tick() {
        long count = counted.getAndSet(0);
        buckets.addFirst(count);
        if (buckets.size() > window) {
            buckets.removeLast();
        }
        long sum = buckets.stream().mapToLong(Long::longValue).sum();
        average = sum / (double) buckets.size() / tick.toSeconds();
        tripped = average >= limit.getAsInt();
        idleTicks = sum == 0 ? idleTicks + 1 : 0;
        if (idleTicks > Delays.RATE_IDLE.dividedBy(tick)) {
            reset();
        }
    }
}
