package parley.local.realtime;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one connection that all checks of a project share, as on a server with a pool of one. A lost
 * connection stays lost for a moment before it is built again, and fails who asks meanwhile.
 */
final class DatabaseSession implements AutoCloseable {
    /** Work on the connection, inside a transaction that is always rolled back or read-only. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private final String url;
    private final Timers timers;
    private final ReentrantLock turn = new ReentrantLock(true);
    private @Nullable Connection connection;
    private Duration brokenUntil;

    DatabaseSession(String url, Timers timers) {
        this.url = url;
        this.timers = timers;
        this.brokenUntil = timers.now();
    }

    /** Runs the work; waits for its turn, at most the pool's queue time. */
    <T> T run(Work<T> work) throws DatabaseTrouble {
        try {
            if (!turn.tryLock(Delays.POOL_QUEUE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw DatabaseTrouble.busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DatabaseTrouble.busy();
        }
        try {
            return onConnection(work);
        } finally {
            turn.unlock();
        }
    }

    private <T> T onConnection(Work<T> work) throws DatabaseTrouble {
        try {
            Connection open = open();
            try {
                return work.on(open);
            } finally {
                rollback(open);
            }
        } catch (SQLException e) {
            if (isLost(e)) {
                lost();
                throw DatabaseTrouble.unavailable(e);
            }
            throw DatabaseTrouble.of(e);
        }
    }

    private Connection open() throws SQLException {
        Connection current = connection;
        if (current != null) {
            return current;
        }
        if (timers.now().compareTo(brokenUntil) < 0) {
            throw new SQLException("not connected", "08003");
        }
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "realtime_connect");
        Connection fresh = DriverManager.getConnection(url, properties);
        fresh.setAutoCommit(false);
        connection = fresh;
        return fresh;
    }

    /** Looks whether the connection still lives: a server notices a closed one at once. */
    void checkAlive() {
        turn.lock();
        try {
            Connection current = connection;
            if (current != null && !current.isValid(2)) {
                lost();
            }
        } catch (SQLException e) {
            lost();
        } finally {
            turn.unlock();
        }
    }

    private void lost() {
        shut();
        brokenUntil = timers.now().plus(Delays.DATABASE_RECONNECT);
    }

    private void shut() {
        Connection current = connection;
        connection = null;
        if (current != null) {
            try {
                current.close();
            } catch (SQLException e) {
                // It is gone either way.
                return;
            }
        }
    }

    private static void rollback(Connection open) throws SQLException {
        if (!open.isClosed()) {
            open.rollback();
        }
    }

    private static boolean isLost(SQLException e) {
        String state = e.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P");
    }

    @Override
    public void close() {
        turn.lock();
        try {
            shut();
        } finally {
            turn.unlock();
        }
    }
}
