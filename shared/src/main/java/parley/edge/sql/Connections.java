package parley.edge.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.postgresql.Driver;
import org.postgresql.ssl.SingleCertValidatingFactory;
import org.postgresql.util.PSQLException;
import parley.edge.Settings;
import parley.edge.Unavailable;
import parley.edge.json.Json;
import parley.edge.secret.Secrets;

/** How a connection is opened, told to be dead, and dropped. */
final class Connections {
    private static final String SECRET = "PARLEY_DATABASE_SECRET";

    /** Whose certificates the database shows, in PEM. */
    private static final String AUTHORITY = "PARLEY_DATABASE_CA";

    private final String function;
    private final Settings settings;
    private final Secrets secrets;
    private final Duration patience;

    Connections(String function, Settings settings, Secrets secrets, Duration patience) {
        this.patience = patience;
        this.function = function;
        this.settings = settings;
        this.secrets = secrets;
    }

    /** A password that no longer opens the door was rotated: it is read again, once. */
    Connection open() throws SQLException {
        try {
            return connect();
        } catch (SQLException e) {
            if (!startsWith(e, "28")) throw e;
            secrets.forget(SECRET);
            return connect();
        }
    }

    /** The driver itself, without DriverManager and its search for services. */
    private Connection connect() throws SQLException {
        var url = settings.required("PARLEY_DATABASE_URL");
        var connection = new Driver().connect(url, properties());
        if (connection == null)
            throw new IllegalStateException("PARLEY_DATABASE_URL is no jdbc:postgresql: address");
        return connection;
    }

    private Properties properties() {
        var password = Json.parse(secrets.named(SECRET)).text("password");
        if (password == null) throw new IllegalStateException(SECRET + " holds no password");
        var properties = new Properties();
        properties.setProperty("user", settings.required("PARLEY_DATABASE_USER"));
        properties.setProperty("password", password);
        properties.setProperty("prepareThreshold", "0"); // a transaction pooler keeps none
        properties.setProperty("assumeMinServerVersion", "15"); // saves a round trip
        properties.setProperty("connectTimeout", "3");
        properties.setProperty("loginTimeout", "5");
        properties.setProperty("socketTimeout", Long.toString(patience.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "parley " + function);
        var authority = settings.optional(AUTHORITY);
        if (authority != null) {
            // the name in the certificate is checked all the same: the address says verify-full
            properties.setProperty("sslfactory", SingleCertValidatingFactory.class.getName());
            properties.setProperty("sslfactoryarg", authority);
        }
        return properties;
    }

    /**
     * 08: the connection broke. 57P: the server is going down or coming up. Fatal: whoever says it
     * hangs up, such as a pooler whose own connection was closed (Supavisor: XX000).
     */
    static boolean isLost(SQLException e) {
        return startsWith(e, "08") || startsWith(e, "57P") || isFatal(e);
    }

    /** A pooler that is full, or lost what is behind it, will be asked again; a bug would not. */
    static SQLException orUnavailable(SQLException e) {
        if (isFatal(e) && startsWith(e, "XX"))
            throw new Unavailable("the pooler ended the connection", e);
        return e;
    }

    private static boolean isFatal(SQLException e) {
        var said = e instanceof PSQLException it ? it.getServerErrorMessage() : null;
        return said != null && "FATAL".equals(said.getSeverity());
    }

    private static boolean startsWith(SQLException e, String prefix) {
        return e.getSQLState() != null && e.getSQLState().startsWith(prefix);
    }

    /** Without a word to the server: a dead one would make us wait. */
    static void drop(Connection connection) {
        Executor here = Runnable::run;
        try {
            connection.abort(here);
        } catch (SQLException e) {
            // it was dead already, which is what we wanted
        }
    }
}
