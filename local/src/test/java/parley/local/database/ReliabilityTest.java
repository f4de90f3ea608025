package parley.local.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans, what an owner reads of them and asks for, and the one try after a failed call. */
class ReliabilityTest {
    private static final Map<String, Object> ACME = Calls.args("p_tenant", Person.ACME);

    private final Ledger ledger = Ledger.shared();
    private final Calls calls = new Calls(ledger);
    private final Relays relays = new Relays(ledger);

    @BeforeEach
    @AfterEach
    void nobody_is_in_a_call_and_acme_pays_nothing() throws SQLException {
        relays.afresh();
        plan(Person.GLOBEX, "premium_video");
    }

    @Test
    void a_change_of_plan_is_on_record_with_who_and_what() throws SQLException {
        ledger.run("set parley.operator = 'olga'");
        plan(Person.ACME, "premium");
        ledger.run("set parley.operator = ''");
        assertThat(
                        ledger.ask(
                                "select by || ' ' || (was ->> 'plan') || ' ' || (now ->> 'plan') || ' ' || (now ->> 'relay_bytes_per_month')"
                                        + " from parley.plan_changes where tenant_id = '"
                                        + Person.ACME
                                        + "' order by id desc limit 1"))
                .isEqualTo("olga free premium 20000000000");
        String before = ledger.ask("select count(*) from parley.plan_changes");
        plan(Person.ACME, "premium");
        assertThat(ledger.ask("select count(*) from parley.plan_changes"))
                .as("nothing has changed")
                .isEqualTo(before);
        ledger.run(
                "update public.tenants set voice_enabled = false where id = '" + Person.ACME + "'");
        assertThat(ledger.ask("select by from parley.plan_changes order by id desc limit 1"))
                .as("by hand, past set_plan")
                .isEqualTo("supabase_admin");
    }

    @Test
    void a_plan_that_is_none_is_an_error_that_names_those_there_are() {
        assertThatThrownBy(() -> plan(Person.ACME, "gold"))
                .hasMessageContaining("no plan is called gold")
                .hasMessageContaining("free, off, premium");
        assertThatThrownBy(() ->
                        ledger.run(
                                "select parley.set_plan('"
                                        + Person.ACME
                                        + "', 'free', '{\"colour\": 1}')"))
                .hasMessageContaining("no such value: colour");
    }

    @Test
    void an_upgrade_counts_at_the_next_call_and_a_downgrade_at_the_next_mint() throws SQLException {
        Calls.Call call = calls.connected();
        assertThat(ticket(call).isNull()).as("free").isTrue();
        plan(Person.ACME, "premium");
        assertThat(ticket(call).isTextual()).as("resumed after the upgrade").isTrue();
        relays.ticket(call, "visitor", "t" + call.id());
        assertThat(relays.facts("t" + call.id()).path("relay").asBoolean()).isTrue();
        relays.lentTo(call, "agent");
        plan(Person.ACME, "free");
        relays.ticket(call, "visitor", "u" + call.id());
        assertThat(relays.facts("u" + call.id()).path("relay").asBoolean()).isFalse();
        assertThat(calls.row(call)).as("it runs on").startsWith("connected");
    }

    @Test
    void owners_read_the_report_and_nobody_else() throws SQLException {
        assertThat(ledger.rpc(Person.BEN, "parley_reliability", ACME).path("refused").asText())
                .isEqualTo("not_an_owner");
        assertThat(ledger.rpc(Person.GINA, "parley_reliability", ACME).path("refused").asText())
                .isEqualTo("not_a_member");
        assertThatThrownBy(() ->
                        ledger.rpc(
                                Person.ANA,
                                "parley_reliability",
                                Calls.args("p_tenant", Person.ACME, "p_bucket", "second")))
                .hasMessageContaining("bad_range");
    }

    @Test
    void a_failed_call_says_what_would_have_helped_and_the_probe_that_it_would()
            throws SQLException {
        JsonNode before = report();
        Calls.Call call = failed();
        assertThat(probe(call.caller(), call, call.visitorPage()).at("/probe/life_ms").asInt())
                .isEqualTo(30_000);
        assertThat(probe(call.caller(), call, call.visitorPage()).path("refused").asText())
                .isEqualTo("probed");
        assertThat(result(call.caller(), call, call.visitorPage()).path("refused").asText())
                .as("without a credential nothing was tried")
                .isEqualTo("not_probed");
        probe(Person.ANA, call, call.agentPage());
        lend(call, "visitor");
        lend(call, "agent");
        assertThat(
                        result(call.caller(), call, call.visitorPage())
                                .path("relay_would_have_worked")
                                .isNull())
                .isTrue();
        assertThat(
                        result(Person.ANA, call, call.agentPage())
                                .path("relay_would_have_worked")
                                .asBoolean())
                .isTrue();
        JsonNode after = report();
        assertThat(after.at("/relay/would_have_saved").asInt())
                .isEqualTo(before.at("/relay/would_have_saved").asInt() + 1);
        assertThat(after.path("failures"))
                .anySatisfy(failure ->
                        assertThat(
                                        failure.path("cause").asText()
                                                + " "
                                                + failure.path("fix").asText())
                                .isEqualTo("ice_failed get_premium"));
        JsonNode row =
                ledger.rpc(
                                Person.ANA,
                                "parley_reliability_calls",
                                Calls.args("p_tenant", Person.ACME, "p_limit", 1))
                        .at("/calls/0");
        assertThat(row.path("reason").asText() + " " + row.path("relay_would_have_worked").asText())
                .isEqualTo("failed true");
    }

    @Test
    void a_probe_is_refused_by_name() throws SQLException {
        Calls.Call connected = calls.connected();
        assertThat(
                        probe(connected.caller(), connected, connected.visitorPage())
                                .path("refused")
                                .asText())
                .isEqualTo("not_failed");
        calls.endAll();
        Calls.Call call = failed();
        ledger.rpc(
                Person.ANA,
                "parley_set_probes",
                Calls.args("p_tenant", Person.ACME, "p_on", false));
        assertThat(probe(call.caller(), call, call.visitorPage()).path("refused").asText())
                .isEqualTo("probes_off");
        ledger.rpc(
                Person.ANA, "parley_set_probes", Calls.args("p_tenant", Person.ACME, "p_on", true));
        ledger.set("relay_probes_a_day", "0");
        assertThat(probe(call.caller(), call, call.visitorPage()).path("refused").asText())
                .isEqualTo("too_many_probes");
        ledger.set("relay_probes_a_day", "50");
        ledger.run(
                "update parley.calls set ended_at = ended_at - interval '61 s' where id = '"
                        + call.id()
                        + "'");
        assertThat(probe(call.caller(), call, call.visitorPage()).path("refused").asText())
                .isEqualTo("too_late");
    }

    @Test
    void a_wish_for_premium_is_recorded_once_and_published_once() throws SQLException {
        String first =
                ledger.rpc(Person.ANA, "parley_request_premium", ACME).at("/request/id").asText();
        String again =
                ledger.rpc(Person.ANA, "parley_request_premium", ACME).at("/request/id").asText();
        assertThat(again).isEqualTo(first);
        JsonNode events =
                Calls.json(calls.function("select parley.drain_outbox('test', 1000, true)"))
                        .path("events");
        JsonNode event = null;
        for (JsonNode one : events) {
            if (one.path("kind").asText().equals("premium.requested")) {
                assertThat(event).isNull();
                event = one;
            }
        }
        assertThat(String.valueOf(event)).contains(first, "Acme Travel", "would_have_saved");
        assertThat(report().at("/plan/premium_requested_at").isTextual()).isTrue();
        plan(Person.ACME, "premium");
        assertThat(report().at("/plan/premium_requested_at").isNull()).isTrue();
        assertThat(ledger.rpc(Person.ANA, "parley_request_premium", ACME).path("refused").asText())
                .isEqualTo("already_premium");
    }

    @Test
    void money_and_budget_say_what_is_settled_and_what_may_still_come() throws SQLException {
        ledger.run("delete from parley.relay_grants; delete from parley.relay_months");
        Calls.Call call = relays.connected();
        UUID grant = relays.lentTo(call, "visitor");
        JsonNode running = globex().path("budget");
        assertThat(running.path("reserved").asLong()).isEqualTo(Relays.WORST);
        assertThat(running.path("state").asText()).isEqualTo("ok");
        relays.endAndSettle(call);
        relays.counted(grant, "1", 2_000_000_000L, 1_000_000_000L);
        JsonNode settled = globex();
        assertThat(settled.at("/budget/used").asLong()).isEqualTo(3_000_000_000L);
        assertThat(settled.at("/budget/reserved").asLong()).isZero();
        assertThat(settled.at("/money/cost_micros").asLong()).isEqualTo(270_000);
        ledger.run(
                "select parley.set_plan('%s', 'premium', '{\"relay_bytes_per_month\": 3000000000}')"
                        .formatted(Person.GLOBEX));
        assertThat(globex().at("/budget/state").asText()).isEqualTo("spent");
    }

    private Calls.Call failed() throws SQLException {
        Calls.Call call = calls.answered();
        Map<String, Object> end = Calls.end(call, call.visitorPage(), "no_path");
        end.put("p_report", Calls.jsonb("{\"cause\": \"ice_failed\"}"));
        ledger.rpc(call.caller(), "parley_end_call", end);
        ledger.run("select parley.drain_outbox('test', 1000, false)");
        return call;
    }

    /** As turn-token lends it to a probe's ticket. */
    private void lend(Calls.Call call, String side) throws SQLException {
        String hash =
                ledger.ask(
                        "select encode(ticket_hash, 'hex') from parley.relay_tickets where kind = 'probe' and call_id = '%s' and side = '%s'"
                                .formatted(call.id(), side));
        ledger.run(
                "select parley.reserve_relay(decode('%s', 'hex'), 'coturn', 30000, 32000, 960000)"
                        .formatted(hash));
    }

    private JsonNode probe(Person who, Calls.Call call, UUID page) throws SQLException {
        return ledger.rpc(
                who, "parley_probe_relay", Calls.args("p_call", call.id(), "p_instance", page));
    }

    private JsonNode result(Person who, Calls.Call call, UUID page) throws SQLException {
        return ledger.rpc(
                who,
                "parley_probe_result",
                Calls.args(
                        "p_call",
                        call.id(),
                        "p_instance",
                        page,
                        "p_reached",
                        true,
                        "p_protocol",
                        "udp"));
    }

    private JsonNode ticket(Calls.Call call) throws SQLException {
        return ledger.rpc(
                        Person.ANA,
                        "parley_resume_call",
                        Calls.args("p_call", call.id(), "p_instance", call.agentPage()))
                .path("relay_ticket");
    }

    private JsonNode report() throws SQLException {
        return ledger.rpc(Person.ANA, "parley_reliability", ACME);
    }

    private JsonNode globex() throws SQLException {
        return ledger.rpc(Person.GINA, "parley_reliability", Calls.args("p_tenant", Person.GLOBEX));
    }

    private void plan(UUID tenant, String name) throws SQLException {
        ledger.run("select parley.set_plan('%s', '%s')".formatted(tenant, name));
    }
}
