package parley.edge.sql;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import parley.edge.json.Doc;
import parley.edge.json.Json;

/** One statement, one JSON answer. The compiler refuses SQL that is not a constant. */
final class Statements {
    private Statements() {}

    static @Nullable Doc one(
            Connection connection,
            @CompileTimeConstant final String sql,
            @Nullable Object... values)
            throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
            try (var rows = statement.executeQuery()) {
                var text = rows.next() ? rows.getString(1) : null;
                return text == null || text.isEmpty() ? null : Json.parse(text);
            }
        }
    }
}
