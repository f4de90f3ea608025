package parley.local.prove.kills;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import parley.local.prove.Proof;

/**
 * {@code make prove ONLY=kills}: {@link Victim} × {@link Phase} × REPS (20) with all durations at a
 * tenth, and one cell of each row in real time beside it. Environment: REPS, SEED, ROWS (such as
 * {@code POSTGRES,RPC}; all).
 */
public final class Kills {
    private Kills() {}

    public static void main(String[] args) throws Exception {
        int reps = Integer.parseInt(System.getenv().getOrDefault("REPS", "20"));
        long seed = Long.parseLong(System.getenv().getOrDefault("SEED", "1"));
        long start = System.nanoTime();
        List<String> wrong = new ArrayList<>();
        int kills = 0;
        CompletableFuture<Matrix> inRealTime =
                CompletableFuture.supplyAsync(() -> unscaled(seed), t -> new Thread(t).start());
        try (Matrix matrix = new Matrix(0.1, seed)) {
            for (Victim victim : victims()) {
                for (Phase phase : Phase.values()) {
                    matrix.cell(victim, phase, victim == Victim.BOTH ? 1 : reps);
                }
                if (victim == Victim.POSTGRES || victim == Victim.RPC) {
                    matrix.longOutage(victim);
                }
                matrix.aftermath();
            }
            wrong.addAll(matrix.wrong());
            kills += matrix.kills();
        }
        Matrix real = inRealTime.join();
        wrong.addAll(real.wrong());
        kills += real.kills();
        int caught = 0;
        for (Plant plant : Plant.values()) {
            caught += plant.isCaught(seed) ? 1 : 0;
        }
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
        new Proof("kills", kills, wrong.size(), Plant.values().length, caught, seed, seconds)
                .report();
    }

    private static List<Victim> victims() {
        String rows = System.getenv().getOrDefault("ROWS", "");
        return Arrays.stream(Victim.values())
                .filter(v -> rows.isEmpty() || List.of(rows.split(",", -1)).contains(v.name()))
                .toList();
    }

    /** One cell of each row with every duration as in production. */
    private static Matrix unscaled(long seed) {
        try (Matrix matrix = new Matrix(1, seed)) {
            for (Victim victim : victims()) {
                matrix.cell(victim, victim == Victim.PG_NET ? Phase.ENDING : Phase.TALKING, 1);
            }
            matrix.longOutage(Victim.RPC);
            matrix.aftermath();
            return matrix;
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }
}
