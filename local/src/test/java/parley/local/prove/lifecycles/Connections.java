package parley.local.prove.lifecycles;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One connection per role that things are done as. */
final class Connections implements AutoCloseable {
    private final Connection gateway;
    private final Connection functions;
    private final Connection admin;

    Connections(Server server) throws SQLException {
        gateway = server.connect("authenticator");
        functions = server.connect("parley_functions");
        admin = server.connect("supabase_admin");
    }

    /** One round trip and one transaction, as at the real gateway. */
    String execute(Op op) throws SQLException {
        Connection connection =
                op.claims().isEmpty()
                        ? (op.role().equals("supabase_admin") ? admin : functions)
                        : gateway;
        if (!op.crash()) {
            return say(connection, op);
        }
        connection.setAutoCommit(false);
        try {
            return say(connection, op);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static String say(Connection connection, Op op) throws SQLException {
        String who =
                op.claims().isEmpty()
                        ? ""
                        : "select set_config('role', '%s', true), set_config('request.jwt.claims', '%s', true);"
                                .formatted(op.role(), op.claims());
        String answer = "";
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(who + op.sql());
            while (rows || statement.getUpdateCount() != -1) {
                if (rows) {
                    ResultSet row = statement.getResultSet();
                    int last = row.getMetaData().getColumnCount();
                    answer = row.next() ? String.valueOf(row.getString(last)) : "";
                }
                rows = statement.getMoreResults();
            }
        }
        return answer;
    }

    @Override
    public void close() throws SQLException {
        gateway.close();
        functions.close();
        admin.close();
    }
}
