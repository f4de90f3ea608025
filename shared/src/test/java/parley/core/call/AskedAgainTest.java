package parley.core.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import parley.core.call.CallDecision.GrantedAgain;
import parley.core.call.CallDecision.NotYours;
import parley.core.call.CallDecision.Over;
import parley.core.call.CallFacts.OwnCall;
import parley.core.call.CallFacts.ThisCall;

/** The call's id is there already. */
class AskedAgainTest {
    private static final UUID CALL = UUID.fromString("6f9619ff-8b86-4d01-b42d-00c04fc964ff");

    private final Given given = new Given();

    @Test
    void asking_twice_for_one_call_is_one_call_whatever_has_changed_since() {
        given.thisCall = new ThisCall(true, CallState.RINGING, 0);
        given.ownCall = new OwnCall(CALL, CallState.RINGING, 0, false);
        given.voice = false;
        given.blocked = true;
        given.desks = 0;
        given.retryAfter = 30;
        assertThat(given.decision()).isEqualTo(new GrantedAgain(false));
    }

    @Test
    void asking_for_a_call_that_has_ended_is_told_so() {
        given.thisCall = new ThisCall(true, CallState.ENDED, 0);
        assertThat(given.decision()).isEqualTo(new Over());
    }

    @Test
    void somebody_elses_call_is_not_yours_whatever_its_state() {
        for (var state : CallState.values()) {
            given.thisCall = new ThisCall(false, state, 0);
            assertThat(given.decision()).isEqualTo(new NotYours());
        }
    }
}
