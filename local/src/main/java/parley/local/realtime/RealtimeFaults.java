package parley.local.realtime;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Accidents on the way from the server to a client, for tests of what a client makes of them. They
 * befall broadcasts only: replies and heartbeats go through.
 *
 * <p>Safe to change while the server runs.
 */
public final class RealtimeFaults {
    private final Random chance;
    private final AtomicLong lost = new AtomicLong();
    private volatile double pushDrop;
    private volatile double pushDuplicate;
    private volatile double pushDelay;
    private volatile Duration pushDelayBy = Duration.ZERO;
    private volatile Instant deafUntil = Instant.EPOCH;

    public RealtimeFaults(long seed) {
        this.chance = new Random(seed);
    }

    /** Chance begins anew from this seed. */
    public void seed(long seed) {
        synchronized (chance) {
            chance.setSeed(seed);
        }
    }

    /** Part of all pushes that are lost, 0 to 1. */
    public void pushDrop(double probability) {
        pushDrop = probability;
    }

    /** Part of all pushes that come twice, 0 to 1. */
    public void pushDuplicate(double probability) {
        pushDuplicate = probability;
    }

    /**
     * Part of all pushes, 0 to 1, that come up to so many milliseconds late, out of order; scaled
     * like every wait.
     */
    public void pushDelay(double probability, long milliseconds) {
        pushDelay = probability;
        pushDelayBy = Duration.ofMillis(milliseconds);
    }

    /** From now on and for so long nobody hears anything, as when a flood trips the rate limit. */
    public void deafFor(Duration window) {
        deafUntil = Instant.now().plus(window);
    }

    /** No more accidents. */
    public void clear() {
        pushDrop = 0;
        pushDuplicate = 0;
        pushDelay(0, 0);
        deafUntil = Instant.EPOCH;
    }

    /** How many pushes were lost so far. */
    public long lost() {
        return lost.get();
    }

    /** How many copies of the next push are sent: 0, 1 or 2. */
    int copies() {
        if (Instant.now().isBefore(deafUntil) || happens(pushDrop)) {
            lost.incrementAndGet();
            return 0;
        }
        return happens(pushDuplicate) ? 2 : 1;
    }

    /** How late the next copy comes. */
    Duration delay() {
        if (!happens(pushDelay) || pushDelayBy.isZero()) {
            return Duration.ZERO;
        }
        synchronized (chance) {
            return Duration.ofNanos((long) (pushDelayBy.toNanos() * chance.nextDouble()));
        }
    }

    private boolean happens(double probability) {
        if (probability <= 0) {
            return false;
        }
        synchronized (chance) {
            return chance.nextDouble() < probability;
        }
    }
}
