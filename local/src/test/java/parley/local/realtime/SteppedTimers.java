package parley.local.realtime;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Time that runs faster than the wall's and stands still on demand, so that a slow machine changes
 * nothing about what comes before what.
 */
final class SteppedTimers implements Timers {
    private record Entry(long due, long order, long period, Runnable task, AtomicBoolean alive) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>(
                    Comparator.comparingLong(Entry::due).thenComparingLong(Entry::order));
    private final double speed;
    private final Thread clockwork;
    private long at;
    private long since = System.nanoTime();
    private long limit;
    private boolean working;
    private boolean closed;
    private long order;

    SteppedTimers(double speed) {
        this.speed = speed;
        this.clockwork = Thread.ofPlatform().daemon().name("stepped-timers").unstarted(this::work);
        clockwork.start();
    }

    /** Time stands still from now on. */
    void freeze() {
        runTo(() -> nanos());
    }

    /** Time runs on, without an end. */
    void resume() {
        runTo(() -> Long.MAX_VALUE);
    }

    private void runTo(LongSupplier newLimit) {
        lock.lock();
        try {
            at = nanos();
            since = System.nanoTime();
            limit = newLimit.getAsLong();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets time run until it is so late and everything due has been done; then it stands still. */
    void runUntil(Duration moment) throws InterruptedException {
        runTo(() -> Math.max(at, moment.toNanos()));
        lock.lock();
        try {
            while (nanos() < limit || working || isDue(queue.peek())) {
                changed.awaitNanos((long) ((limit - nanos()) / speed) + 1_000_000);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isDue(@Nullable Entry entry) {
        return entry != null && entry.due() <= nanos();
    }

    private long nanos() {
        return Math.min(limit, at + (long) ((System.nanoTime() - since) * speed));
    }

    @Override
    public Duration now() {
        lock.lock();
        try {
            return Duration.ofNanos(nanos());
        } finally {
            lock.unlock();
        }
    }

    /** A clock that showed this instant when this time began. */
    Clock clock(Instant start) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return start.plus(now());
            }
        };
    }

    @Override
    public Pending after(Duration wait, Runnable task) {
        return add(wait, 0, task);
    }

    @Override
    public Pending every(Duration period, Runnable task) {
        return add(period, period.toNanos(), task);
    }

    private Pending add(Duration wait, long period, Runnable task) {
        lock.lock();
        try {
            AtomicBoolean alive = new AtomicBoolean(true);
            queue.add(new Entry(nanos() + wait.toNanos(), order++, period, task, alive));
            changed.signalAll();
            return () -> alive.set(false);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean sleep(Duration wait) {
        CountDownLatch over = new CountDownLatch(1);
        after(wait, over::countDown);
        try {
            over.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void work() {
        lock.lock();
        try {
            while (!closed) {
                Entry next = queue.peek();
                if (next == null || (next.due() > limit)) {
                    changed.await();
                } else if (!isDue(next)) {
                    long left = (long) ((next.due() - nanos()) / speed) + 1;
                    var _ = changed.await(left, TimeUnit.NANOSECONDS);
                } else {
                    run(queue.remove());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void run(Entry due) {
        if (!due.alive().get()) {
            return;
        }
        if (due.period() > 0) {
            queue.add(
                    new Entry(
                            due.due() + due.period(),
                            order++,
                            due.period(),
                            due.task(),
                            due.alive()));
        }
        working = true;
        lock.unlock();
        try {
            due.task().run();
        } finally {
            lock.lock();
            working = false;
            changed.signalAll();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
