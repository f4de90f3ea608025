package parley.local.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What credentials are charged: the counter's word, else the pages' up to a clamp, else the worst.
 */
class RelayLedgerTest {
    private static final String HALF = String.valueOf(Relays.WORST / 2);

    private final Ledger ledger = Ledger.shared();
    private final Calls calls = new Calls(ledger);
    private final Relays relays = new Relays(ledger);

    @BeforeEach
    @AfterEach
    void nobody_is_in_a_call_and_the_month_is_young() throws SQLException {
        calls.endAll();
        ledger.run(
                "delete from parley.relay_grants; delete from parley.relay_tickets; delete from"
                        + " parley.relay_months;"
                        + " select parley.set_plan('"
                        + Person.GLOBEX
                        + "', 'premium_video')");
    }

    @Test
    void a_credential_is_charged_its_worst_case_at_birth() throws SQLException {
        Calls.Call call = relays.connected();
        relays.lentTo(call, "visitor");
        assertThat(relays.charged(call))
                .isEqualTo("visitor " + HALF + " " + HALF + " reservation open");
        assertThat(relays.month()).isEqualTo(Relays.WORST);
    }

    @Test
    void two_pages_that_never_report_are_charged_the_worst_case() throws SQLException {
        Calls.Call call = relays.connected();
        relays.lentTo(call, "visitor");
        relays.lentTo(call, "agent");
        relays.endAndSettle(call);
        assertThat(relays.charged(call))
                .isEqualTo(
                        "visitor %1$s %1$s reservation settled; agent %1$s %1$s reservation settled"
                                .formatted(HALF));
        assertThat(relays.month()).isEqualTo(2 * Relays.WORST);
    }

    @Test
    void a_call_that_went_directly_gives_its_reservation_back() throws SQLException {
        Calls.Call call = relays.connected();
        relays.lentTo(call, "visitor");
        report(call, 0, 0, null);
        relays.endAndSettle(call);
        assertThat(relays.charged(call)).isEqualTo("visitor 0 0 reports settled");
        assertThat(relays.month()).isZero();
    }

    @Test
    void a_counter_that_speaks_before_the_outcome_is_made_is_in_it_and_waits_for_the_other_side()
            throws SQLException {
        Calls.Call call = relays.connected();
        UUID visitor = relays.lentTo(call, "visitor");
        relays.lentTo(call, "agent");
        relays.end(call);
        relays.counted(visitor, "1", 700, 300);
        assertThat(relays.charged(call))
                .as("nothing is decided yet")
                .isEqualTo(
                        "visitor %1$s %1$s reservation open; agent %1$s %1$s reservation open"
                                .formatted(HALF));
        ledger.run(
                "update parley.call_sides set relay_sent = 0, relay_received = 0 where side = 'agent' and call_id = '"
                        + call.id()
                        + "'");
        relays.settle();
        assertThat(relays.charged(call))
                .isEqualTo("visitor 700 300 counter settled; agent 0 0 reports settled");
        assertThat(
                        ledger.ask(
                                "select concat_ws(' ', relay_bytes_up, relay_bytes_down, relay_charged_by) from"
                                        + " parley.call_outcomes where call_id = '"
                                        + call.id()
                                        + "'"))
                .isEqualTo("700 300 reports");
        relays.counted(visitor, "1", 900, 300);
        assertThat(relays.charged(call))
                .as("after it, a counter that has grown puts it right at once")
                .startsWith("visitor 900 300 counter");
    }

    @Test
    void relays_are_settled_in_portions_the_longest_waiting_first() throws SQLException {
        Calls.Call first = relays.connected();
        relays.lentTo(first, "visitor");
        relays.lentTo(first, "agent");
        relays.end(first);
        Calls.Call second = relays.connected();
        relays.lentTo(second, "visitor");
        relays.end(second);
        ledger.run("select parley.drain_outbox('test', 1000, false)");
        ledger.set("settle", "0");
        try {
            ledger.run("select parley.settle(1000)");
        } finally {
            ledger.set("settle", "60");
        }
        assertThat(calls.function("select parley.settle_relays(1)"))
                .as("a call with both of its sides")
                .isEqualTo("{\"more\": true, \"relayed\": 1}");
        assertThat(relays.charged(first)).contains("settled").doesNotContain("open");
        assertThat(relays.charged(second)).contains("open");
        assertThat(calls.function("select parley.settle_relays(2)"))
                .isEqualTo("{\"more\": false, \"relayed\": 1}");
        assertThat(relays.charged(second)).contains("settled");
    }

    @Test
    void a_report_is_believed_up_to_elapsed_time_times_the_rate() throws SQLException {
        Calls.Call call = relays.connected();
        UUID grant = relays.lentTo(call, "visitor");
        age(grant, 100);
        report(call, 1_000_000, 500_000, "tcp");
        relays.endAndSettle(call);
        assertThat(relays.charged(call)).isEqualTo("visitor 1000000 500000 reports settled");
    }

    @Test
    void an_absurd_report_is_clamped_both_ways_alike() throws SQLException {
        Calls.Call call = relays.connected();
        UUID grant = relays.lentTo(call, "visitor");
        age(grant, 10);
        report(call, 900_000_000_000L, 300_000_000_000L, "udp");
        assertThat(relays.month()).as("while it runs").isEqualTo(Relays.WORST);
        relays.endAndSettle(call);
        long most = relays.month();
        assertThat(most).isBetween(Relays.RATE * 10, Relays.RATE * 40);
        assertThat(relays.charged(call)).endsWith("reports settled");
    }

    @Test
    void a_long_call_is_charged_beyond_its_reservation_while_it_runs() throws SQLException {
        Calls.Call call = relays.connected();
        UUID grant = relays.lentTo(call, "visitor");
        age(grant, 3600);
        report(call, 10_000_000, 10_000_000, "udp");
        assertThat(relays.month()).isEqualTo(20_000_000);
    }

    @Test
    void what_another_page_relayed_before_is_not_forgotten() throws SQLException {
        Calls.Call call = relays.connected();
        UUID grant = relays.lentTo(call, "agent");
        age(grant, 1000);
        agentReports(call, call.agentPage(), 700, 300);
        UUID other = UUID.randomUUID();
        ledger.rpc(
                Person.GINA,
                "parley_resume_call",
                Calls.args("p_call", call.id(), "p_instance", other));
        agentReports(call, other, 20, 10);
        relays.endAndSettle(call);
        assertThat(relays.charged(call)).isEqualTo("agent 720 310 reports settled");
    }

    @Test
    void of_several_credentials_of_a_side_the_newest_stands_for_all_that_its_page_says()
            throws SQLException {
        Calls.Call call = relays.connected();
        age(relays.lentTo(call, "visitor"), 600);
        age(relays.lentTo(call, "visitor"), 300);
        relays.lentTo(call, "visitor");
        report(call, 700, 300, "udp");
        relays.endAndSettle(call);
        assertThat(relays.charged(call))
                .isEqualTo(
                        "visitor 0 0 reports settled; visitor 0 0 reports settled; visitor 700 300 reports settled");
        assertThat(relays.month()).isEqualTo(1000);
        assertThat(outcome(call)).isEqualTo("700 300 0 reports");
    }

    @Test
    void a_page_that_denies_its_relay_is_not_believed_over_the_other() throws SQLException {
        Calls.Call call = relays.connected();
        UUID grant = relays.lentTo(call, "visitor");
        age(grant, 1000);
        report(call, 0, 0, null);
        ledger.rpc(
                Person.GINA,
                "parley_touch_call",
                Calls.args(
                        "p_call",
                        call.id(),
                        "p_instance",
                        call.agentPage(),
                        "p_generation",
                        0,
                        "p_report",
                        Calls.jsonb(
                                "{\"path\": \"relay\", \"bytes_sent\": 5000, \"bytes_received\":"
                                        + " 6000, \"relay_bytes_sent\": 0,"
                                        + " \"relay_bytes_received\": 0}")));
        relays.endAndSettle(call);
        assertThat(relays.charged(call)).isEqualTo("visitor 6000 5000 reports settled");
    }

    @Test
    void the_relays_own_counter_beats_every_report_and_a_line_counts_once() throws SQLException {
        Calls.Call call = relays.connected();
        UUID first = relays.lentTo(call, "visitor");
        UUID second = relays.lentTo(call, "visitor");
        report(call, 1, 1, "udp");
        relays.counted(first, "7 session 1 a", 1_000_000, 2_000_000);
        relays.endAndSettle(call);
        relays.counted(second, "9 session 2 a", 30_000, 40_000);
        relays.counted(second, "9 session 2 a", 30_000, 40_000);
        relays.counted(second, "9 session 2 b", 3_000, 4_000);
        assertThat(relays.charged(call))
                .isEqualTo(
                        "visitor 1000000 2000000 counter settled; visitor 33000 44000 counter settled");
        assertThat(relays.month()).isEqualTo(3_077_000);
        assertThat(outcome(call)).isEqualTo("1033000 2044000 277 counter");
    }

    @Test
    void a_provider_that_gave_nothing_costs_nothing_and_gives_the_use_back() throws SQLException {
        Calls.Call call = relays.connected();
        relays.ticket(call, "visitor", "t");
        UUID grant = Objects.requireNonNull(relays.lent("t"));
        calls.function("select parley.release_relay(?, 'provider_slow')", grant);
        assertThat(relays.charged(call)).isEqualTo("visitor 0 0 nothing settled");
        assertThat(relays.month()).isZero();
        assertThat(relays.facts("t").path("redeemed").asInt()).isZero();
    }

    @Test
    void the_databases_own_door_lends_nothing_without_an_open_call_and_a_plan()
            throws SQLException {
        Calls.Call call = relays.connected();
        relays.ticket(call, "visitor", "t");
        plan("free");
        assertThat(relays.lent("t")).isNull();
        plan("premium");
        assertThat(relays.lent("t")).isNotNull();
        relays.ticket(call, "visitor", "newer");
        assertThat(relays.lent("t")).as("superseded").isNull();
        relays.endAndSettle(call);
        assertThat(relays.lent("newer")).as("over").isNull();
        assertThatThrownBy(() ->
                        ledger.run(
                                "insert into parley.relay_grants (ticket_hash, call_id, tenant_id,"
                                        + " side, kind, provider, expires_at, rate, reserved, up,"
                                        + " down) values ('', '%s', '%s', 'agent', 'call', 'x', now(), 1, 1, 1, 0)"
                                                .formatted(call.id(), Person.GLOBEX)))
                .hasMessageContaining("not_entitled");
    }

    @Test
    void the_owner_is_warned_once_a_month_when_the_budget_runs_low() throws SQLException {
        Calls.Call call = relays.connected();
        ledger.run("delete from parley.outbox where kind <> 'call.ended'");
        ledger.run(
                "select parley.set_plan('%s', 'premium', '{\"relay_bytes_per_month\": %d}')"
                        .formatted(Person.GLOBEX, 2 * Relays.WORST));
        relays.lentTo(call, "visitor");
        assertThat(warnings()).isEqualTo("0");
        relays.lentTo(call, "agent");
        relays.lentTo(call, "agent");
        assertThat(warnings()).isEqualTo("1");
    }

    @Test
    void a_tenant_without_a_budget_is_not_warned_that_it_runs_low() throws SQLException {
        ledger.run("delete from parley.outbox where kind <> 'call.ended'");
        plan("free");
        ledger.run("select parley.lock_relay_month('%s')".formatted(Person.GLOBEX));
        ledger.run("select parley.warn_low('%s')".formatted(Person.GLOBEX));
        assertThat(warnings()).as("as a probe's credential does").isEqualTo("0");
    }

    private String warnings() throws SQLException {
        return String.valueOf(
                ledger.ask("select count(*) from parley.outbox where kind = 'relay.budget_low'"));
    }

    private void plan(String name) throws SQLException {
        ledger.run("select parley.set_plan('%s', '%s')".formatted(Person.GLOBEX, name));
    }

    private void age(UUID grant, int seconds) throws SQLException {
        ledger.run(
                "update parley.relay_grants set minted_at = minted_at - make_interval(secs => %d) where id = '%s'"
                        .formatted(seconds, grant));
    }

    private void report(Calls.Call call, long sent, long received, @Nullable String over)
            throws SQLException {
        ledger.rpc(
                call.caller(),
                "parley_touch_call",
                touched(call, call.visitorPage(), 0, sent, received, over));
    }

    private void agentReports(Calls.Call call, UUID page, long sent, long received)
            throws SQLException {
        ledger.rpc(Person.GINA, "parley_touch_call", touched(call, page, 0, sent, received, "udp"));
    }

    private static Map<String, Object> touched(
            Calls.Call call,
            UUID page,
            int generation,
            long sent,
            long received,
            @Nullable String over) {
        return Calls.args(
                "p_call",
                call.id(),
                "p_instance",
                page,
                "p_generation",
                generation,
                "p_report",
                Calls.jsonb(
                        "{\"path\": \"%s\", \"relay_protocol\": %s, \"relay_bytes_sent\": %d, \"relay_bytes_received\": %d}"
                                .formatted(
                                        over == null ? "direct" : "relay",
                                        over == null ? "null" : "\"" + over + "\"",
                                        sent,
                                        received)));
    }

    private String outcome(Calls.Call call) throws SQLException {
        return String.valueOf(
                ledger.ask(
                        "select concat_ws(' ', relay_bytes_up, relay_bytes_down, relay_cost_micros,"
                                + " relay_charged_by) from parley.call_outcomes where call_id = '"
                                + call.id()
                                + "'"));
    }
}
