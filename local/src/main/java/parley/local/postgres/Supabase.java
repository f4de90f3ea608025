package parley.local.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Makes a plain Postgres look like a fresh Supabase project. */
final class Supabase {
    private static final List<String> SCRIPTS =
            List.of("10-roles.sql", "20-auth.sql", "30-realtime.sql", "40-net.sql", "50-vault.sql");

    private Supabase() {}

    static void layDown(LocalPostgres postgres) throws SQLException, IOException {
        renameSuperuser(postgres);
        try (Connection connection = postgres.admin();
                Statement statement = connection.createStatement()) {
            for (String script : SCRIPTS) {
                statement.execute(read(script));
            }
        }
    }

    /**
     * The first superuser of a cluster cannot be demoted, only renamed: on Supabase it is {@code
     * supabase_admin} from the start.
     */
    private static void renameSuperuser(LocalPostgres postgres) throws SQLException {
        run(postgres.url("postgres"), "create role stand_in superuser login");
        run(
                postgres.url("stand_in"),
                """
                alter role postgres rename to supabase_admin;
                create role postgres login createrole createdb replication bypassrls;
                alter database postgres owner to postgres;
                """);
        run(postgres.url("supabase_admin"), "drop role stand_in");
    }

    private static void run(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String read(String script) throws IOException {
        String name = "/parley/local/sql/" + script;
        try (InputStream in = Supabase.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("missing resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
