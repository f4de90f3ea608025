package parley.local.realtime;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongUnaryOperator;
import parley.local.http.LocalServer;
import parley.local.postgres.LocalPostgres;

/** Plays recordings, each against a server and a database of its own, side by side. */
final class Stage {
    private static final String SECRET = "super-secret-jwt-token-with-at-least-32-characters-long";
    private static final int SIDE_BY_SIDE = 12;
    private static final double SPEED = 5;

    /** Where the recorded silence of the database ended, so long after its connection died. */
    private static final Map<Integer, Long> REPLICATION_WAIT = Map.of(57, 12_050L, 59, 14_050L);

    /** Recordings whose moments lie close together, and one that is nothing but waiting. */
    private static final Map<Integer, Double> OWN_SPEED = Map.of(36, 0.5, 59, 2.0, 89, 20.0);

    private final LocalPostgres postgres;

    private Stage(LocalPostgres postgres) {
        this.postgres = postgres;
    }

    static Stage open() {
        return new Stage(OnePostgres.get());
    }

    /** Plays all with the server's timers scaled, and gives their comparisons in order. */
    List<Replay.Result> play(List<Recording> recordings) throws Exception {
        List<Replay.Result> results = new ArrayList<>();
        try (ExecutorService players = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            List<Future<Replay.Result>> playing = new ArrayList<>();
            // The longest first, so that none is left alone in the end.
            recordings.stream()
                    .sorted((a, b) -> Double.compare(wallTime(b), wallTime(a)))
                    .forEach(recording -> playing.add(players.submit(() -> scaled(recording))));
            for (Future<Replay.Result> one : playing) {
                results.add(get(one));
            }
        }
        // Beside eleven others a stall may turn around what lay moments apart: once more, alone.
        // What is really
        // different is so again.
        for (int i = 0; i < results.size(); i++) {
            if (!results.get(i).isSame()) {
                results.set(i, scaled(results.get(i).recording()));
            }
        }
        results.sort((a, b) -> a.recording().name().compareTo(b.recording().name()));
        return results;
    }

    private static double wallTime(Recording recording) {
        return recording.endMs() / OWN_SPEED.getOrDefault(recording.number(), SPEED);
    }

    private static Replay.Result get(Future<Replay.Result> one) throws Exception {
        try {
            return one.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private Replay.Result scaled(Recording recording) throws Exception {
        double speed = OWN_SPEED.getOrDefault(recording.number(), SPEED);
        SteppedTimers timers = new SteppedTimers(speed);
        RealtimeSettings settings =
                settings(recording).withClock(timers.clock(recording.started()));
        try (ReplayDatabase database = database(recording);
                Realtime realtime =
                        new Realtime(
                                settings, database.url(), new RealtimeFaults(1), () -> timers);
                LocalServer server = LocalServer.start(0, realtime.handler())) {
            warmUp(realtime);
            return new Replay(recording, realtime, server, Pace.of(timers), database).run();
        }
    }

    /** Plays one in the wall's time, with the server's own timers. */
    Replay.Result inRealTime(Recording recording) throws Exception {
        Clock clock =
                Clock.offset(
                        Clock.systemUTC(), Duration.between(Instant.now(), recording.started()));
        RealtimeSettings settings = settings(recording).withClock(clock);
        try (ReplayDatabase database = database(recording);
                Realtime realtime = new Realtime(settings, database.url(), new RealtimeFaults(1));
                LocalServer server = LocalServer.start(0, realtime.handler())) {
            warmUp(realtime);
            return new Replay(recording, realtime, server, Pace.real(), database).run();
        }
    }

    private ReplayDatabase database(Recording recording) throws SQLException {
        return ReplayDatabase.copy(postgres, "r" + recording.number() + "_" + System.nanoTime());
    }

    private static RealtimeSettings settings(Recording recording) {
        LongUnaryOperator wait = _ -> REPLICATION_WAIT.getOrDefault(recording.number(), 10_000L);
        return RealtimeSettings.faithful(SECRET).withoutGateway("127").withReplicationBackoff(wait);
    }

    /** The recorded server had served before: its connections stood. */
    private static void warmUp(Realtime realtime) throws Exception {
        Project project = realtime.running();
        if (project == null) {
            throw new IllegalStateException("not running");
        }
        var _ = project.database();
        while (!realtime.isReplicationReady()) {
            Thread.sleep(5);
        }
    }
}
