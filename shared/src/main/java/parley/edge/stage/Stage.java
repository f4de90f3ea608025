package parley.edge.stage;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import parley.edge.Settings;

/** Database and secrets that exist for one rehearsal. Both listen on loopback and end with it. */
public final class Stage implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /**
     * Opening a connection and reading secrets, keys and documents is the larger part of the way
     * after a restore.
     */
    private static final int ROUNDS_OF_ONE_ACTOR = 20;

    private final StageDatabase database;
    private final StageHttp http;

    private Stage(Rehearsal rehearsal) throws IOException {
        this.database = new StageDatabase(rehearsal.rows());
        this.http = new StageHttp(rehearsal.secrets());
    }

    /**
     * Plays it that many times, at most for a minute, by one fresh actor after the other; a round
     * that ends with another status than 200 is the last.
     *
     * @return how many rounds went well
     */
    public static int play(Rehearsal rehearsal, int rounds)
            throws IOException, InterruptedException {
        try (var stage = new Stage(rehearsal)) {
            var settings = stage.settings(rehearsal);
            var actor = rehearsal.cast().apply(settings);
            var events = rehearsal.events();
            long until = System.nanoTime() + LONGEST.toNanos();
            int played = 0;
            while (played < rounds && System.nanoTime() < until) {
                if (played % ROUNDS_OF_ONE_ACTOR == 0) {
                    actor = rehearsal.cast().apply(settings);
                    wake(actor);
                }
                if (actor.play(events.get(played % events.size())) != 200) break;
                played++;
            }
            return played;
        }
    }

    /** On a thread of its own, as after a restore. */
    private static void wake(Rehearsal.Actor actor) throws InterruptedException {
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try {
                        actor.wake();
                    } catch (Exception e) {
                        // then the first round tries, and its status says that it failed
                    }
                })
                .join();
    }

    private Settings settings(Rehearsal rehearsal) {
        var all = new HashMap<>(rehearsal.settings());
        all.put(
                "PARLEY_DATABASE_URL",
                "jdbc:postgresql://localhost:" + database.port() + "/stage?sslmode=verify-full");
        all.put("PARLEY_DATABASE_CA", database.authority());
        all.put("PARLEY_DATABASE_USER", "stage");
        all.put("PARLEY_DATABASE_SECRET", StageHttp.DATABASE);
        var here = "http://127.0.0.1:" + http.port();
        all.put("AWS_REGION", "stage");
        all.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", here);
        all.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", here + StageHttp.ROLE);
        all.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "stage");
        all.put("PARLEY_SUPABASE_URL", here);
        return new Settings(all);
    }

    @Override
    public void close() throws IOException {
        database.close();
        http.close();
    }
}
