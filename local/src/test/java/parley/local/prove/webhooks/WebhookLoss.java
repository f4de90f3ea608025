package parley.local.prove.webhooks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import parley.local.prove.Proof;
import parley.local.prove.people.Town;
import parley.local.stack.Options;

/**
 * {@code make prove ONLY=webhook-loss}: whatever happens to the nudges, every outcome is there
 * exactly once, p99 at most 65 s after the end. In real time: the sweep runs each minute. The
 * planted faults and the failing bus run with all durations scaled to a twentieth. Environment:
 * CALLS (300 a case), SEED.
 */
public final class WebhookLoss {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration BOUND = Duration.ofSeconds(65);
    private static final int PAGES = 12;
    private static final int PLANT_CALLS = 24;
    private static final double PLANT_SCALE = 0.05;

    private WebhookLoss() {}

    public static void main(String[] args) throws Exception {
        int calls = Integer.parseInt(System.getenv().getOrDefault("CALLS", "300"));
        long seed = Long.parseLong(System.getenv().getOrDefault("SEED", "1"));
        long start = System.nanoTime();
        List<String> wrong = new ArrayList<>();
        int tried;
        try (Town town = Town.open(Options.fresh(), PAGES, PAGES).withADesk()) {
            Losses losses = new Losses(town, seed, MINUTE, BOUND);
            wrong.addAll(losses.run(Loss.all(MINUTE, BOUND), calls));
            tried = losses.calls() + losses.forged();
        }
        wrong.addAll(BusFailure.run(seed));
        wrong.forEach(System.out::println);
        int caught = 0;
        for (Plant plant : Plant.values()) {
            caught += isCaught(plant, seed) ? 1 : 0;
        }
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
        new Proof("webhook-loss", tried, wrong.size(), Plant.values().length, caught, seed, seconds)
                .report();
    }

    /** The same cases at a twentieth of every duration. */
    static List<String> scaled(Town town, long seed, int calls) throws Exception {
        Duration sweeps = Duration.ofMillis(Math.round(MINUTE.toMillis() * PLANT_SCALE));
        // The work itself does not shrink with the pauses.
        Duration bound = sweeps.plusSeconds(6);
        return new Losses(town, seed, sweeps, bound).run(Loss.all(sweeps, bound), calls);
    }

    static Town scaledTown() throws Exception {
        return Town.open(Options.fresh().scaled(PLANT_SCALE), PAGES, PAGES).withADesk();
    }

    private static boolean isCaught(Plant plant, long seed) throws Exception {
        System.out.println("planted: " + plant);
        try (Town town = scaledTown()) {
            plant.sow(town.books);
            List<String> wrong = scaled(town, seed, PLANT_CALLS);
            System.out.println(
                    "planted: "
                            + plant
                            + (wrong.isEmpty()
                                    ? ": NOT CAUGHT"
                                    : ": caught by \"" + wrong.getFirst() + "\""));
            return !wrong.isEmpty();
        }
    }
}
