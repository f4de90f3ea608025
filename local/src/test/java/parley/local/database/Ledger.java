package parley.local.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.local.postgres.LocalPostgres;
import parley.local.postgres.Migrations;

/**
 * One real Postgres with our migrations and demo data, started once for all tests of this package.
 */
final class Ledger {
    static final String ISSUER = "https://calls.example";
    static final ObjectMapper JSON = new ObjectMapper();

    private final LocalPostgres postgres;
    // Opening a connection costs more than most statements here; tests of this package run one at a
    // time.
    private final Map<String, Connection> kept = new HashMap<>();

    private Ledger(LocalPostgres postgres) {
        this.postgres = postgres;
    }

    /** The one that all tests share. */
    static Ledger shared() {
        return Shared.LEDGER;
    }

    private static final class Shared {
        static final Ledger LEDGER = open();
    }

    private static Ledger open() {
        try {
            LocalPostgres postgres = LocalPostgres.start(LocalPostgres.Options.fresh());
            Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
            Migrations migrations = new Migrations(Path.of("..", "supabase"));
            migrations.apply(postgres);
            migrations.seed(postgres);
            Ledger ledger = new Ledger(postgres);
            // Realtime makes its partitions when it connects; it does not here.
            ledger.run("create table realtime.messages_any partition of realtime.messages default");
            ledger.set("issuer", "\"" + ISSUER + "\"");
            return ledger;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    LocalPostgres postgres() {
        return postgres;
    }

    /** A connection that stays open for the tests to come. */
    Connection kept(String user) throws SQLException {
        Connection connection = kept.get(user);
        if (connection == null || connection.isClosed()) {
            connection = postgres.connect(user);
            kept.put(user, connection);
        }
        return connection;
    }

    /** Changes a row of parley.settings. */
    void set(String name, String json) throws SQLException {
        run("update parley.settings set value = '" + json + "' where name = '" + name + "'");
    }

    void run(String sql) throws SQLException {
        try (Statement statement = kept("supabase_admin").createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row as text, or null. */
    @Nullable String ask(String sql) throws SQLException {
        try (Statement statement = kept("supabase_admin").createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    /** Calls an rpc as a person, as PostgREST would: role and claims set for one transaction. */
    JsonNode rpc(Person person, String function, Map<String, ?> args) throws SQLException {
        Connection connection = kept("authenticator");
        connection.setAutoCommit(false);
        try {
            JsonNode answer = rpc(connection, person, function, args);
            connection.commit();
            return answer;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        }
    }

    /** The same in a transaction of the caller's. */
    static JsonNode rpc(Connection connection, Person person, String function, Map<String, ?> args)
            throws SQLException {
        try (PreparedStatement who =
                connection.prepareStatement(
                        "select set_config('role', ?, true),"
                                + " set_config('request.jwt.claims', ?, true)")) {
            who.setString(1, person.role());
            who.setString(2, person.claims());
            who.execute();
        }
        String named =
                String.join(", ", args.keySet().stream().map(name -> name + " := ?").toList());
        try (PreparedStatement call =
                connection.prepareStatement("select public." + function + "(" + named + ")")) {
            int i = 1;
            for (Object value : args.values()) {
                call.setObject(i++, value);
            }
            try (ResultSet row = call.executeQuery()) {
                row.next();
                return JSON.readTree(row.getString(1));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
