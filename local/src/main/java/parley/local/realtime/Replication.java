package parley.local.realtime;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.replication.PGReplicationStream;

/**
 * Broadcast from the database: a temporary slot on the publication of {@code realtime.messages}.
 * What is committed while there is no slot is never delivered; a slot waits for every open
 * transaction before it begins.
 */
final class Replication implements AutoCloseable {
    private static final String PUBLICATION = "supabase_realtime_messages_publication";

    private final String url;
    private final Timers timers;
    private final RealtimeSettings settings;
    private final BiConsumer<RoomKey, UserBroadcast> deliver;
    private final Runnable onLoss;
    private volatile boolean ready;
    private volatile boolean closed;
    private volatile @Nullable Connection current;
    private final Thread reader;

    Replication(
            String url,
            Timers timers,
            RealtimeSettings settings,
            BiConsumer<RoomKey, UserBroadcast> deliver,
            Runnable onLoss) {
        this.url = url;
        this.timers = timers;
        this.settings = settings;
        this.deliver = deliver;
        this.onLoss = onLoss;
        this.reader =
                Thread.ofPlatform().daemon().name("realtime-replication").unstarted(this::run);
    }

    void start() {
        reader.start();
    }

    /** Whether rows committed from now on are delivered. */
    boolean isReady() {
        return ready;
    }

    private void run() {
        long wait = 0;
        while (!closed) {
            try {
                stream();
            } catch (SQLException e) {
                // Lost, or not to be had: the same wait follows.
                ready = false;
            }
            ready = false;
            disconnect();
            if (!closed) {
                onLoss.run();
                wait = settings.replicationBackoff().applyAsLong(wait);
                if (!timers.sleep(Duration.ofMillis(wait))) {
                    return;
                }
            }
        }
    }

    private void stream() throws SQLException {
        Connection connection = connect();
        current = connection;
        String slot =
                "supabase_realtime_messages_" + UUID.randomUUID().toString().replace('-', '_');
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE_REPLICATION_SLOT "
                            + slot
                            + " TEMPORARY LOGICAL pgoutput NOEXPORT_SNAPSHOT");
        }
        PGReplicationStream stream =
                connection
                        .unwrap(PGConnection.class)
                        .getReplicationAPI()
                        .replicationStream()
                        .logical()
                        .withSlotName(slot)
                        .withSlotOption("proto_version", "1")
                        .withSlotOption("publication_names", PUBLICATION)
                        .start();
        ready = true;
        PgOutput output = new PgOutput();
        while (!closed) {
            ByteBuffer message = stream.read();
            if (message != null) {
                output.read(message).ifPresent(row -> deliver(row.values()));
            }
            stream.setAppliedLSN(stream.getLastReceiveLSN());
            stream.setFlushedLSN(stream.getLastReceiveLSN());
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("replication", "database");
        properties.setProperty("assumeMinServerVersion", "15");
        properties.setProperty("preferQueryMode", "simple");
        properties.setProperty("ApplicationName", "realtime_replication_connection");
        return DriverManager.getConnection(url, properties);
    }

    /** A row without payload or event is stored, and heard by nobody. */
    private void deliver(Map<String, String> row) {
        String topic = row.get("topic");
        String event = row.get("event");
        String json = row.get("payload");
        String binary = row.get("binary_payload");
        if (topic == null || event == null || (json == null && binary == null)) {
            return;
        }
        byte[] payload =
                binary != null
                        ? HexFormat.of().parseHex(binary.substring(2))
                        : String.valueOf(json).getBytes(StandardCharsets.UTF_8);
        deliver.accept(
                new RoomKey("t".equals(row.get("private")), topic),
                new UserBroadcast(event, binary == null, payload, row.get("id")));
    }

    private void disconnect() {
        Connection connection = current;
        current = null;
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // Closing what is broken may fail; the server drops the slot by itself.
                return;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        ready = false;
        Connection connection = current;
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                // Already gone.
                reader.interrupt();
            }
        }
        reader.interrupt();
    }
}
