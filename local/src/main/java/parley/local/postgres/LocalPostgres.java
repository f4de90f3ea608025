package parley.local.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Postgres 17 on loopback, with Supabase's roles and schemas.
 *
 * <p>The superuser is {@code supabase_admin}; {@code postgres} is what it is on Supabase: allowed
 * to create roles, and no superuser. So a migration that would fail there fails here.
 */
public final class LocalPostgres implements AutoCloseable {
    private static final String ADMIN = "supabase_admin";

    private final EmbeddedPostgres server;

    private LocalPostgres(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * What a start may choose.
     *
     * @param port TCP port, or 0 for any free one
     * @param data folder that keeps the data between starts, or null for a fresh one that is
     *     deleted at the end
     * @param binaries folder the server's binaries are unpacked to once, shared between starts
     * @param settings more {@code postgresql.conf} settings
     */
    public record Options(
            int port, @Nullable Path data, Path binaries, Map<String, String> settings) {

        /** A fresh database on any free port. */
        public static Options fresh() {
            return new Options(0, null, Binaries.folder(), Map.of());
        }
    }

    /** Starts the server and, on fresh data, lays Supabase's roles and schemas. */
    public static LocalPostgres start(Options options) throws IOException, SQLException {
        EmbeddedPostgres.Builder builder =
                EmbeddedPostgres.builder()
                        .setPort(options.port())
                        .setOverrideWorkingDirectory(options.binaries().toFile())
                        .setPGStartupWait(Duration.ofSeconds(30))
                        // The library's own default loses acknowledged commits in a crash.
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("wal_level", "logical")
                        .setServerConfig("max_replication_slots", "20")
                        .setServerConfig("max_wal_senders", "20")
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("max_connections", "300")
                        .setServerConfig("timezone", "UTC");
        options.settings().forEach(builder::setServerConfig);
        Path data = options.data();
        if (data != null) {
            builder.setDataDirectory(data).setCleanDataDirectory(false);
        }
        LocalPostgres postgres = new LocalPostgres(builder.start());
        if (postgres.isFresh()) {
            Supabase.layDown(postgres);
        }
        return postgres;
    }

    public int port() {
        return server.getPort();
    }

    /** JDBC address of the database for a role; loopback connections need no password. */
    public String url(String user) {
        return "jdbc:postgresql://127.0.0.1:%d/postgres?user=%s".formatted(port(), user);
    }

    /** A new connection as a role. */
    public Connection connect(String user) throws SQLException {
        return DriverManager.getConnection(url(user));
    }

    /** A new connection as the superuser. */
    public Connection admin() throws SQLException {
        return connect(ADMIN);
    }

    private boolean isFresh() throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select not exists (select from pg_roles where rolname = '"
                                        + ADMIN
                                        + "')")) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
