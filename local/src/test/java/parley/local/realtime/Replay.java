package parley.local.realtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import parley.local.http.LocalServer;

/**
 * Plays the client's side of one recording: each action at its recorded time, and never before the
 * server has said what it had said by then.
 */
final class Replay {
    private static final long IMMEDIATE_MS = 60;
    private static final long SQL_LEAD_MS = 100;

    /** How a connection's server side compared. */
    record Connection(int number, List<String> recorded, List<String> seen) {
        boolean isSame() {
            return Transcript.isSame(recorded, seen);
        }
    }

    /** The whole comparison; differences in words are empty when the recording is the same. */
    record Result(Recording recording, List<Connection> connections, List<String> statements) {
        @Override
        public String toString() {
            return recording.name();
        }

        boolean isSame() {
            return statements.isEmpty() && connections.stream().allMatch(Connection::isSame);
        }
    }

    private final Recording recording;
    private final Realtime realtime;
    private final LocalServer server;
    private final Pace pace;
    private final ReplayDatabase database;
    private final Masks masks;
    private final Transcript transcript;
    private final Map<Integer, List<String>> recorded;
    private final Map<Integer, RawClient> clients = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> awaited = new TreeMap<>();
    private final List<String> statements = new ArrayList<>();
    private final Arrivals arrivals;
    private final Map<Long, Long> wallTimes = new TreeMap<>();

    Replay(
            Recording recording,
            Realtime realtime,
            LocalServer server,
            Pace pace,
            ReplayDatabase database) {
        this.recording = recording;
        this.realtime = realtime;
        this.server = server;
        this.pace = pace;
        this.database = database;
        this.masks = new Masks(recording);
        this.transcript = new Transcript(masks);
        this.recorded = transcript.recorded(recording);
        this.arrivals = new Arrivals(clients, pace);
    }

    Result run() throws IOException, InterruptedException {
        List<Recording.Line> lines = recording.lines();
        for (int i = 0; i < lines.size(); i++) {
            Recording.Line line = lines.get(i);
            if (isServers(line)) {
                awaited.merge(line.connection(), 1, Integer::sum);
            } else if (isAction(line)) {
                act(i, line);
            }
        }
        pace.until(recording.endMs());
        arrivals.await(expectedInTheEnd());
        Thread.sleep(Arrivals.DWELL);
        List<Connection> connections = new ArrayList<>();
        recorded.forEach((number, sent) -> {
            RawClient client = clients.get(number);
            List<RawClient.Item> items = client == null ? List.of() : client.items();
            connections.add(new Connection(number, sent, transcript.seen(items)));
        });
        for (RawClient client : clients.values()) {
            client.close();
        }
        return new Result(recording, connections, statements);
    }

    private Map<Integer, Integer> expectedInTheEnd() {
        Map<Integer, Integer> counts = new TreeMap<>();
        recorded.forEach((number, sent) -> counts.put(number, sent.size()));
        return counts;
    }

    private static boolean isServers(Recording.Line line) {
        return line.fromServer() && (line.is("ws") || line.is("http"));
    }

    private boolean isAction(Recording.Line line) {
        boolean fromClient = line.fromClient() && (line.is("ws") || line.is("http"));
        boolean cut = line.is("tcp") && line.text("event").startsWith("cut by the test");
        return fromClient
                || cut
                || line.is("sql")
                || line.is("admin-api")
                || Unrecorded.of(recording, line).isPresent();
    }

    private void act(int index, Recording.Line line) throws IOException, InterruptedException {
        pace.until(line.t());
        boolean logged = line.is("sql") || line.is("admin-api");
        arrivals.await(logged ? recordedBefore(index, line.t() - SQL_LEAD_MS) : awaited);
        perform(line);
        if (isBatchedWithNext(index, line)) {
            return;
        }
        for (RawClient client : clients.values()) {
            client.flush();
        }
        wallTimes.put(line.t(), System.currentTimeMillis());
        Map<Integer, Integer> immediate = immediateAfter(index, line.t());
        if (immediate.equals(awaited)) {
            settle(line);
        } else {
            arrivals.await(immediate);
        }
    }

    /** The server says nothing to this: time goes on when it has read it. */
    private void settle(Recording.Line line) throws InterruptedException {
        RawClient client = clients.get(line.connection());
        if (pace.isStepped()
                && client != null
                && line.is("ws")
                && !line.text("op").equals("close")) {
            client.barrier(Arrivals.BARRIER);
        }
        pace.dwell(Arrivals.DWELL);
    }

    /** Frames that left the client together have to arrive together. */
    private boolean isBatchedWithNext(int index, Recording.Line line) {
        if (!line.is("ws") || index + 1 >= recording.lines().size()) {
            return false;
        }
        Recording.Line next = recording.lines().get(index + 1);
        return next.is("ws")
                && next.fromClient()
                && next.connection() == line.connection()
                && next.t() - line.t() <= 1;
    }

    private Map<Integer, Integer> recordedBefore(int index, long t) {
        Map<Integer, Integer> counts = new TreeMap<>();
        recording.lines().subList(0, index).stream()
                .filter(line -> isServers(line) && line.t() <= t)
                .forEach(line -> counts.merge(line.connection(), 1, Integer::sum));
        return counts;
    }

    /** What the server said right after an action, before the client acted again. */
    private Map<Integer, Integer> immediateAfter(int index, long t) {
        Map<Integer, Integer> counts = new TreeMap<>(awaited);
        for (Recording.Line line : recording.lines().subList(index + 1, recording.lines().size())) {
            if (line.t() > t + IMMEDIATE_MS || isAction(line)) {
                return counts;
            }
            if (isServers(line)) {
                counts.merge(line.connection(), 1, Integer::sum);
            }
        }
        return counts;
    }

    private void perform(Recording.Line line) throws IOException, InterruptedException {
        Optional<Unrecorded> unrecorded = Unrecorded.of(recording, line);
        if (unrecorded.isPresent()) {
            unrecorded.get().on(clients);
            return;
        }
        RawClient client = clients.get(line.connection());
        switch (line.kind()) {
            case "http" -> clients.put(line.connection(), request(line));
            case "ws" -> Speech.say(open(client), recording, line, this::rebased);
            case "tcp" -> open(client).close();
            case "sql" -> sql(line);
            default -> admin(line);
        }
    }

    private static RawClient open(@Nullable RawClient client) {
        if (client == null) {
            throw new IllegalStateException("a message on a connection that was not opened");
        }
        return client;
    }

    private RawClient request(Recording.Line line) throws IOException {
        RawClient client = new RawClient(server.port(), arrivals::noted);
        client.bytes(Speech.request(line).getBytes(StandardCharsets.UTF_8));
        client.flush();
        client.startReading();
        return client;
    }

    private void sql(Recording.Line line) throws InterruptedException {
        untilPostgresIsThrough();
        String result;
        try {
            result = database.psql(line.text("sql"));
        } catch (SQLException e) {
            result = String.valueOf(e.getMessage());
        }
        if (line.text("sql").contains("pg_terminate_backend")) {
            awaitReplication(state -> state == Replication.State.WAITING);
        }
        String now = masks.text(result.strip());
        String then = masks.text(line.text("result").strip());
        if (!now.equals(then)) {
            statements.add(
                    "%s%n  recorded: %s%n  now:      %s".formatted(line.text("sql"), then, now));
        }
    }

    /**
     * The server may be building its slot: while time stands still, the speed of this machine's
     * Postgres does not count.
     */
    private void untilPostgresIsThrough() throws InterruptedException {
        awaitReplication(
                state -> state != Replication.State.CONNECTING && state != Replication.State.LOST);
    }

    private void awaitReplication(Predicate<Replication.State> wanted) throws InterruptedException {
        Project project = realtime.running();
        for (int i = 0; i < 2000 && project != null && pace.isStepped(); i++) {
            if (wanted.test(project.replication())) {
                return;
            }
            pace.dwell(Duration.ofMillis(2));
        }
    }

    private void admin(Recording.Line line) {
        String path = line.text("path");
        if (line.json().path("body").path("tenant") instanceof ObjectNode tenant) {
            realtime.patchTenant(tenant);
        } else if (path.endsWith("/shutdown")) {
            realtime.shutDownDatabaseConnection();
        } else if (path.endsWith("/reload")) {
            realtime.disconnectAll(Socket.SERVICE_RESTART);
        }
    }

    /** The wall's time of a moment of the recording: rows get their times from the wall. */
    private long rebased(long recordedMs) {
        long t = recordedMs - recording.started().toEpochMilli();
        long wall = 0;
        for (Map.Entry<Long, Long> action : wallTimes.entrySet()) {
            if (action.getKey() <= t) {
                wall = action.getValue();
            }
        }
        return wall;
    }
}
