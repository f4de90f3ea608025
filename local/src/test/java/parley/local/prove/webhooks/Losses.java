package parley.local.prove.webhooks;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parley.local.faults.Faults.Border;
import parley.local.faults.Faults.Fault;
import parley.local.prove.people.Town;

/** Runs the cases one after the other on one stack, and says what was wrong. */
final class Losses {
    private static final String QUEUED = "select count(*) from net.http_request_queue";
    private static final String WAITING =
            "select count(*) from parley.outbox where done_at is null";
    private static final long DELIVERED_WITHIN_MS = 20_000;

    private final Town town;
    private final Sprint sprint;
    private final Duration betweenSweeps;
    private final Duration bound;
    private int forged;
    private int calls;

    /**
     * @param bound what the p99 of the catch-up may be
     */
    Losses(Town town, long seed, Duration betweenSweeps, Duration bound) {
        this.town = town;
        this.sprint = new Sprint(town, seed);
        this.betweenSweeps = betweenSweeps;
        this.bound = bound;
    }

    int calls() {
        return calls;
    }

    int forged() {
        return forged;
    }

    /** All cases with so many calls each. */
    List<String> run(List<Loss> cases, int callsEach) throws Exception {
        List<String> wrong = new ArrayList<>();
        Map<String, List<Sprint.Ended>> ended = new LinkedHashMap<>();
        for (Loss loss : cases) {
            town.stack.faults().set(Border.WEBHOOK, loss.fault());
            ended.put(loss.name(), sprint.run(callsEach, loss.lasting()));
            if (!town.books.becomes(QUEUED, 0, DELIVERED_WITHIN_MS)) {
                wrong.add(loss.name() + ": pg_net did not come to an end");
            }
        }
        ended.put("forged", forgedInVain(wrong, callsEach));
        town.stack.faults().set(Border.WEBHOOK, Fault.NONE);
        town.books.becomes(WAITING, 0, betweenSweeps.plus(bound).toMillis());
        for (Map.Entry<String, List<Sprint.Ended>> entry : ended.entrySet()) {
            wrong.addAll(verdict(entry.getKey(), entry.getValue()));
        }
        return wrong;
    }

    /** While every true nudge is lost, no forged one makes an outcome; a late one does. */
    private List<Sprint.Ended> forgedInVain(List<String> wrong, int callsEach) throws Exception {
        town.stack.faults().set(Border.WEBHOOK, new Fault(1, 0, 0, 0));
        List<Sprint.Ended> ended = new ArrayList<>(sprint.run(callsEach, Duration.ZERO));
        Forger forger = new Forger(town);
        String byNudge =
                "select count(*) from parley.call_outcomes where recorded_by = 'call-outcome'";
        long before = town.books.count(byNudge);
        for (Forger.Attempt attempt : forger.attempts()) {
            forged++;
            if (!attempt.right()) {
                wrong.add("forged: " + attempt);
            }
        }
        if (town.books.count(byNudge) != before) {
            wrong.add("a forged nudge made outcomes");
        }
        ended.addAll(sprint.run(1, Duration.ZERO));
        Forger.Attempt late = forger.late();
        if (!late.right() || town.books.count(WAITING) != 0) {
            wrong.add("late nudge: " + late);
        }
        return ended;
    }

    private List<String> verdict(String name, List<Sprint.Ended> ended) throws SQLException {
        calls += ended.size();
        Recorded recorded = Recorded.of(town.books, ended);
        System.out.printf(
                "%-18s %5d calls  caught up after: median %.2f s, p99 %.2f s, most %.2f s%s%n",
                name,
                ended.size(),
                recorded.p(0.5),
                recorded.p(0.99),
                recorded.p(1),
                recorded.wrong().isEmpty() ? "" : "  WRONG: " + recorded.wrong().size());
        List<String> wrong = new ArrayList<>(recorded.wrong());
        if (recorded.p(0.99) * 1000 > bound.toMillis()) {
            wrong.add(name + ": p99 is " + recorded.p(0.99) + " s");
        }
        return wrong;
    }
}
