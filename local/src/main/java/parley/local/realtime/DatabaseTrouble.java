package parley.local.realtime;

import java.sql.SQLException;

/** The project's database did not answer a question; says how the server words it at a join. */
final class DatabaseTrouble extends Exception {
    private static final long serialVersionUID = 1;

    private static final String NO_DATABASE =
            "Realtime was unable to connect to the project database";

    /** Kinds of trouble the server tells apart. */
    enum Kind {
        UNAVAILABLE(
                "UnableToConnectToProject: " + NO_DATABASE,
                NO_DATABASE,
                "Tenant database unavailable"),
        BUSY(
                "IncreaseConnectionPool: Please increase your connection pool size",
                ":increase_connection_pool",
                "Connection pool exhausted"),
        MISSING_PARTITION(
                "MissingPartition: Realtime was unable to find the expected messages partition",
                NO_DATABASE,
                "Missing messages partition"),
        CANCELED(
                "QueryCanceled: canceling statement due to statement timeout",
                "Query was cancelled, please try again",
                "Query canceled"),
        /** A policy raised an error, or the role does not exist: mostly same as no permission. */
        POLICY("", "", "RLS policy error");

        /** Reason of a refused join. */
        final String atJoin;

        /** Message of the {@code system} event that ends a channel whose token was renewed. */
        final String atRefresh;

        /** Message of a refused single broadcast over HTTP. */
        final String overHttp;

        Kind(String atJoin, String atRefresh, String overHttp) {
            this.atJoin = atJoin;
            this.atRefresh = atRefresh;
            this.overHttp = overHttp;
        }
    }

    final Kind kind;

    private DatabaseTrouble(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    static DatabaseTrouble busy() {
        return new DatabaseTrouble(Kind.BUSY, "no turn on the connection in time");
    }

    static DatabaseTrouble unavailable(SQLException e) {
        return new DatabaseTrouble(Kind.UNAVAILABLE, String.valueOf(e.getMessage()));
    }

    static DatabaseTrouble of(SQLException e) {
        Kind kind =
                switch (String.valueOf(e.getSQLState())) {
                    case "23514" -> Kind.MISSING_PARTITION;
                    case "57014" -> Kind.CANCELED;
                    default -> Kind.POLICY;
                };
        return new DatabaseTrouble(kind, String.valueOf(e.getMessage()));
    }
}
