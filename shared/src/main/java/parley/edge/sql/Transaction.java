package parley.edge.sql;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import parley.edge.json.Doc;

/** Several statements that hold together or not at all. */
public final class Transaction {
    private final Connection connection;

    Transaction(Connection connection) {
        this.connection = connection;
    }

    public @Nullable Doc act(@CompileTimeConstant final String sql, @Nullable Object... values)
            throws SQLException {
        return Statements.one(connection, sql, values);
    }
}
