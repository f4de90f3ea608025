package parley.core.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import parley.core.Refusal;
import parley.core.Refused;
import parley.core.relay.RelayDecision.Denied;
import parley.core.relay.RelayDecision.Direct;
import parley.core.relay.RelayDecision.Reason;
import parley.core.relay.RelayDecision.UnknownTicket;

class RelayPolicyTest {
    @Test
    void a_ticket_nobody_was_given_is_unknown() {
        assertThat(RelayPolicy.decide(null)).isEqualTo(new UnknownTicket());
    }

    @Test
    void a_ticket_ends_with_its_call() {
        assertThat(RelayPolicy.decide(facts(false, true, 1, false)))
                .isEqualTo(new Denied(Refused.because(Refusal.OVER)));
    }

    @Test
    void a_newer_ticket_of_that_side_replaces_it() {
        assertThat(RelayPolicy.decide(facts(true, true, 1, true)))
                .isEqualTo(new Direct(Reason.SUPERSEDED));
    }

    @Test
    void a_ticket_is_good_for_ten_times() {
        assertThat(RelayPolicy.decide(facts(true, true, 10, false)))
                .isEqualTo(new Direct(Reason.NO_PROVIDER));
        assertThat(RelayPolicy.decide(facts(true, true, 11, false)))
                .isEqualTo(new Direct(Reason.USED_UP));
    }

    @Test
    void a_tenant_without_relay_goes_direct() {
        assertThat(RelayPolicy.decide(facts(true, false, 1, false)))
                .isEqualTo(new Direct(Reason.NOT_ENTITLED));
    }

    private static RelayFacts facts(boolean open, boolean relay, int redeemed, boolean superseded) {
        return new RelayFacts(
                open,
                new UUID(0, 1),
                new UUID(0, 2),
                "visitor",
                relay,
                redeemed,
                superseded,
                List.of("stun:stun.example:3478"));
    }
}
