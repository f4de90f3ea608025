package parley.core.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import parley.core.Refusal;
import parley.core.Refused;
import parley.core.call.Media;
import parley.core.relay.RelayDecision.Denied;
import parley.core.relay.RelayDecision.Direct;
import parley.core.relay.RelayDecision.Mint;
import parley.core.relay.RelayDecision.Reason;
import parley.core.relay.RelayDecision.UnknownTicket;

class RelayPolicyTest {
    private static final long WORST = 32_000L * 300;
    private static final Mint MINT = new Mint(300_000, 32_000, WORST, false);

    @Test
    void a_ticket_nobody_was_given_is_unknown() {
        assertThat(RelayPolicy.decide(null)).isEqualTo(new UnknownTicket());
    }

    @Test
    void an_open_call_of_a_premium_tenant_gets_a_credential() {
        assertThat(decide(it -> it)).isEqualTo(MINT);
    }

    @Test
    void a_ticket_ends_with_its_call() {
        assertThat(decide(it -> it.open(false))).isEqualTo(over());
    }

    @Test
    void a_newer_ticket_of_that_side_replaces_it() {
        assertThat(decide(it -> it.superseded(true))).isEqualTo(direct(Reason.SUPERSEDED));
    }

    @Test
    void a_ticket_is_good_for_ten_times() {
        assertThat(decide(it -> it.redeemed(9))).isEqualTo(MINT);
        assertThat(decide(it -> it.redeemed(10))).isEqualTo(direct(Reason.USED_UP));
    }

    @Test
    void who_asks_too_often_waits() {
        assertThat(decide(it -> it.retryAfter(2))).isEqualTo(direct(Reason.TOO_MANY_REQUESTS));
    }

    @Test
    void a_tenant_without_relay_goes_direct() {
        assertThat(decide(it -> it.relay(false))).isEqualTo(direct(Reason.NOT_ENTITLED));
    }

    @Test
    void nothing_is_lent_before_a_desk_rings() {
        assertThat(decide(it -> it.rung(false))).isEqualTo(direct(Reason.NOT_RUNG));
    }

    @Test
    void video_may_be_excluded_where_audio_is_not() {
        assertThat(decide(it -> it.media(Media.VIDEO))).isEqualTo(direct(Reason.VIDEO_NOT_RELAYED));
        assertThat(decide(it -> it.media(Media.VIDEO).relayVideo(true))).isEqualTo(MINT);
    }

    @Test
    void the_worst_case_fits_into_the_month_or_nothing_is_lent() {
        assertThat(decide(it -> it.month(10 * WORST, 9 * WORST)))
                .isEqualTo(new Mint(300_000, 32_000, WORST, true));
        assertThat(decide(it -> it.month(10 * WORST, 9 * WORST + 1)))
                .isEqualTo(direct(Reason.MONTH_BUDGET_SPENT));
    }

    @Test
    void the_worst_case_fits_into_the_call_or_nothing_is_lent() {
        assertThat(decide(it -> it.call(2 * WORST, WORST))).isEqualTo(MINT);
        assertThat(decide(it -> it.call(2 * WORST, WORST + 1)))
                .isEqualTo(direct(Reason.CALL_BUDGET_SPENT));
    }

    @Test
    void from_four_fifths_of_the_month_on_the_answer_warns() {
        assertThat(decide(it -> it.month(100 * WORST, 79 * WORST - 1))).isEqualTo(MINT);
        assertThat(decide(it -> it.month(100 * WORST, 79 * WORST)))
                .isEqualTo(new Mint(300_000, 32_000, WORST, true));
    }

    @Test
    void a_probe_needs_no_plan_and_no_open_call_but_a_fresh_failure() {
        assertThat(decide(it -> it.probe(true).open(false).relay(false).month(0, 0).call(0, 0)))
                .isEqualTo(MINT);
        assertThat(decide(it -> it.probe(false).open(false))).isEqualTo(over());
        assertThat(decide(it -> it.probe(false).open(true))).isEqualTo(over());
        assertThat(decide(it -> it.probe(true).redeemed(10))).isEqualTo(direct(Reason.USED_UP));
    }

    @Test
    void a_worst_case_is_rounded_up() {
        assertThat(decide(it -> it.life(1))).isEqualTo(new Mint(1, 32_000, 32, false));
        assertThat(RelayPolicy.decide(new Given().life(1).rate(999).facts()))
                .isEqualTo(new Mint(1, 999, 1, false));
    }

    private static RelayDecision decide(UnaryOperator<Given> change) {
        return RelayPolicy.decide(change.apply(new Given()).facts());
    }

    private static Direct direct(Reason reason) {
        return new Direct(reason);
    }

    private static Denied over() {
        return new Denied(Refused.because(Refusal.OVER));
    }
}
