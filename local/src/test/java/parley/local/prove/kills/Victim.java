package parley.local.prove.kills;

/** What is killed. */
enum Victim {
    /** {@code kill -9} of Postgres and its children, {@code synchronous_commit=on}. */
    POSTGRES,
    /** {@code kill -9} of a function's JVM, at the door that the phase is at. */
    FUNCTION,
    /** In the stack's own JVM: stopped as hard as it can be there. */
    REALTIME,
    /** The same. */
    PG_NET,
    /** The same: its connections to the database are cut in mid-transaction. */
    RPC,
    /** A visitor's page that says no farewell. */
    VISITOR,
    /** An agent's page, and when nobody has accepted yet, a desk's. */
    AGENT,
    /** Both pages of a call. */
    BOTH;

    boolean isClient() {
        return this == VISITOR || this == AGENT || this == BOTH;
    }
}
