package parley.local.prove.lifecycles;

/**
 * One thing that somebody does.
 *
 * @param name what it is called in a report
 * @param role the database role it runs as
 * @param claims the token's claims; empty for the functions' own role
 * @param sql the statement
 * @param crash the client dies before it hears the answer: the transaction is rolled back
 */
record Op(String name, String role, String claims, String sql, boolean crash) {
    static Op rpc(String name, String role, String claims, String sql) {
        return new Op(name, role, claims, "select public." + sql, false);
    }

    static Op function(String name, String sql) {
        return new Op(name, "parley_functions", "", "select parley." + sql, false);
    }

    /** Time goes by: only the rows that say when are moved. */
    static Op time(String name, String sql) {
        return new Op(name, "supabase_admin", "", sql, false);
    }

    Op crashing() {
        return new Op(name + " (crash)", role, claims, sql, true);
    }
}
