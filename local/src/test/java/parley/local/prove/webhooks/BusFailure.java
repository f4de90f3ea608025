package parley.local.prove.webhooks;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import parley.local.prove.people.Town;
import parley.local.stack.Options;

/**
 * A bus that throttles, then breaks, then is well: outcomes are recorded at once all the same, what
 * is not accepted stays in the outbox with its error, is offered again never sooner than the
 * back-off says, and in the end each event was accepted.
 */
final class BusFailure {
    private static final double SCALE = 0.05;
    private static final int CALLS = 8;

    private BusFailure() {}

    static List<String> run(long seed) throws Exception {
        List<String> wrong = new ArrayList<>();
        try (Bus bus = new Bus();
                Town town =
                        Town.open(
                                        Options.fresh()
                                                .scaled(SCALE)
                                                .telling(
                                                        Map.of(
                                                                "PARLEY_EVENT_BUS",
                                                                "calls",
                                                                "AWS_ENDPOINT_URL",
                                                                bus.url())),
                                        4,
                                        4)
                                .withADesk()) {
            Sprint sprint = new Sprint(town, seed);
            List<Sprint.Ended> calls = new ArrayList<>();
            bus.is(Bus.Mood.THROTTLES);
            calls.addAll(sprint.run(CALLS, Duration.ZERO));
            stays(town, calls.size(), "refused: ThrottlingException", wrong);
            bus.is(Bus.Mood.BREAKS);
            calls.addAll(sprint.run(CALLS, Duration.ofSeconds(1)));
            stays(town, calls.size(), "", wrong);
            wrong.addAll(Recorded.of(town.books, calls).wrong());
            bus.is(Bus.Mood.ACCEPTS);
            long most =
                    calls.stream()
                            .mapToLong(c -> bus.offers(c.call().toString()).size())
                            .max()
                            .orElse(0);
            if (!town.books.becomes(
                    "select count(*) from parley.outbox where done_at is null", 0, 30_000)) {
                wrong.add("the outbox is not empty although the bus is well");
            }
            for (Sprint.Ended call : calls) {
                String id = call.call().toString();
                if (bus.accepted(id) < 1) {
                    wrong.add(id + ": its event was never accepted");
                }
                wrong.addAll(tooSoon(id, bus.offers(id)));
            }
            wrong.addAll(Recorded.of(town.books, calls).wrong());
            System.out.printf(
                    "bus: %d calls, throttled and broken, offered up to %d times before it was well%n",
                    calls.size(), most);
        }
        return wrong;
    }

    private static void stays(Town town, int calls, String error, List<String> wrong)
            throws SQLException, InterruptedException {
        String kept =
                "select count(*) from parley.outbox where done_at is null and attempts > 0 and last_error like '%s%%'"
                        .formatted(error);
        if (!town.books.becomes(kept, calls, 20_000)) {
            wrong.add("not every row stays with its error '" + error + "'");
        }
    }

    /** The pause before an offer doubles from retry_first on. */
    private static List<String> tooSoon(String call, List<Long> offers) {
        List<String> wrong = new ArrayList<>();
        double pause = 5000 * SCALE;
        for (int i = 1; i < offers.size(); i++, pause *= 2) {
            long gap = offers.get(i) - offers.get(i - 1);
            // The pause counts from the transaction's last word, the offers from the bus's door.
            if (gap < pause * 0.9) {
                wrong.add(call + ": offer " + i + " came after " + gap + " ms");
            }
        }
        return wrong;
    }
}
