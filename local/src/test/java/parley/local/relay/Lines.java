package parley.local.relay;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** Calls of Globex with their tickets, put into any state by the database's own doors. */
public final class Lines {
    public static final String GLOBEX = "910be000-0000-4000-8000-000000000002";
    private static final String GINA = "a6e00000-0000-4000-8000-000000000003";

    private final Connection admin;

    public Lines(Connection admin) {
        this.admin = admin;
    }

    /**
     * A call and what its parties hold.
     *
     * @param visitor the visitor's relay ticket
     * @param agent the agent's, once he has accepted
     */
    public record Line(UUID call, String visitor, String agent) {}

    /** It rings; a desk has said so or not. */
    public Line ringing(boolean heard) throws SQLException {
        Line line = new Line(UUID.randomUUID(), ticket(), ticket());
        UUID session = UUID.randomUUID();
        sql(
                "select parley.open_session('%1$s', '%2$s', '%2$s', null, 'Ada');"
                                .formatted(GLOBEX, session)
                        + "select parley.open_call('%1$s', '%2$s', '%3$s', '%3$s', '%3$s', 'audio', '{\"sdp\":\"v=0\"}', '{}', 'Ada', sha256('%4$s'));"
                                .formatted(line.call(), GLOBEX, session, line.visitor()));
        if (heard) {
            sql(
                    "insert into parley.call_rings (call_id, instance, agent_id, rung_at) values ('%s', gen_random_uuid(), '%s', now())"
                            .formatted(line.call(), GINA));
        }
        return line;
    }

    /** An agent of that id has it. */
    public Line accepted() throws SQLException {
        Line line = ringing(true);
        sql(
                "update parley.calls set state = 'accepted', agent_id = gen_random_uuid(), agent_name = 'G', accepted_at = now(), due_at = null where id = '%s';"
                                .formatted(line.call())
                        + "insert into parley.call_sides (call_id, side, instance, seen_at) values ('%s', 'agent', gen_random_uuid(), now());"
                                .formatted(line.call()));
        give(line.call(), "agent", line.agent(), "call");
        return line;
    }

    /** Replaces that side's ticket. */
    public void give(UUID call, String side, String ticket, String kind) throws SQLException {
        sql(
                "select parley.keep_ticket(c, '%s', sha256('%s'), '%s') from parley.calls c where id = '%s'"
                        .formatted(side, ticket, kind, call));
    }

    public void end(UUID call, String reason) throws SQLException {
        sql(
                "select parley.end_call(c, '%s', 'system') from parley.calls c where id = '%s' and state <> 'ended'"
                        .formatted(reason, call));
    }

    /** Ends whatever is open: a tenant has only so many calls at a time. */
    public void endAll() throws SQLException {
        sql(
                "select parley.end_call(c, 'dropped', 'system') from parley.calls c where state <> 'ended'");
    }

    /** Credentials that were lent for a call, and by which side: "visitor 2; agent 1". */
    public String lent(UUID call) throws SQLException {
        return ask(
                "select coalesce(string_agg(side || ' ' || n, '; ' order by side desc), '') from (select"
                        + " side, count(*) as n from parley.relay_grants where failure is null and call_id = '"
                        + call
                        + "' group by side) x");
    }

    public void sql(String statements) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute(statements);
        }
    }

    public String ask(String query) throws SQLException {
        try (Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    /** 43 characters, as real ones have. */
    public static String ticket() {
        return (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "").substring(0, 43);
    }
}
