package parley.local.prove.kills;

import java.sql.SQLException;
import parley.local.prove.people.Books;

/** Faults that the proof must see, each with the cell that must see it. */
enum Plant {
    /** An end is acknowledged before it is written. */
    COMMITS_THAT_DO_NOT_WAIT(
            Victim.POSTGRES,
            Phase.ENDING,
            false,
            """
            alter system set synchronous_commit = off
            --
            alter system set wal_writer_delay = '10s'
            --
            alter role authenticator set synchronous_commit = off
            --
            select pg_reload_conf()
            """),
    /** While the gateway is away everybody is silent. */
    A_SWEEP_THAT_JUDGES_AFTER_AN_OUTAGE(
            Victim.RPC,
            Phase.TALKING,
            true,
            """
            create or replace function parley.may_judge_silence(p_ping_ok boolean) returns boolean
            language sql set search_path = '' as 'select true'
            """),
    /** Who says nothing is thought to be there. */
    A_SWEEP_THAT_NEVER_JUDGES(
            Victim.BOTH,
            Phase.TALKING,
            false,
            """
            create or replace function parley.may_judge_silence(p_ping_ok boolean) returns boolean
            language sql set search_path = '' as 'select false'
            """);

    private final Victim victim;
    private final Phase phase;
    private final boolean outage;
    private final String sql;

    Plant(Victim victim, Phase phase, boolean outage, String sql) {
        this.victim = victim;
        this.phase = phase;
        this.outage = outage;
        this.sql = sql;
    }

    boolean isCaught(long seed) throws Exception {
        System.out.println("planted: " + this);
        try (Matrix matrix = new Matrix(0.1, seed)) {
            sow(matrix.town.books);
            for (int i = 0; i < 3 && matrix.wrong().isEmpty(); i++) {
                if (outage) {
                    matrix.longOutage(victim);
                } else {
                    matrix.cell(victim, phase, 1);
                }
            }
            System.out.println(
                    "planted: "
                            + this
                            + (matrix.wrong().isEmpty()
                                    ? ": NOT CAUGHT"
                                    : ": caught by \"" + matrix.wrong().getFirst() + "\""));
            return !matrix.wrong().isEmpty();
        }
    }

    private void sow(Books books) throws SQLException {
        for (String statement : sql.split("--", -1)) {
            books.run(statement);
        }
    }
}
