package parley.local.realtime;

import java.time.Duration;
import java.util.Map;

/** Waits until the server has said so much on each connection. */
final class Arrivals {
    /** A moment of the wall's time in which a server answers if it answers at all. */
    static final Duration DWELL = Duration.ofMillis(15);

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration FROZEN_PATIENCE = Duration.ofMillis(1500);

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
     * Waits for messages: at first while time stands still, then while it runs. What did not come
     * once is a difference already, so there is little patience afterwards.
     */
    void await(Map<Integer, Integer> counts) throws InterruptedException {
        if (waitFor(counts, isLate ? DWELL : FROZEN_PATIENCE)) {
            return;
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
