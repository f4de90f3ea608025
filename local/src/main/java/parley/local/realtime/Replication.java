package parley.local.realtime;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
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

    /** What the connection is doing. */
    enum State {
        CONNECTING,
        READY,
        LOST,
        /** In its back-off. */
        WAITING
    }

    private final String url;
    private final Timers timers;
    private final RealtimeSettings settings;
    private final Consumer<BroadcastRow> deliver;
    private final Runnable onLoss;
    private volatile State state = State.CONNECTING;
    private volatile boolean closed;
    private final Semaphore backoffOver = new Semaphore(0);
    private volatile @Nullable Connection current;
    private final Thread reader;

    Replication(
            String url,
            Timers timers,
            RealtimeSettings settings,
            Consumer<BroadcastRow> deliver,
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

    /** In {@link State#READY} rows committed from now on are delivered. */
    State state() {
        return state;
    }

    private void run() {
        long wait = 0;
        while (!closed) {
            try {
                stream();
            } catch (SQLException e) {
                // Lost, or not to be had: the same wait follows.
                state = State.LOST;
            }
            disconnect();
            if (!closed) {
                onLoss.run();
                wait = settings.replicationBackoff().applyAsLong(wait);
                waitFor(Duration.ofMillis(wait));
            }
        }
    }

    private void waitFor(Duration backoff) {
        timers.after(
                backoff,
                () -> {
                    state = State.CONNECTING;
                    backoffOver.release();
                });
        state = state == State.LOST ? State.WAITING : state;
        backoffOver.acquireUninterruptibly();
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
        state = State.READY;
        PgOutput output = new PgOutput();
        while (!closed) {
            ByteBuffer message = stream.read();
            if (message != null) {
                output.read(message).flatMap(BroadcastRow::of).ifPresent(deliver);
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
        backoffOver.release();
        state = State.WAITING;
        Connection connection = current;
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                // Already gone.
                return;
            }
        }
    }
}
