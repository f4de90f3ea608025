package parley.local.prove.lifecycles;

import java.sql.SQLException;
import java.util.Locale;

/** The faults that the proof must catch: each is the real function with one thought taken out. */
enum Plant {
    ACCEPT_WITHOUT_GUARD(
            "parley_accept_call",
            "public",
            "elsif c.agent_id is not null then",
            "elsif c.agent_id is not null and false then"),
    OUTBOX_OUTSIDE_THE_TRANSACTION(
            "end_call",
            "parley",
            "insert into parley.outbox (call_id) values (c.id);",
            // written by a client in a second step, and one client in a hundred dies before it
            "if random() > 0.01 then insert into parley.outbox (call_id) values (c.id); end if;"),
    SWEEP_THAT_IGNORES_A_LOCK("expire_due", "parley", "for update skip locked", ""),
    REVIVAL_AFTER_THE_END(
            "parley_accept_call",
            "public",
            "if c.state = 'ended' then",
            "if c.state = 'ended' and c.agent_id is not null then"),
    START_OF_TRANSACTION_AS_THE_TIME(
            "expire", "parley", "c.due_at > clock_timestamp()", "c.due_at > now()"),
    DECLINE_WITHOUT_THE_LOCK(
            "parley_decline_call",
            "public",
            "c parley.calls := parley.lock_for_agent(p_call, me);",
            "c parley.calls := parley.read_for_agent(p_call, me);"),
    NO_UNIQUE_OPEN_CALL("", "", "", "");

    private final String function;
    private final String schema;
    private final String thought;
    private final String instead;

    Plant(String function, String schema, String thought, String instead) {
        this.function = function;
        this.schema = schema;
        this.thought = thought;
        this.instead = instead;
    }

    void sow(Server server) throws SQLException {
        if (function.isEmpty()) {
            server.run("drop index parley.calls_one_open_per_session");
            return;
        }
        String source = server.source(schema + "." + function);
        if (!source.contains(thought)) {
            throw new IllegalStateException(
                    schema + "." + function + " no longer says: " + thought);
        }
        String reads = server.source("parley.lock_for_agent");
        server.run(
                reads.replace("lock_for_agent", "read_for_agent")
                        .replace(
                                "parley.lock_call(p_call)",
                                "parley.expire((select k from parley.calls k where id = p_call))"));
        server.run(source.replace(thought, instead));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
