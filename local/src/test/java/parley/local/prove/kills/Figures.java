package parley.local.prove.kills;

import java.time.Duration;

/**
 * The product's durations as this run has them, and the bounds that architecture.md states.
 *
 * @param scale 1, or a tenth
 */
record Figures(double scale) {
    /** What the work itself may take on a busy machine: it does not shrink with the pauses. */
    private static final long WORK_MS = 2500;

    long ms(double seconds) {
        return Math.round(seconds * 1000 * scale);
    }

    long poll() {
        return ms(3);
    }

    long touch() {
        return ms(15);
    }

    long beat() {
        return ms(10);
    }

    long lease() {
        return ms(25);
    }

    long survivor() {
        return ms(20);
    }

    /** The visitor may ask for the ring again. */
    long answerWithin() {
        return ms(6);
    }

    /** One side gone, known to the ledger. */
    long oneGone() {
        return ms(30) + WORK_MS;
    }

    /** Both gone. */
    long bothGone() {
        return ms(150) + WORK_MS;
    }

    /** A nudge lost, the outcome there; once more that long where the sweep itself was killed. */
    long outcomeThere() {
        return 2 * ms(65) + WORK_MS;
    }

    Duration patience() {
        return Duration.ofSeconds(30);
    }
}
