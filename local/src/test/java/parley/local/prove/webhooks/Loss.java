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

    /**
     * Every case. The total loss lasts so long that without a sweep the first calls of it would
     * wait for longer than they may: the nudges of the next case deliver them too.
     *
     * @param bound how long an outcome may be missing
     */
    static List<Loss> all(Duration betweenSweeps, Duration bound) {
        Duration total = bound.plus(betweenSweeps.dividedBy(2));
        return List.of(
                new Loss("lost 0 %", Fault.NONE, BRIEF),
                new Loss("lost 10 %", new Fault(0.1, 0, 0, 0), BRIEF),
                new Loss("lost 50 %", new Fault(0.5, 0, 0, 0), BRIEF),
                new Loss("lost 100 %", new Fault(1, 0, 0, 0), total),
                new Loss("done, answer lost", new Fault(0, 1, 0, 0), BRIEF),
                new Loss("doubled", new Fault(0, 0, 1, 0), BRIEF),
                new Loss("reordered", new Fault(0, 0, 0, 0.5, 1500), BRIEF),
                new Loss("late", new Fault(0, 0, 0, 6000), BRIEF));
    }
}
