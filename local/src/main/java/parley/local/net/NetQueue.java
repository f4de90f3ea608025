package parley.local.net;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The two unlogged tables of schema {@code net}. */
final class NetQueue {
    private static final int BATCH = 200;

    private NetQueue() {}

    /** Takes the oldest requests out of the queue; they come back if the transaction fails. */
    static List<Delivery.Queued> take(Connection connection) throws SQLException {
        List<Delivery.Queued> batch = new ArrayList<>();
        try (PreparedStatement delete =
                connection.prepareStatement(
                        """
                        delete from net.http_request_queue q using
                          (select id from net.http_request_queue order by id limit ?) oldest
                        where q.id = oldest.id
                        returning q.id, q.method, q.url, coalesce(q.headers, '{}')::text,
                          coalesce(q.body, ''), q.timeout_milliseconds
                        """)) {
            delete.setInt(1, BATCH);
            try (ResultSet row = delete.executeQuery()) {
                while (row.next()) {
                    batch.add(
                            new Delivery.Queued(
                                    row.getLong(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getBytes(5),
                                    row.getInt(6)));
                }
            }
        }
        batch.sort(Comparator.comparingLong(Delivery.Queued::id));
        return batch;
    }

    static void note(Connection connection, List<Delivery.Response> responses) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        """
                        insert into net._http_response
                          (id, status_code, content_type, headers, content, timed_out, error_msg)
                        values (?, ?, ?, ?::jsonb, ?, ?, ?)
                        """)) {
            for (Delivery.Response response : responses) {
                insert.setLong(1, response.id());
                insert.setObject(2, response.status(), Types.INTEGER);
                insert.setString(3, response.type());
                insert.setString(4, response.headers());
                insert.setString(5, response.content());
                insert.setBoolean(6, response.timedOut());
                insert.setString(7, response.error());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    static void forgetOldResponses(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "delete from net._http_response where created < now() - interval '6 hours'");
        }
    }
}
