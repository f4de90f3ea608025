package parley.local.net;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;
import parley.local.faults.Faults;

/**
 * The background worker of pg_net: woken by a commit, takes up to 200 requests, runs them at once,
 * waits for all of them, notes what came back, rests for a second. If it dies in between, the whole
 * batch is sent again; if the database crashes, the queue is empty afterwards.
 */
public final class NetWorker implements AutoCloseable {
    private static final Duration REST = Duration.ofSeconds(1);
    private static final int LISTEN_MS = 1_000;

    private final String url;
    private final Delivery delivery;
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread thread = Thread.ofPlatform().daemon().name("pg_net").unstarted(this::run);
    private volatile boolean closed;

    private NetWorker(String url, Faults faults) {
        this.url = url;
        this.delivery = new Delivery(faults);
    }

    /**
     * Starts the worker.
     *
     * @param url JDBC address as a role that may read and write schema {@code net}
     */
    public static NetWorker start(String url, Faults faults) {
        NetWorker worker = new NetWorker(url, faults);
        worker.thread.start();
        return worker;
    }

    @Override
    public void close() {
        closed = true;
        senders.shutdownNow();
        thread.interrupt();
    }

    private void run() {
        while (!closed) {
            try (Connection connection = DriverManager.getConnection(url)) {
                listen(connection);
                work(connection);
            } catch (SQLException | ExecutionException e) {
                // As the real one: started again by the postmaster a little later.
                rest();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen net_wake");
        }
    }

    private void work(Connection connection)
            throws SQLException, ExecutionException, InterruptedException {
        PGConnection notices = connection.unwrap(PGConnection.class);
        while (!closed) {
            if (batch(connection)) {
                Thread.sleep(REST);
            } else {
                notices.getNotifications(LISTEN_MS);
            }
        }
    }

    /** True when there was something to send. */
    private boolean batch(Connection connection)
            throws SQLException, ExecutionException, InterruptedException {
        connection.setAutoCommit(false);
        try {
            List<Delivery.Queued> batch = NetQueue.take(connection);
            if (!batch.isEmpty()) {
                NetQueue.note(connection, sendAll(batch));
                NetQueue.forgetOldResponses(connection);
            }
            connection.commit();
            return !batch.isEmpty();
        } finally {
            // Without an open transaction, so that notifications come through.
            connection.setAutoCommit(true);
        }
    }

    private List<Delivery.Response> sendAll(List<Delivery.Queued> batch)
            throws ExecutionException, InterruptedException {
        List<Future<Delivery.Response>> running = new ArrayList<>();
        for (Delivery.Queued queued : batch) {
            running.add(senders.submit(() -> delivery.send(queued)));
        }
        List<Delivery.Response> responses = new ArrayList<>();
        for (Future<Delivery.Response> response : running) {
            responses.add(response.get());
        }
        return responses;
    }

    private void rest() {
        try {
            Thread.sleep(closed ? Duration.ZERO : REST);
        } catch (InterruptedException e) {
            closed = true;
        }
    }
}
