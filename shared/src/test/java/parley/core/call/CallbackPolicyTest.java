package parley.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.core.Refused.because;
import static parley.core.call.Given.SHOP;

import org.junit.jupiter.api.Test;
import parley.core.Refusal;
import parley.core.call.CallbackDecision.Denied;
import parley.core.call.CallbackDecision.Noted;

class CallbackPolicyTest {
    private final Given given = new Given();

    @Test
    void a_callback_needs_no_desk_and_no_hours() {
        given.desks = 0;
        given.openNow = false;
        given.openCalls = 20;
        assertThat(CallPolicy.decideCallback(given.facts(), SHOP)).isEqualTo(new Noted());
    }

    @Test
    void a_callback_passes_the_same_door() {
        given.retryAfter = 30;
        assertThat(CallPolicy.decideCallback(given.facts(), SHOP))
                .isEqualTo(new Denied(because(Refusal.TOO_MANY_REQUESTS).retryAfter(30)));
        given.retryAfter = 0;
        given.voice = false;
        assertThat(CallPolicy.decideCallback(given.facts(), SHOP))
                .isEqualTo(new Denied(because(Refusal.VOICE_NOT_ENABLED)));
    }
}
