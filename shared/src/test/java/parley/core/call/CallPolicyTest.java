package parley.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.core.Refused.because;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import parley.core.Refusal;
import parley.core.call.CallDecision.Denied;
import parley.core.call.CallDecision.Granted;
import parley.core.call.CallFacts.OwnCall;

class CallPolicyTest {
    private static final UUID CALL = UUID.fromString("6f9619ff-8b86-4d01-b42d-00c04fc964ff");

    private final Given given = new Given();

    @Test
    void a_free_desk_of_an_entitled_tenant_rings() {
        assertThat(given.decision()).isEqualTo(new Granted(false));
    }

    @Test
    void an_entitled_relay_comes_with_the_grant() {
        given.relay = true;
        assertThat(given.decision()).isEqualTo(new Granted(true));
    }

    @Test
    void a_tenant_without_voice_is_refused() {
        given.voice = false;
        assertThat(given.decision()).isEqualTo(denied(Refusal.VOICE_NOT_ENABLED));
    }

    @Test
    void video_without_video_is_refused_and_audio_is_not() {
        given.video = false;
        assertThat(CallPolicy.decide(given.facts(), Media.VIDEO, Given.SHOP))
                .isEqualTo(denied(Refusal.VIDEO_NOT_ENABLED));
        assertThat(given.decision()).isEqualTo(new Granted(false));
    }

    @Test
    void nobody_there_is_refused() {
        given.desks = 0;
        assertThat(given.decision()).isEqualTo(denied(Refusal.NOBODY_AVAILABLE));
    }

    @Test
    void outside_the_hours_the_next_opening_is_told() {
        given.openNow = false;
        given.desks = 0;
        given.opensAt = "2026-11-23T09:00:00+01:00";
        assertThat(given.decision())
                .isEqualTo(
                        new Denied(
                                because(Refusal.OUTSIDE_HOURS)
                                        .with("opens_at", "2026-11-23T09:00:00+01:00")));
    }

    @Test
    void a_tenant_with_all_lines_taken_is_busy() {
        given.openCalls = 20;
        assertThat(given.decision())
                .isEqualTo(new Denied(because(Refusal.TENANT_BUSY).retryAfter(30)));
    }

    @Test
    void a_call_while_in_a_call_names_the_call() {
        given.ownCall = new OwnCall(CALL, CallState.CONNECTED, 1, false);
        assertThat(given.decision())
                .isEqualTo(
                        new Denied(
                                because(Refusal.ALREADY_IN_CALL)
                                        .with("call_id", CALL)
                                        .with("state", CallState.CONNECTED)
                                        .with("generation", 1)));
    }

    @Test
    void a_call_left_behind_by_a_dead_page_is_in_nobodys_way() {
        given.ownCall = new OwnCall(CALL, CallState.CONNECTED, 1, true);
        assertThat(given.decision()).isEqualTo(new Granted(false));
    }

    @Test
    void reasons_are_told_in_their_order() {
        given.origins = List.of("https://elsewhere.example");
        given.retryAfter = 7;
        given.blocked = true;
        given.voice = false;
        given.video = false;
        given.ownCall = new OwnCall(CALL, CallState.RINGING, 0, false);
        given.openNow = false;
        given.desks = 0;
        given.openCalls = 20;

        assertNext(Refusal.ORIGIN_NOT_ALLOWED);
        given.origins = List.of(Given.SHOP);
        assertNext(Refusal.TOO_MANY_REQUESTS);
        given.retryAfter = 0;
        assertNext(Refusal.BLOCKED);
        given.blocked = false;
        assertNext(Refusal.VOICE_NOT_ENABLED);
        given.voice = true;
        assertNext(Refusal.VIDEO_NOT_ENABLED);
        given.video = true;
        assertNext(Refusal.ALREADY_IN_CALL);
        given.ownCall = null;
        assertNext(Refusal.OUTSIDE_HOURS);
        given.openNow = true;
        assertNext(Refusal.NOBODY_AVAILABLE);
        given.desks = 1;
        assertNext(Refusal.TENANT_BUSY);
        given.openCalls = 19;
        assertThat(CallPolicy.decide(given.facts(), Media.VIDEO, Given.SHOP))
                .isEqualTo(new Granted(false));
    }

    private void assertNext(Refusal expected) {
        assertThat(CallPolicy.decide(given.facts(), Media.VIDEO, Given.SHOP))
                .isInstanceOfSatisfying(
                        Denied.class, it -> assertThat(it.refused().why()).isEqualTo(expected));
    }

    private static Denied denied(Refusal why) {
        return new Denied(because(why));
    }
}
