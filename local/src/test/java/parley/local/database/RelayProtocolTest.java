package parley.local.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the relay's rpcs and functions answer has the shape of shared/protocol. */
class RelayProtocolTest {
    private static final Map<String, Object> ACME = Calls.args("p_tenant", Person.ACME);

    private final Ledger ledger = Ledger.shared();
    private final Calls calls = new Calls(ledger);
    private final Relays relays = new Relays(ledger);

    @BeforeEach
    @AfterEach
    void nobody_is_in_a_call_and_acme_may_probe() throws SQLException {
        relays.afresh();
    }

    @Test
    void a_probe_and_each_no_to_it() throws Exception {
        Calls.Call running = calls.connected();
        Examples.check("rpc/refused.not_failed", probe(running));
        calls.endAll();
        Calls.Call call = failed();
        Examples.check("rpc/refused.not_probed", result(call));
        set("relay_probes = false");
        Examples.check("rpc/refused.probes_off", probe(call));
        set("relay_probes = true");
        ledger.set("relay_probes_a_day", "0");
        Examples.check("rpc/refused.too_many_probes", probe(call));
        ledger.set("relay_probes_a_day", "50");
        Examples.check("rpc/parley_probe_relay.answer", probe(call));
        Examples.check("rpc/refused.probed", probe(call));
        lend(call);
        Examples.check("rpc/parley_probe_result.answer", result(call));
        Calls.Call late = failed();
        ledger.run(
                "update parley.calls set ended_at = ended_at - interval '61 s' where id = '"
                        + late.id()
                        + "'");
        Examples.check("rpc/refused.too_late", probe(late));
    }

    @Test
    void what_an_owner_reads_and_asks_for() throws Exception {
        failed();
        Examples.check(
                "rpc/parley_reliability.answer",
                ledger.rpc(Person.ANA, "parley_reliability", ACME));
        Examples.check(
                "rpc/parley_reliability_calls.answer",
                ledger.rpc(
                        Person.ANA,
                        "parley_reliability_calls",
                        Calls.args("p_tenant", Person.ACME, "p_limit", 1)));
        Examples.check(
                "rpc/parley_set_probes.answer",
                ledger.rpc(
                        Person.ANA,
                        "parley_set_probes",
                        Calls.args("p_tenant", Person.ACME, "p_on", true)));
        Examples.check(
                "rpc/parley_request_premium.answer",
                ledger.rpc(Person.ANA, "parley_request_premium", ACME));
        ledger.run("select parley.set_plan('%s', 'premium')".formatted(Person.ACME));
        Examples.check(
                "rpc/refused.already_premium",
                ledger.rpc(Person.ANA, "parley_request_premium", ACME));
    }

    @Test
    void where_only_a_relay_is_allowed_a_list_without_one_is_refused() throws Exception {
        ledger.run("select parley.set_plan('%s', 'private')".formatted(Person.ACME));
        Calls.Call call = calls.answered();
        Map<String, Object> candidates = Calls.signal(call, call.agentPage(), "candidate");
        candidates.put(
                "p_payload",
                Calls.jsonb(
                        "{\"candidates\": [{\"candidate\": \"candidate:1 1 udp 1 192.0.2.7 9 typ host\","
                                + " \"sdpMid\": \"0\"}]}"));
        Examples.check(
                "rpc/refused.relay_only", ledger.rpc(Person.ANA, "parley_send_signal", candidates));
    }

    @Test
    void what_the_functions_are_told() throws Exception {
        Calls.Call call = relays.connected();
        relays.ticket(call, "visitor", "t" + call.id());
        Examples.check("sql/relay_facts", relays.facts("t" + call.id()));
        String lent =
                calls.function(
                        "select parley.reserve_relay(?, 'cloudflare', 300000, 32000, 9600000)",
                        Relays.hash("t" + call.id()));
        Examples.check("sql/reserve_relay", Calls.json(lent));
        UUID grant = UUID.fromString(Calls.json(lent).path("grant_id").asText());
        calls.function("select parley.name_relay(?, 'a-name')", grant);
        relays.endAndSettle(call);
        JsonNode revocable = Calls.json(calls.function("select parley.relays_to_revoke()"));
        assertThat(revocable.path("grants")).isNotEmpty();
        Examples.check("sql/relays_to_revoke", revocable);
        calls.function("select parley.relay_revoked(?)", grant);
        ledger.run(
                "update parley.calls set ended_at = ended_at - interval '4 min' where id = '%s'"
                        .formatted(call.id()));
        Examples.check(
                "sql/relays_to_count",
                Calls.json(calls.function("select parley.relays_to_count()")));
        calls.function("select parley.relays_asked(jsonb_build_array(?::text))", grant.toString());
        assertThat(Calls.json(calls.function("select parley.relays_to_count()")).path("grants"))
                .as("not again for a while")
                .isEmpty();
        Examples.check(
                "sql/count_relay",
                Calls.json(
                        calls.function(
                                "select parley.count_relay(jsonb_build_array(jsonb_build_object('grant', ?::text,"
                                        + " 'line', 'x', 'up', 1, 'down', 2)))",
                                grant.toString())));
    }

    private Calls.Call failed() throws SQLException {
        Calls.Call call = calls.answered();
        Map<String, Object> end = Calls.end(call, call.visitorPage(), "no_path");
        end.put("p_report", Calls.jsonb("{\"cause\": \"ice_failed\"}"));
        ledger.rpc(call.caller(), "parley_end_call", end);
        ledger.run("select parley.drain_outbox('test', 1000, false)");
        return call;
    }

    private void set(String what) throws SQLException {
        ledger.run("update public.tenants set " + what + " where id = '" + Person.ACME + "'");
    }

    private void lend(Calls.Call call) throws SQLException {
        String hash =
                Objects.requireNonNull(
                        ledger.ask(
                                "select encode(ticket_hash, 'hex') from parley.relay_tickets where kind = 'probe' and call_id = '"
                                        + call.id()
                                        + "'"));
        ledger.run(
                "select parley.reserve_relay(decode('%s', 'hex'), 'coturn', 30000, 32000, 960000)"
                        .formatted(hash));
    }

    private JsonNode probe(Calls.Call call) throws SQLException {
        return ledger.rpc(
                call.caller(),
                "parley_probe_relay",
                Calls.args("p_call", call.id(), "p_instance", call.visitorPage()));
    }

    private JsonNode result(Calls.Call call) throws SQLException {
        var args = Calls.args("p_call", call.id(), "p_instance", call.visitorPage());
        args.put("p_reached", true);
        args.put("p_protocol", "udp");
        return ledger.rpc(call.caller(), "parley_probe_result", args);
    }
}
