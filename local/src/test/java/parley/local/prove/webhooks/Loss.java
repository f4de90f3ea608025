package parley.local.prove.webhooks;

import java.time.Duration;
import java.util.List;
import parley.local.faults.Faults.Fault;

/**
 * What happens to the nudges of a case.
 *
 * @param lasting calls go on ending at least this long, so that they fall anywhere between two
 *     sweeps
 */
record Loss(String name, Fault fault, Duration lasting) {
    private static final Duration BRIEF = Duration.ZERO;

    /** Every case; the total loss lasts for a whole pause between two sweeps. */
    static List<Loss> all(Duration betweenSweeps) {
        return List.of(
                new Loss("lost 0 %", Fault.NONE, BRIEF),
                new Loss("lost 10 %", new Fault(0.1, 0, 0, 0), BRIEF),
                new Loss("lost 50 %", new Fault(0.5, 0, 0, 0), BRIEF),
                new Loss("lost 100 %", new Fault(1, 0, 0, 0), betweenSweeps),
                new Loss("done, answer lost", new Fault(0, 1, 0, 0), BRIEF),
                new Loss("doubled", new Fault(0, 0, 1, 0), BRIEF),
                new Loss("reordered", new Fault(0, 0, 0, 0.5, 1500), BRIEF),
                new Loss("late", new Fault(0, 0, 0, 6000), BRIEF));
    }
}
