package parley.local.prove.lifecycles;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import parley.local.postgres.LocalPostgres;
import parley.local.postgres.Migrations;
import parley.local.prove.Proof;

/** A real Postgres with our migrations. */
final class Server implements AutoCloseable {
    static final String ISSUER = "https://calls.example";

    private final LocalPostgres postgres;
    private final Connection admin;

    private Server(LocalPostgres postgres) throws SQLException {
        this.postgres = postgres;
        this.admin = postgres.admin();
    }

    static Server start() throws SQLException, IOException {
        // Nothing is killed here, so commits need not wait for the disk; the proof of kills has
        // them wait.
        LocalPostgres postgres =
                LocalPostgres.start(
                        new LocalPostgres.Options(
                                0,
                                null,
                                LocalPostgres.Options.fresh().binaries(),
                                Map.of(
                                        "fsync",
                                        "off",
                                        "synchronous_commit",
                                        "off",
                                        "full_page_writes",
                                        "off",
                                        "max_wal_size",
                                        "4GB",
                                        "deadlock_timeout",
                                        "200ms")));
        Migrations migrations = new Migrations(Proof.repository().resolve("supabase"));
        migrations.apply(postgres);
        migrations.seed(postgres);
        Server server = new Server(postgres);
        server.run("update parley.settings set value = '\"" + ISSUER + "\"' where name = 'issuer'");
        // the proof is about calls; pushes only cost time here
        server.run(
                "create or replace function parley.push(p_topic text, p_event text, p_payload jsonb) returns void"
                        + " language sql security definer set search_path = '' as $$ select null $$");
        return server;
    }

    Connection connect(String role) throws SQLException {
        return postgres.connect(role);
    }

    synchronized void run(String sql) throws SQLException {
        run(admin, sql);
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    synchronized List<String> ask(String sql) throws SQLException {
        return ask(admin, sql);
    }

    static List<String> ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(String.valueOf(rows.getString(1)));
            }
            return found;
        }
    }

    /** The source of a function, to plant a fault in and to put back. */
    String source(String function) throws SQLException {
        return ask("select pg_get_functiondef('" + function + "'::regproc)").getFirst();
    }

    @Override
    public void close() throws SQLException {
        admin.close();
        postgres.close();
    }
}
