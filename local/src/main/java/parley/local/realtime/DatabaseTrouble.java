package parley.local.realtime;

import java.sql.SQLException;

/** The project's database did not answer a question; says how the server words it at a join. */
final class DatabaseTrouble extends Exception {
    private static final long serialVersionUID = 1;

    /** Kinds of trouble the server tells apart. */
    enum Kind {
        UNAVAILABLE(
                "UnableToConnectToProject: Realtime was unable to connect to the project database"),
        BUSY("IncreaseConnectionPool: Please increase your connection pool size"),
        MISSING_PARTITION(
                "MissingPartition: Realtime was unable to find the expected messages partition"),
        CANCELED("QueryCanceled: canceling statement due to statement timeout"),
        /** A policy raised an error, or the role does not exist: same as no permission. */
        POLICY("");

        final String atJoin;

        Kind(String atJoin) {
            this.atJoin = atJoin;
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
