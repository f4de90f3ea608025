package parley.edge.sql;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import parley.edge.Settings;
import parley.edge.json.Doc;
import parley.edge.secret.Secrets;

/**
 * The one connection of this environment, opened at first use. A frozen environment wakes with a
 * dead socket, so an old connection is not trusted and a broken one is opened again.
 */
public final class Database {
    /** Shorter than the idle time after which routers forget a connection. */
    private static final Duration TRUSTED_IDLE = Duration.ofMinutes(2);

    private static final Duration WHILE_SOMEBODY_WAITS = Duration.ofSeconds(5);

    private final Connections connections;
    private final Clock clock;
    private @Nullable Connection open;
    private Instant lastUsed = Instant.MIN;

    public Database(String function, Settings settings, Secrets secrets, Clock clock) {
        this(function, settings, secrets, clock, WHILE_SOMEBODY_WAITS);
    }

    public Database(
            String function, Settings settings, Secrets secrets, Clock clock, Duration patience) {
        this.connections = new Connections(function, settings, secrets, patience);
        this.clock = clock;
    }

    /** What a piece of work does with an open transaction. */
    public interface Work<T> {
        T in(Transaction transaction) throws SQLException;
    }

    /** Asks what may be asked twice: a connection that died while it was kept is replaced, once. */
    public synchronized @Nullable Doc ask(
            @CompileTimeConstant final String sql, @Nullable Object... values) throws SQLException {
        boolean kept = isKept();
        try {
            return Statements.one(connection(), sql, values);
        } catch (SQLException e) {
            if (!lost(e) || !kept) throw Connections.orUnavailable(e);
        }
        try {
            return Statements.one(connection(), sql, values);
        } catch (SQLException e) {
            lost(e);
            throw Connections.orUnavailable(e);
        }
    }

    /**
     * Does what must not be done twice. It follows an {@code ask}, which found the socket alive.
     */
    public synchronized @Nullable Doc act(
            @CompileTimeConstant final String sql, @Nullable Object... values) throws SQLException {
        try {
            return Statements.one(connection(), sql, values);
        } catch (SQLException e) {
            lost(e);
            throw Connections.orUnavailable(e);
        }
    }

    /**
     * The work is begun anew, once, where a kept connection had died before it answered anything.
     */
    public synchronized <T> T inTransaction(Work<T> work) throws SQLException {
        boolean kept = isKept();
        var transaction = new Transaction(connection());
        try {
            return whole(work, transaction);
        } catch (SQLException e) {
            if (!kept || transaction.isAnswered() || !Connections.isLost(e))
                throw Connections.orUnavailable(e);
        }
        try {
            return whole(work, new Transaction(connection()));
        } catch (SQLException e) {
            throw Connections.orUnavailable(e);
        }
    }

    private <T> T whole(Work<T> work, Transaction transaction) throws SQLException {
        try {
            transaction.begin();
            var result = work.in(transaction);
            transaction.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Opens the connection before anybody needs it. */
    public synchronized void open() throws SQLException {
        connection();
    }

    /** One that was kept for too long is not trusted, and dropped. */
    private boolean isKept() {
        if (open != null && lastUsed.plus(TRUSTED_IDLE).isBefore(clock.instant())) close();
        return open != null;
    }

    private Connection connection() throws SQLException {
        var connection = isKept() ? open : null;
        if (connection == null) connection = opened();
        open = connection;
        lastUsed = clock.instant();
        return connection;
    }

    private Connection opened() throws SQLException {
        try {
            return connections.open();
        } catch (SQLException e) {
            throw Connections.orUnavailable(e);
        }
    }

    private boolean lost(SQLException e) {
        if (!Connections.isLost(e)) return false;
        close();
        return true;
    }

    /** Dropping the connection undoes whatever it had not committed. */
    private void close() {
        var old = open;
        open = null;
        if (old != null) Connections.drop(old);
    }
}
