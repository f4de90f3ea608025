package parley.local.prove.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import parley.local.prove.Proof;
import parley.local.prove.people.Town;
import parley.local.stack.Options;

/**
 * {@code make prove ONLY=ledger}: CALLS (500) calls of every {@link Kind}, the pauses at a tenth;
 * the list on the desk and the table agree with the script's own record of them. Environment:
 * CALLS, SEED.
 */
public final class Ledgers {
    private static final double SCALE = 0.1;
    private static final int PAIRS = 12;
    static final int SILENT_S = 8;

    private Ledgers() {}

    public static void main(String[] args) throws Exception {
        int calls = Integer.parseInt(System.getenv().getOrDefault("CALLS", "500"));
        long seed = Long.parseLong(System.getenv().getOrDefault("SEED", "1"));
        long start = System.nanoTime();
        List<String> wrong = new ArrayList<>();
        int caught = 0;
        try (Town town = town()) {
            List<Noted> notes = make(town, calls, seed);
            wrong.addAll(compare(town, notes));
            wrong.forEach(System.out::println);
            Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
            notes.forEach(n -> kinds.merge(n.kind(), 1, Integer::sum));
            System.out.println(kinds);
            for (Plant plant : Plant.values()) {
                plant.sow(town.books);
                List<String> seen = compare(town, notes);
                System.out.println(
                        "planted: "
                                + plant
                                + (seen.isEmpty()
                                        ? ": NOT CAUGHT"
                                        : ": caught by \"" + seen.getFirst() + "\""));
                caught += seen.isEmpty() ? 0 : 1;
                plant.pull(town.books);
            }
        }
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
        new Proof("ledger", calls, wrong.size(), Plant.values().length, caught, seed, seconds)
                .report();
    }

    static Town town() throws Exception {
        // Long enough that a slow machine's scripts are not overtaken by what they do not wait for.
        Map<String, String> patient =
                Map.of("ring", "15", "silent", String.valueOf(SILENT_S), "connect_within", "30");
        return Town.open(Options.fresh().scaled(SCALE).with(patient), PAIRS, PAIRS).withADesk();
    }

    /** So many calls, each kind as often as the others, in an order of chance. */
    static List<Noted> make(Town town, int calls, long seed) throws Exception {
        List<Kind> kinds = List.copyOf(EnumSet.allOf(Kind.class));
        List<Kind> order =
                new ArrayList<>(
                        IntStream.range(0, calls)
                                .mapToObj(i -> kinds.get(i % kinds.size()))
                                .toList());
        Collections.shuffle(order, new Random(seed));
        List<Noted> all = new ArrayList<>();
        for (List<Noted> some :
                Town.all(
                        PAIRS,
                        pair -> {
                            List<Noted> mine = new ArrayList<>();
                            for (int i = pair; i < calls; i += PAIRS) {
                                Script script =
                                        new Script(
                                                town.visitors.get(pair),
                                                town.agents.get(pair),
                                                order.get(i),
                                                i,
                                                SCALE);
                                mine.add(script.make());
                            }
                            return mine;
                        })) {
            all.addAll(some);
        }
        return all;
    }

    static List<String> compare(Town town, List<Noted> notes) throws Exception {
        town.books.becomes(
                "select count(*) from parley.calls c left join parley.call_outcomes o on o.call_id = c.id where o.settled_at is null",
                0,
                30_000);
        return Compared.of(notes, Pages.of(town.agents.getFirst()), town.books);
    }
}
