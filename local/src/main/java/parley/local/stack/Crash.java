package parley.local.stack;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import parley.local.postgres.LocalPostgres;

/**
 * A crash of Postgres: one of its processes is killed, so it ends all others, recovers from its log
 * and serves again. Every connection is lost, and with them every replication slot of Realtime;
 * unlogged tables come back empty. The postmaster and its port stay.
 */
final class Crash {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final LocalPostgres postgres;

    Crash(LocalPostgres postgres) {
        this.postgres = postgres;
    }

    /** Returns when it serves again. */
    void run() throws SQLException, IOException, InterruptedException {
        long victim = backend();
        ProcessHandle.of(victim)
                .orElseThrow(() -> new IOException("no process " + victim))
                .destroyForcibly();
        Thread.sleep(BETWEEN_LOOKS);
        Instant until = Instant.now().plus(PATIENCE);
        while (!serves()) {
            if (Instant.now().isAfter(until)) {
                throw new IOException("Postgres did not come back");
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    /** One that idles on: it must still be there when it is killed. */
    private long backend() throws SQLException {
        try (Connection connection = postgres.admin();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                select pid from pg_stat_activity
                                where backend_type = 'client backend' and pid <> pg_backend_pid()
                                order by backend_start limit 1
                                """)) {
            if (!row.next()) {
                throw new SQLException("nobody is connected");
            }
            return row.getLong(1);
        }
    }

    private boolean serves() {
        try (Connection connection = postgres.admin();
                Statement statement = connection.createStatement()) {
            return statement.execute("select 1");
        } catch (SQLException e) {
            return false;
        }
    }
}
