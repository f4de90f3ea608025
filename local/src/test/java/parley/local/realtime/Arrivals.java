package parley.local.realtime;

import java.time.Duration;
import java.util.Map;

/** Waits until the server has said so much on each connection. */
final class Arrivals {
    /** A moment of the wall's time in which a server answers if it answers at all. */
    static final Duration DWELL = Duration.ofMillis(15);

    /** How long a socket that is held up is waited for. */
    static final Duration BARRIER = Duration.ofMillis(200);

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration FROZEN_PATIENCE = Duration.ofSeconds(1);
    private static final Duration CREEP = Duration.ofMillis(20);
    private static final Duration CREEP_PATIENCE = Duration.ofMillis(60);
    private static final int CREEPS = 100;

    private final Map<Integer, RawClient> clients;
    private final Pace pace;
    private boolean isLate;

    Arrivals(Map<Integer, RawClient> clients, Pace pace) {
        this.clients = clients;
        this.pace = pace;
    }

    /** Something has come. */
    synchronized void noted() {
        notifyAll();
    }

    /**
     * Waits for messages: at first while time stands still, then while it creeps, for the server
     * may have begun a wait late; in the end while it runs. What did not come once is a difference
     * already, so there is little patience afterwards.
     */
    void await(Map<Integer, Integer> counts) throws InterruptedException {
        if (waitFor(counts, isLate ? DWELL : FROZEN_PATIENCE)) {
            return;
        }
        for (int i = 0; i < CREEPS && !isLate; i++) {
            pace.creep(CREEP);
            if (waitFor(counts, CREEP_PATIENCE)) {
                return;
            }
        }
        pace.run();
        isLate |= !waitFor(counts, isLate ? DWELL : PATIENCE);
        pace.pause();
    }

    private synchronized boolean waitFor(Map<Integer, Integer> counts, Duration patience)
            throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!hasArrived(counts)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private boolean hasArrived(Map<Integer, Integer> counts) {
        return counts.entrySet().stream()
                .allMatch(wanted -> {
                    RawClient client = clients.get(wanted.getKey());
                    return client != null && client.items().size() >= wanted.getValue();
                });
    }
}
