package parley.local.prove.lifecycles;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import parley.local.prove.Proof;

/**
 * {@code make prove ONLY=lifecycles}: random lives of calls on the real Postgres, and the same with
 * faults planted, each of which must be caught. Environment: LIVES (100000), SEED.
 */
public final class Lifecycles {
    private static final int LANES = 8;
    private static final int LIVES_PER_CHUNK = 500;
    private static final int CHUNKS_PER_PLANT = 12;

    private Lifecycles() {}

    public static void main(String[] args) throws Exception {
        long lives = Long.parseLong(System.getenv().getOrDefault("LIVES", "100000"));
        long seed =
                Long.parseLong(
                        System.getenv()
                                .getOrDefault(
                                        "SEED", String.valueOf(System.nanoTime() % 1_000_000_000)));
        System.out.println("lifecycles: " + lives + " lives, seed " + seed);
        long start = System.nanoTime();
        int caught = 0;
        List<String> wrong;
        try (Server server = Server.start()) {
            wrong = lived(server, seed, lives, false);
            System.out.println(
                    server.ask(
                            "select string_agg(n || ' ' || end_reason, ', ' order by n desc) from (select end_reason, count(*) n from parley.calls group by 1) x"));
        }
        for (Plant plant : Plant.values()) {
            caught += isCaught(plant, seed) ? 1 : 0;
        }
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
        new Proof("lifecycles", lives, wrong.size(), Plant.values().length, caught, seed, seconds)
                .report();
    }

    /**
     * Lives so many lives; what went wrong. With {@code untilWrong} it stops at the first thing
     * that did.
     */
    static List<String> lived(Server server, long seed, long lives, boolean untilWrong)
            throws SQLException, InterruptedException {
        server.run("update parley.settings set value = '0' where name = 'sweep_up'");
        List<String> wrong = Collections.synchronizedList(new ArrayList<>());
        AtomicLong next = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < LANES; i++) {
            Lane lane = new Lane(server, i);
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                try (lane) {
                                    for (long n = next.getAndAdd(Lane.BATCH);
                                            n < lives && !(untilWrong && !wrong.isEmpty());
                                            n = next.getAndAdd(Lane.BATCH)) {
                                        int many = (int) Math.min(Lane.BATCH, lives - n);
                                        List<String> here = lane.live(seed + n, many);
                                        if (!untilWrong) {
                                            here.forEach(System.out::println);
                                        }
                                        wrong.addAll(here);
                                        if (n % 10_000 == 0 && n > 0) {
                                            System.out.println(
                                                    n + " lives, " + wrong.size() + " wrong");
                                        }
                                    }
                                } catch (SQLException | InterruptedException e) {
                                    wrong.add("a lane broke: " + e);
                                }
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        server.run("select parley.drain_outbox('lifecycles', 1000000, false)");
        List<String> broken = Invariants.broken(server);
        if (!untilWrong) {
            broken.forEach(System.out::println);
        }
        wrong.addAll(broken);
        return wrong;
    }

    /** A race that two people must lose in the same millisecond takes many lives to be seen. */
    private static boolean isCaught(Plant plant, long seed)
            throws SQLException, IOException, InterruptedException {
        try (Server server = Server.start()) {
            plant.sow(server);
            for (int i = 0; i < CHUNKS_PER_PLANT; i++) {
                List<String> wrong =
                        lived(server, seed + (long) i * LIVES_PER_CHUNK, LIVES_PER_CHUNK, true);
                if (!wrong.isEmpty()) {
                    System.out.println(
                            "planted: " + plant + ": caught by \"" + wrong.getLast() + "\"");
                    return true;
                }
            }
            System.out.println("planted: " + plant + ": NOT CAUGHT");
            return false;
        }
    }
}
