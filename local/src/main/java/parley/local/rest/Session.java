package parley.local.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import parley.local.http.Ask;
import parley.local.http.Json;

/** Makes a transaction the caller's own: role, claims, headers, the role's own time limits. */
final class Session {
    private Session() {}

    static void begin(Connection connection, String role, Map<String, Object> claims, Ask ask)
            throws SQLException {
        if (!"POST".equals(ask.method())) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set transaction read only");
            }
        }
        ObjectNode headers = Json.object(ask.headers());
        set(
                connection,
                Map.of(
                        "search_path", "\"public\", \"extensions\"",
                        "request.jwt.claims", Json.object(claims).toString(),
                        "request.jwt.claim.sub", String.valueOf(claims.getOrDefault("sub", "")),
                        "request.jwt.claim.role", role,
                        "request.headers", headers.toString(),
                        "request.method", ask.method(),
                        "request.path", ask.path()));
        limits(connection, role);
        set(connection, Map.of("role", role));
    }

    /** PostgREST applies the time limit that {@code alter role … set} gives the role. */
    private static void limits(Connection connection, String role) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        """
                        select set_config(split_part(c, '=', 1), split_part(c, '=', 2), true)
                        from pg_db_role_setting s, unnest(s.setconfig) as c
                        where s.setrole = to_regrole(?) and s.setdatabase = 0
                          and split_part(c, '=', 1) in ('statement_timeout', 'lock_timeout',
                            'idle_in_transaction_session_timeout', 'default_transaction_isolation')
                        """)) {
            statement.setString(1, '"' + role.replace("\"", "\"\"") + '"');
            drain(statement);
        }
    }

    private static void set(Connection connection, Map<String, String> values) throws SQLException {
        String calls = "set_config(?, ?, true), ".repeat(values.size());
        try (PreparedStatement statement =
                connection.prepareStatement("select " + calls.substring(0, calls.length() - 2))) {
            int i = 1;
            for (Map.Entry<String, String> value : values.entrySet()) {
                statement.setString(i++, value.getKey());
                statement.setString(i++, value.getValue());
            }
            drain(statement);
        }
    }

    private static void drain(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                // set_config has done its work by being read.
            }
        }
    }
}
