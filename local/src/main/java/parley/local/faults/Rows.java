package parley.local.faults;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;
import parley.local.http.Answer;
import parley.local.jdbc.Connections;

/** Shows a test the rows of schema {@code parley}, filtered by equal columns. */
public final class Rows {
    private final Connections admin;

    public Rows(Connections admin) {
        this.admin = admin;
    }

    Answer of(String table, Map<String, String> where) throws SQLException {
        return admin.inTransaction(connection -> Answer.json(200, read(connection, table, where)));
    }

    private static String read(Connection connection, String table, Map<String, String> where)
            throws SQLException {
        String filter =
                where.keySet().stream()
                        .map(column -> " and " + quoted(column) + "::text = ?")
                        .collect(Collectors.joining());
        String sql =
                "select coalesce(json_agg(r), '[]')::text from (select * from parley.%s where true%s limit 1000) r"
                        .formatted(quoted(table), filter);
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            int i = 1;
            for (String value : where.values()) {
                query.setString(i++, value);
            }
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1) : "[]";
            }
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
