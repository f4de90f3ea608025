package parley.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import parley.core.call.CallState;
import parley.core.relay.Kind;
import parley.core.relay.RelayDecision.Reason;

/** Names as the contract spells them. */
class NamesTest {
    @Test
    void they_are_written_small() {
        assertThat(CallState.RINGING).hasToString("ringing");
        assertThat(Kind.PROBE).hasToString("probe");
        assertThat(Reason.MONTH_BUDGET_SPENT).hasToString("month_budget_spent");
    }

    @Test
    void a_refusal_is_found_by_its_name() {
        assertThat(Refusal.named("tenant_busy")).isEqualTo(Refusal.TENANT_BUSY);
        assertThat(Refusal.named("over").status()).isEqualTo(410);
    }
}
