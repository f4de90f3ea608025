package parley.functions.turntoken;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Leaves a provider alone that fails again and again: pages would wait for nothing. After a rest
 * one may try, and its success closes it.
 *
 * <pre>closed ── 3 failures in a row ──▶ resting 15 s ──▶ one try ── works ──▶ closed
 *                                       ▲                 └── fails ──┐
 *                                       └─────────────────────────────┘</pre>
 */
final class Breaker {
    private static final int FAILURES = 3;
    private static final Duration REST = Duration.ofSeconds(15);

    private final Clock clock;
    private int failures;
    private Instant until = Instant.MIN;

    Breaker(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean rests() {
        return clock.instant().isBefore(until);
    }

    synchronized void worked() {
        failures = 0;
        until = Instant.MIN;
    }

    synchronized void failed() {
        if (++failures >= FAILURES) until = clock.instant().plus(REST);
    }
}
