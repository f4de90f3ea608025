package parley.local.net;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import parley.local.faults.Faults;
import parley.local.http.Answer;
import parley.local.http.Ask;
import parley.local.http.LocalServer;
import parley.local.postgres.LocalPostgres;

/** A real Postgres, the worker, and somebody who receives what it sends. */
final class NetRig implements AutoCloseable {
    final Faults faults = new Faults(1);
    final List<Ask> arrived = new CopyOnWriteArrayList<>();
    final LocalPostgres postgres;
    final LocalServer receiver;
    private final NetWorker worker;

    NetRig() throws IOException, SQLException {
        postgres = LocalPostgres.start(LocalPostgres.Options.fresh());
        receiver = LocalServer.start(0, this::receive);
        worker = NetWorker.start(postgres.url("supabase_admin"), faults);
    }

    @Override
    public void close() {
        worker.close();
        receiver.close();
        postgres.close();
    }

    private Answer receive(Ask ask) throws InterruptedException {
        arrived.add(ask);
        if (ask.path().equals("/slow")) {
            Thread.sleep(3000);
        }
        return Answer.empty(ask.path().equals("/broken") ? 500 : 200);
    }

    void post(String path, int timeout) throws SQLException {
        sql(
                """
                select net.http_post('%s%s', '{"a": "ü"}', headers => '{"Content-Type": "application/json", "X-Own": "1"}',
                  timeout_milliseconds => %d)
                """
                        .formatted(receiver.url(), path, timeout));
    }

    void sql(String sql) throws SQLException {
        try (Connection connection = postgres.admin();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Waits for a row of the responses and reads it. */
    String response() throws Exception {
        return response("no response", "true");
    }

    void arrivals(int count) throws InterruptedException {
        while (arrived.size() < count) {
            Thread.sleep(10);
        }
    }

    String response(String what, String where) throws Exception {
        try (Connection connection = postgres.admin();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 500; i++) {
                try (ResultSet row =
                        statement.executeQuery(
                                "select status_code, timed_out, error_msg from net._http_response where "
                                        + where)) {
                    if (row.next()) {
                        String status = row.getString(1);
                        return status + " " + row.getBoolean(2) + " " + row.getString(3);
                    }
                }
                Thread.sleep(20);
            }
        }
        throw new AssertionError(what);
    }
}
