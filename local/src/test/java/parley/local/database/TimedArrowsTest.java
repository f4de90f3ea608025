package parley.local.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The arrows that time takes: nobody presses anything, and the call still ends as it should. */
class TimedArrowsTest {
    private final Ledger ledger = Ledger.shared();
    private final Calls calls = new Calls(ledger);

    @BeforeEach
    void nobody_is_in_a_call() throws SQLException {
        calls.endAll();
    }

    @Test
    void a_ring_that_nobody_answers_ends_unanswered_at_the_next_look() throws SQLException {
        Calls.Call call = calls.ringing();
        due(call);
        state(call);
        assertThat(calls.row(call)).isEqualTo("ended unanswered system g0 -");
    }

    @Test
    void an_accept_after_the_deadline_finds_the_call_over_even_if_nobody_looked_before()
            throws SQLException {
        Calls.Call call = calls.ringing();
        due(call);
        assertThat(accept(Person.ANA, call, call.agentPage())).isEqualTo("over");
        assertThat(calls.row(call)).isEqualTo("ended unanswered system g0 -");
    }

    @Test
    void an_accepted_call_that_never_connects_fails() throws SQLException {
        Calls.Call call = calls.accepted();
        due(call);
        state(call);
        assertThat(calls.row(call)).isEqualTo("ended failed system g0 Ana");
    }

    @Test
    void an_accepted_call_whose_agent_fell_silent_ends_as_peer_lost() throws SQLException {
        Calls.Call call = calls.accepted();
        silent(call, "agent", 21);
        due(call);
        state(call);
        assertThat(calls.row(call)).isEqualTo("ended peer_lost system g0 Ana");
    }

    @Test
    void a_visitor_silent_for_twenty_seconds_is_judged_by_a_desk_that_was_heard_lately()
            throws SQLException {
        Calls.Call call = calls.ringing();
        silent(call, "visitor", 21);
        UUID desk = UUID.randomUUID();
        beat(desk);
        assertThat(calls.row(call)).as("a desk's first beat judges nobody").startsWith("ringing");
        beat(desk);
        assertThat(calls.row(call)).isEqualTo("ended abandoned visitor g0 -");
    }

    @Test
    void a_desk_whose_last_beat_is_long_past_judges_nobody() throws SQLException {
        Calls.Call call = calls.ringing();
        UUID desk = UUID.randomUUID();
        beat(desk);
        silent(call, "visitor", 21);
        ledger.run(
                "update parley.desks set beat_at = beat_at - interval '16 s' where instance = '"
                        + desk
                        + "'");
        beat(desk);
        assertThat(calls.row(call)).startsWith("ringing");
    }

    @Test
    void a_visitor_who_leaves_the_page_has_fifteen_seconds_to_come_back() throws SQLException {
        Calls.Call call = calls.ringing();
        leave(call);
        assertThat(due_in(call)).isEqualTo("15 abandoned");
        state(call);
        assertThat(due_after_ringing(call)).as("he is back").isEqualTo("45 unanswered");
        leave(call);
        due(call);
        assertThat(accept(Person.BEN, call, UUID.randomUUID())).isEqualTo("over");
        assertThat(calls.row(call)).isEqualTo("ended abandoned visitor g0 -");
    }

    @Test
    void when_everybody_who_acknowledged_has_declined_the_call_ends_five_seconds_after_it_rang()
            throws SQLException {
        Calls.Call call = calls.ringing();
        UUID desk = UUID.randomUUID();
        beat(desk, call);
        decline(Person.ANA, call, desk);
        assertThat(due_after_ringing(call)).isEqualTo("5 declined");
        ledger.run(
                "update parley.calls set ring_from = ring_from - interval '6 s' where id = '"
                        + call.id()
                        + "'");
        decline(Person.ANA, call, desk);
        assertThat(calls.row(call)).isEqualTo("ended declined agent g0 -");
    }

    @Test
    void one_desk_that_declines_ends_nothing_while_another_rings() throws SQLException {
        Calls.Call call = calls.ringing();
        UUID anas = UUID.randomUUID();
        UUID bens = UUID.randomUUID();
        beat(Person.ANA, anas, call);
        beat(Person.BEN, bens, call);
        decline(Person.ANA, call, anas);
        assertThat(due_after_ringing(call)).isEqualTo("45 unanswered");
    }

    @Test
    void a_desk_rings_no_more_while_its_agent_is_in_another_call_or_does_not_want_any()
            throws SQLException {
        Calls.Call first = calls.ringing();
        Calls.Call second = calls.ringing();
        UUID anas = UUID.randomUUID();
        beat(Person.ANA, anas, first, second);
        assertThat(devices(second)).isEqualTo(1);
        assertThat(accept(Person.ANA, first, anas)).isEqualTo("ok");
        assertThat(devices(second)).as("she talks to another").isZero();
        UUID bens = UUID.randomUUID();
        beat(Person.BEN, bens, second);
        assertThat(devices(second)).isEqualTo(1);
        decline(Person.BEN, second, bens);
        assertThat(devices(second)).isZero();
        assertThat(due_after_ringing(second))
                .as("she may be free again before it ends")
                .isEqualTo("45 unanswered");
        end(Person.ANA, first, anas);
        assertThat(devices(second)).as("and is").isEqualTo(1);
        ledger.run("update parley.desks set status = 'wrap_up' where instance = '" + anas + "'");
        assertThat(devices(second)).isZero();
    }

    @Test
    void a_call_that_rings_again_counts_who_hears_it_now() throws SQLException {
        Calls.Call call = calls.ringing();
        UUID anas = UUID.randomUUID();
        UUID bens = UUID.randomUUID();
        beat(Person.ANA, anas, call);
        beat(Person.BEN, bens, call);
        accept(Person.ANA, call, anas);
        ledger.run(
                "update parley.calls set accepted_at = accepted_at - interval '7 s' where id = '"
                        + call.id()
                        + "'");
        assertThat(ringAgain(call)).isEqualTo("ok");
        assertThat(devices(call)).as("Ana's page is gone, Ben's has not said").isZero();
        beat(Person.BEN, bens, call);
        assertThat(devices(call)).isEqualTo(1);
    }

    @Test
    void a_late_receipt_gives_a_declined_call_its_deadline_back() throws SQLException {
        Calls.Call call = calls.ringing();
        UUID anas = UUID.randomUUID();
        beat(Person.ANA, anas, call);
        decline(Person.ANA, call, anas);
        beat(Person.BEN, UUID.randomUUID(), call);
        assertThat(due_after_ringing(call)).isEqualTo("45 unanswered");
    }

    @Test
    void an_agent_who_accepts_and_vanishes_gives_the_call_back_once() throws SQLException {
        Calls.Call call = calls.accepted();
        assertThat(ringAgain(call)).isEqualTo("too_early");
        ledger.run(
                "update parley.calls set accepted_at = accepted_at - interval '7 s' where id = '"
                        + call.id()
                        + "'");
        assertThat(ringAgain(call)).isEqualTo("ok");
        assertThat(calls.row(call)).isEqualTo("ringing - - g0 -");
        assertThat(accept(Person.BEN, call, UUID.randomUUID())).isEqualTo("ok");
        ledger.run(
                "update parley.calls set accepted_at = accepted_at - interval '7 s' where id = '"
                        + call.id()
                        + "'");
        assertThat(ringAgain(call)).isEqualTo("already_rung_again");
    }

    @Test
    void a_second_failing_microphone_ends_the_call_instead_of_a_third_ring() throws SQLException {
        Calls.Call call = calls.accepted();
        decline(Person.ANA, call, call.agentPage());
        assertThat(calls.row(call)).isEqualTo("ringing - - g0 -");
        assertThat(accept(Person.ANA, call, call.agentPage()))
                .as("a decline counts for the whole call")
                .isEqualTo("not_ringing");
        UUID bens = UUID.randomUUID();
        accept(Person.BEN, call, bens);
        decline(Person.BEN, call, bens);
        assertThat(calls.row(call)).isEqualTo("ended hung_up agent g0 Ben");
    }

    @Test
    void the_survivor_of_a_lost_peer_says_so_and_the_reason_follows_from_the_row()
            throws SQLException {
        Calls.Call lost = calls.connected();
        silent(lost, "agent", 21);
        end(lost, "peer_silent");
        assertThat(calls.row(lost)).isEqualTo("ended peer_lost system g0 Ana");
        Calls.Call alive = calls.connected();
        end(alive, "peer_silent");
        assertThat(calls.row(alive)).isEqualTo("ended media_lost system g0 Ana");
    }

    @Test
    void
            the_sweep_ends_a_call_with_both_sides_silent_only_when_the_address_has_answered_long_enough()
                    throws SQLException {
        Calls.Call call = calls.connected();
        silent(call, "visitor", 91);
        silent(call, "agent", 91);
        ledger.run("delete from parley.sweeps");
        calls.function("select parley.sweep(true)");
        assertThat(calls.row(call)).as("the first run knows nothing yet").startsWith("connected");
        ledger.set("sweep_up", "0");
        calls.function("select parley.sweep(false)");
        assertThat(calls.row(call)).as("the address does not answer").startsWith("connected");
        calls.function("select parley.sweep(true)");
        assertThat(calls.row(call)).isEqualTo("ended dropped system g0 Ana");
        ledger.set("sweep_up", "90");
    }

    private String state(Calls.Call call) throws SQLException {
        return ledger.rpc(call.caller(), "parley_call_state", Calls.args("p_call", call.id()))
                .toString();
    }

    private String accept(Person who, Calls.Call call, UUID page) throws SQLException {
        return refused(who, "parley_accept_call", call, page);
    }

    private String decline(Person who, Calls.Call call, UUID page) throws SQLException {
        return refused(who, "parley_decline_call", call, page);
    }

    private String ringAgain(Calls.Call call) throws SQLException {
        return refused(call.caller(), "parley_ring_again", call, call.visitorPage());
    }

    private String refused(Person who, String rpc, Calls.Call call, UUID page) throws SQLException {
        return ledger.rpc(who, rpc, Calls.args("p_call", call.id(), "p_instance", page))
                .path("refused")
                .asText("ok");
    }

    private int devices(Calls.Call call) throws SQLException {
        return ledger.rpc(call.caller(), "parley_call_state", Calls.args("p_call", call.id()))
                .at("/call/devices")
                .asInt(-1);
    }

    private void end(Person who, Calls.Call call, UUID page) throws SQLException {
        ledger.rpc(who, "parley_end_call", Calls.end(call, page, "hang_up"));
    }

    private void end(Calls.Call call, String intent) throws SQLException {
        ledger.rpc(call.caller(), "parley_end_call", Calls.end(call, call.visitorPage(), intent));
    }

    private void leave(Calls.Call call) throws SQLException {
        var leaving = Calls.touch(call, call.visitorPage());
        leaving.put("p_leaving", true);
        ledger.rpc(call.caller(), "parley_touch_call", leaving);
    }

    private void beat(UUID desk, Calls.Call... ringing) throws SQLException {
        beat(Person.ANA, desk, ringing);
    }

    private void beat(Person who, UUID desk, Calls.Call... ringing) throws SQLException {
        UUID[] ids = new UUID[ringing.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = ringing[i].id();
        }
        ledger.rpc(
                who,
                "parley_desk_beat",
                Calls.args(
                        "p_instance",
                        desk,
                        "p_tenant",
                        Person.ACME,
                        "p_status",
                        "available",
                        "p_ringing",
                        ids));
    }

    private void due(Calls.Call call) throws SQLException {
        ledger.run(
                "update parley.calls set due_at = clock_timestamp() - interval '1 ms' where id = '"
                        + call.id()
                        + "'");
    }

    private void silent(Calls.Call call, String side, int seconds) throws SQLException {
        ledger.run(
                "update parley.call_sides set seen_at = clock_timestamp() - interval '%d s' where call_id = '%s' and side = '%s'"
                        .formatted(seconds, call.id(), side));
    }

    private String due_in(Calls.Call call) throws SQLException {
        return String.valueOf(
                ledger.ask(
                        "select round(extract(epoch from due_at - clock_timestamp())) || ' ' || due_reason from parley.calls where id = '"
                                + call.id()
                                + "'"));
    }

    /** Counted from when it began to ring: a slow machine's clock goes on meanwhile. */
    private String due_after_ringing(Calls.Call call) throws SQLException {
        return String.valueOf(
                ledger.ask(
                        "select round(extract(epoch from due_at - ring_from)) || ' ' || due_reason from parley.calls where id = '"
                                + call.id()
                                + "'"));
    }
}
