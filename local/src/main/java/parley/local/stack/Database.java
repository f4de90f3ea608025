package parley.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.local.postgres.LocalPostgres;
import parley.local.postgres.Migrations;

/** Postgres with our schema, the demo data, and what a deployment would have set. */
final class Database {
    private Database() {}

    static LocalPostgres start(Options options, int port) throws IOException, SQLException {
        LocalPostgres.Options fresh = LocalPostgres.Options.fresh();
        return LocalPostgres.start(
                new LocalPostgres.Options(port, folder(options), fresh.binaries(), Map.of()));
    }

    static void prepare(LocalPostgres postgres, Options options, Addresses at, Keys keys)
            throws IOException, SQLException {
        Path supabase = options.root().resolve("supabase");
        Migrations migrations = new Migrations(supabase);
        boolean fresh = migrations.apply(postgres) > 0;
        migrations.seed(postgres);
        try (Connection connection = postgres.connect("postgres")) {
            if (fresh) {
                scale(connection, options.scale());
            }
            set(connection, "issuer", quoted(at.web()));
            set(connection, "auth_issuer", quoted(at.auth()));
            String outcome = options.functions() ? at.function("call-outcome") : "";
            set(connection, "outcome_url", quoted(outcome));
            for (Map.Entry<String, String> setting : options.settings().entrySet()) {
                set(connection, setting.getKey(), setting.getValue());
            }
            secret(connection, keys.webhook());
        }
    }

    private static @Nullable Path folder(Options options) throws IOException {
        Path data = options.data();
        return data == null ? null : Files.createDirectories(data).resolve("postgres");
    }

    private static void scale(Connection connection, double scale) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        """
                        update parley.settings
                        set value = to_jsonb((value #>> '{}')::numeric * ?::numeric) where unit = 's'
                        """)) {
            update.setDouble(1, scale);
            update.executeUpdate();
        }
    }

    private static void set(Connection connection, String name, String json) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "update parley.settings set value = ?::jsonb where name = ?")) {
            update.setString(1, json);
            update.setString(2, name);
            if (update.executeUpdate() != 1) {
                throw new SQLException("no such setting: " + name);
            }
        }
    }

    private static void secret(Connection connection, String webhook) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("delete from vault.secrets where name = 'parley_webhook_secret'");
        }
        try (PreparedStatement create =
                connection.prepareStatement(
                        "select vault.create_secret(?, 'parley_webhook_secret')")) {
            create.setString(1, webhook);
            create.execute();
        }
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
