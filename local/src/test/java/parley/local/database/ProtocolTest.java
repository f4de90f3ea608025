package parley.local.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The database's answers have the shape that the examples in shared/protocol promise, key by key.
 */
class ProtocolTest {
    private final Ledger ledger = Ledger.shared();
    private final Calls calls = new Calls(ledger);

    @BeforeEach
    void nobody_is_in_a_call() throws SQLException {
        calls.endAll();
    }

    @Test
    void every_rpc_answers_in_the_shape_of_its_example() throws Exception {
        Calls.Call call = calls.session();
        UUID desk = call.agentPage();
        calls.function(
                "select parley.request_callback(?, ?, ?, '{\"name\": \"Ada\", \"contact\": \"a@b.example\", \"note\": \"-\", \"when\": \"-\"}')",
                call.tenant(),
                call.session(),
                call.visitor());
        Examples.check("sql/call_request_facts", facts(call));
        Examples.check("sql/open_call", calls.open(call));
        Examples.check("sql/call_request_facts.retry", facts(call));
        var beat =
                Calls.args(
                        "p_instance",
                        desk,
                        "p_tenant",
                        Person.ACME,
                        "p_status",
                        "available",
                        "p_ringing",
                        new UUID[] {call.id()});
        Examples.check(
                "rpc/parley_desk_beat.answer", ledger.rpc(Person.ANA, "parley_desk_beat", beat));
        Examples.check(
                "rpc/parley_decline_call.answer",
                ledger.rpc(
                        Person.BEN,
                        "parley_decline_call",
                        Calls.args("p_call", call.id(), "p_instance", UUID.randomUUID())));
        Examples.check(
                "rpc/parley_accept_call.answer",
                ledger.rpc(
                        Person.ANA,
                        "parley_accept_call",
                        Calls.args("p_call", call.id(), "p_instance", desk)));
        Examples.check(
                "rpc/refused.taken",
                ledger.rpc(
                        Person.BEN,
                        "parley_accept_call",
                        Calls.args("p_call", call.id(), "p_instance", UUID.randomUUID())));
        Examples.check(
                "rpc/parley_send_signal.answer",
                ledger.rpc(Person.ANA, "parley_send_signal", Calls.signal(call, desk, "answer")));
        Examples.check(
                "rpc/parley_call_state.answer",
                ledger.rpc(call.caller(), "parley_call_state", Calls.args("p_call", call.id())));
        Examples.check(
                "rpc/refused.answered",
                ledger.rpc(
                        call.caller(),
                        "parley_ring_again",
                        Calls.args("p_call", call.id(), "p_instance", call.visitorPage())));
        Examples.check(
                "rpc/parley_touch_call.answer",
                ledger.rpc(
                        call.caller(), "parley_touch_call", Calls.touch(call, call.visitorPage())));
        Examples.check(
                "rpc/parley_desk_beat.gone", ledger.rpc(Person.ANA, "parley_desk_beat", beat));
        Examples.check(
                "rpc/refused.stale",
                ledger.rpc(Person.ANA, "parley_touch_call", Calls.touch(call, UUID.randomUUID())));
        Examples.check(
                "rpc/parley_resume_call.answer",
                ledger.rpc(
                        Person.ANA,
                        "parley_resume_call",
                        Calls.args("p_call", call.id(), "p_instance", desk)));
        Examples.check(
                "rpc/parley_end_call.answer",
                ledger.rpc(
                        call.caller(),
                        "parley_end_call",
                        Calls.end(call, call.visitorPage(), "hang_up")));
        Examples.check(
                "rpc/refused.over",
                ledger.rpc(
                        call.caller(), "parley_touch_call", Calls.touch(call, call.visitorPage())));
        Examples.check(
                "sql/drain_outbox",
                Calls.json(calls.function("select parley.drain_outbox('test', 1000, true)")));
        calls.function(
                "select parley.outbox_done(array(select generate_series(1, 1000000)::bigint))");
        Examples.check(
                "rpc/parley_desk_history.answer",
                ledger.rpc(
                        Person.ANA,
                        "parley_desk_history",
                        Calls.args("p_tenant", Person.ACME, "p_limit", 1)));
        JsonNode callbacks =
                ledger.rpc(
                        Person.ANA,
                        "parley_desk_callbacks",
                        Calls.args("p_tenant", Person.ACME, "p_limit", 1));
        Examples.check("rpc/parley_desk_callbacks.answer", callbacks);
        Examples.check(
                "rpc/parley_resolve_callback.answer",
                ledger.rpc(
                        Person.ANA,
                        "parley_resolve_callback",
                        Calls.args(
                                "p_id",
                                UUID.fromString(callbacks.at("/callbacks/0/id").asText()))));
        Examples.check(
                "rpc/parley_rate_call.answer",
                ledger.rpc(
                        call.caller(),
                        "parley_rate_call",
                        Calls.args("p_call", call.id(), "p_stars", 5)));
        Examples.check(
                "rpc/parley_ping.answer", ledger.rpc(call.caller(), "parley_ping", Calls.args()));
        Examples.check(
                "rpc/refused.not_a_member", ledger.rpc(Person.GINA, "parley_desk_beat", beat));
        Examples.check(
                "sql/relays_to_revoke",
                Calls.json(calls.function("select parley.relays_to_revoke()")));
        Examples.check("sql/sweep", Calls.json(calls.function("select parley.sweep(true)")));
        Examples.check("sql/settle", Calls.json(calls.function("select parley.settle(10)")));
        Examples.check(
                "sql/settle_relays", Calls.json(calls.function("select parley.settle_relays(10)")));
        Examples.check("sql/purge", Calls.json(calls.function("select parley.purge(10)")));
        Examples.check(
                "sql/widget_config",
                Calls.json(calls.function("select parley.widget_config('pk_acme_demo')")));
        Examples.check(
                "sql/session_facts",
                Calls.json(
                        calls.function(
                                "select parley.session_facts('pk_acme_demo', ?, '', '')",
                                call.session())));
    }

    @Test
    void what_a_desk_keeps_of_people_has_the_shape_of_its_examples() throws Exception {
        Calls.Call call = calls.connected();
        var about = Calls.args("p_call", call.id(), "p_note", "Order 17 is late");
        Examples.check(
                "rpc/parley_call_note.answer", ledger.rpc(Person.BEN, "parley_call_note", about));
        Examples.check(
                "rpc/parley_block_caller.answer",
                ledger.rpc(Person.ANA, "parley_block_caller", Calls.args("p_call", call.id())));
        var hours =
                Calls.jsonb(
                        "{\"tz\": \"Europe/Berlin\", \"week\": {\"mon\": [[\"09:00\", \"12:00\"]]}}");
        var opened = Calls.args("p_tenant", Person.ACME, "p_hours", hours);
        ledger.rpc(Person.ANA, "parley_set_hours", opened);
        Examples.check(
                "rpc/parley_desk_team.answer",
                ledger.rpc(Person.ANA, "parley_desk_team", Calls.args("p_tenant", Person.ACME)));
        Examples.check(
                "rpc/refused.not_an_owner", ledger.rpc(Person.BEN, "parley_set_hours", opened));
        opened.put("p_hours", Calls.jsonb("{}"));
        Examples.check("rpc/refused.bad_hours", ledger.rpc(Person.ANA, "parley_set_hours", opened));
        opened.put("p_hours", Calls.jsonb("null"));
        Examples.check(
                "rpc/parley_set_hours.answer", ledger.rpc(Person.ANA, "parley_set_hours", opened));
        ledger.run("delete from parley.blocks");
    }

    @Test
    void pushes_have_the_shape_of_their_examples() throws Exception {
        ledger.run("delete from realtime.messages");
        Calls.Call call = calls.ringing();
        ledger.rpc(
                Person.ANA,
                "parley_desk_beat",
                Calls.args(
                        "p_instance",
                        call.agentPage(),
                        "p_tenant",
                        Person.ACME,
                        "p_status",
                        "available",
                        "p_ringing",
                        new UUID[] {call.id()}));
        ledger.rpc(
                Person.ANA,
                "parley_accept_call",
                Calls.args("p_call", call.id(), "p_instance", call.agentPage()));
        ledger.rpc(
                Person.ANA, "parley_send_signal", Calls.signal(call, call.agentPage(), "answer"));
        for (String event : new String[] {"call", "call_request", "gone", "receipts", "signal"}) {
            Examples.check(
                    "push/" + event,
                    Calls.json(
                            ledger.ask(
                                    "select payload from realtime.messages where event = '"
                                            + event
                                            + "' limit 1")));
        }
        assertThat(
                        ledger.ask(
                                "select string_agg(distinct event, ' ' order by event) from realtime.messages"))
                .isEqualTo("call call_request gone receipts signal");
    }

    private JsonNode facts(Calls.Call call) throws SQLException {
        return Calls.json(
                calls.function(
                        "select parley.call_request_facts(?, ?, ?, '')",
                        call.tenant(),
                        call.session(),
                        call.id()));
    }
}
