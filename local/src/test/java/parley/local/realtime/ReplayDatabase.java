package parley.local.realtime;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import parley.local.postgres.LocalPostgres;

/** A database of its own for each recording, copied from one that has the recordings' set-up. */
final class ReplayDatabase implements AutoCloseable {
    private static final Object COPYING = new Object();
    private final String url;
    private final Connection connection;

    private ReplayDatabase(String url) throws SQLException {
        this.url = url;
        this.connection = DriverManager.getConnection(url);
    }

    /** Lays the recordings' set-up into the database that all others are copied from. */
    static void prepare(LocalPostgres postgres) throws SQLException {
        try (Connection admin = postgres.admin();
                Statement statement = admin.createStatement()) {
            statement.execute(Recording.setup());
        }
    }

    static ReplayDatabase copy(LocalPostgres postgres, String name) throws SQLException {
        String of = "jdbc:postgresql://127.0.0.1:%d/%s?user=supabase_admin";
        synchronized (COPYING) {
            try (Connection admin =
                            DriverManager.getConnection(
                                    of.formatted(postgres.port(), "template1"));
                    Statement statement = admin.createStatement()) {
                statement.execute("create database " + name + " template postgres");
            }
        }
        return new ReplayDatabase(of.formatted(postgres.port(), name));
    }

    String url() {
        return url;
    }

    /**
     * Runs statements and gives their rows as {@code psql -tA} prints them. All recordings share
     * one Postgres here, so a look at its sessions is narrowed to this database's.
     */
    String psql(String sql) throws SQLException {
        String own =
                sql.replace(
                        "from pg_stat_activity",
                        "from (select * from pg_stat_activity where datname = current_database()) s");
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            boolean more = statement.execute(own);
            while (more || statement.getUpdateCount() >= 0) {
                if (more) {
                    add(statement.getResultSet(), rows);
                }
                more = statement.getMoreResults();
            }
        }
        return String.join("\n", rows);
    }

    private static void add(ResultSet result, List<String> rows) throws SQLException {
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
            StringJoiner row = new StringJoiner("|");
            for (int i = 1; i <= columns; i++) {
                String value = result.getString(i);
                row.add(value == null ? "" : value);
            }
            rows.add(row.toString());
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
