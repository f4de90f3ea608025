package parley.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * Applies {@code supabase/migrations} as {@code supabase db push} does: in order, each file once,
 * in a transaction of its own, noted in {@code supabase_migrations.schema_migrations}. It logs in
 * as the CLI does without a password, as a role that only takes {@code postgres}: a file that ends
 * in another role fails here as it would there.
 */
public final class Migrations {
    private final Path folder;

    /**
     * @param folder the {@code supabase} folder of the repository
     */
    public Migrations(Path folder) {
        this.folder = folder;
    }

    /** Applies what is not applied yet; returns how many files that were. */
    public int apply(LocalPostgres postgres) throws SQLException, IOException {
        int applied = 0;
        try (Connection connection = postgres.connect("cli_login_postgres")) {
            prepare(connection);
            connection.setAutoCommit(false);
            for (Path file : files()) {
                String name = String.valueOf(file.getFileName());
                String version = name.substring(0, name.indexOf('_'));
                if (isApplied(connection, version)) {
                    continue;
                }
                execute(connection, file);
                note(connection, version, name.substring(version.length() + 1));
                connection.commit();
                applied++;
            }
        }
        return applied;
    }

    /** Runs {@code seed.sql}, the demo data. */
    public void seed(LocalPostgres postgres) throws SQLException, IOException {
        try (Connection connection = postgres.connect("postgres")) {
            connection.setAutoCommit(false);
            execute(connection, folder.resolve("seed.sql"));
            connection.commit();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("migrations"))) {
            return files.filter(f -> f.toString().endsWith(".sql")).sorted().toList();
        }
    }

    private static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    set role postgres;
                    create schema if not exists supabase_migrations;
                    create table if not exists supabase_migrations.schema_migrations
                        (version text primary key, statements text[], name text);
                    """);
        }
    }

    private static boolean isApplied(Connection connection, String version) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(
                        "select from supabase_migrations.schema_migrations where version = ?")) {
            query.setString(1, version);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    private static void execute(Connection connection, Path file) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(Files.readString(file));
        } catch (SQLException e) {
            throw new SQLException(file.getFileName() + ": " + e.getMessage(), e.getSQLState(), e);
        }
    }

    private static void note(Connection connection, String version, String name)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "insert into supabase_migrations.schema_migrations (version, name)"
                                + " values (?, ?)")) {
            insert.setString(1, version);
            insert.setString(2, name);
            insert.executeUpdate();
        }
    }
}
