package parley.edge.sql;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import parley.edge.json.Doc;

/** Several statements that hold together or not at all. */
public final class Transaction {
    private final Connection connection;
    private boolean answered;

    Transaction(Connection connection) {
        this.connection = connection;
    }

    void begin() throws SQLException {
        connection.setAutoCommit(false);
    }

    void commit() throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
    }

    /** Whether the server has answered anything: before that nothing can have followed from it. */
    boolean isAnswered() {
        return answered;
    }

    public @Nullable Doc act(@CompileTimeConstant final String sql, @Nullable Object... values)
            throws SQLException {
        var answer = Statements.one(connection, sql, values);
        answered = true;
        return answer;
    }
}
