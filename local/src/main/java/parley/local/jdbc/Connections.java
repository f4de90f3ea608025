package parley.local.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A small pool: a connection is lent for one transaction, and a broken one is not taken back. */
public final class Connections implements AutoCloseable {
    private static final int WAIT_SECONDS = 10;

    private final String url;
    private final boolean looks;
    private final Semaphore free;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    public Connections(String url, int max) {
        this(url, max, false);
    }

    private Connections(String url, int max, boolean looks) {
        this.url = url;
        this.looks = looks;
        this.free = new Semaphore(max, true);
    }

    /**
     * A pool that looks whether a connection still lives before it lends it, as that of Auth does.
     */
    public static Connections looking(String url, int max) {
        return new Connections(url, max, true);
    }

    /** What is done inside a transaction. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object> {
        T run(Connection connection) throws SQLException;
    }

    /** Nobody gave a connection back in time. */
    public static final class Exhausted extends SQLException {
        Exhausted() {
            super("Timed out acquiring connection from connection pool.", "53300");
        }
    }

    public <T extends @Nullable Object> T inTransaction(Work<T> work) throws SQLException {
        acquire();
        try {
            Connection connection = lend();
            try {
                T result = work.run(connection);
                connection.commit();
                giveBack(connection);
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection);
                throw e;
            }
        } finally {
            free.release();
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Connection c = idle.poll(); c != null; c = idle.poll()) {
            closeQuietly(c);
        }
    }

    private void acquire() throws SQLException {
        try {
            if (!free.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new Exhausted();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Exhausted();
        }
    }

    private Connection lend() throws SQLException {
        Connection connection = idle.poll();
        while (connection != null && looks && !connection.isValid(1)) {
            closeQuietly(connection);
            connection = idle.poll();
        }
        if (connection == null) {
            connection = DriverManager.getConnection(url);
            connection.setAutoCommit(false);
        }
        return connection;
    }

    private void giveBack(Connection connection) {
        if (closed) {
            closeQuietly(connection);
        } else {
            idle.push(connection);
        }
    }

    private void rollBack(Connection connection) {
        try {
            connection.rollback();
            giveBack(connection);
        } catch (SQLException e) {
            closeQuietly(connection);
            // It was lost, and so most likely are those that lay idle beside it.
            for (Connection c = idle.poll(); c != null; c = idle.poll()) {
                closeQuietly(c);
            }
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is gone either way.
        }
    }
}
