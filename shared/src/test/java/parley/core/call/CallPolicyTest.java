package parley.core.call;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.core.Refused.because;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import parley.core.Refusal;
import parley.core.Refused;
import parley.core.call.CallDecision.Denied;
import parley.core.call.CallDecision.Granted;
import parley.core.call.CallDecision.GrantedAgain;
import parley.core.call.CallDecision.NotYours;
import parley.core.call.CallDecision.Over;
import parley.core.call.CallFacts.OwnCall;
import parley.core.call.CallFacts.ThisCall;

class CallPolicyTest {
    private static final UUID CALL = UUID.fromString("6f9619ff-8b86-4d01-b42d-00c04fc964ff");
    private static final String SHOP = "https://shop.example";

    /** Facts under which a call rings; each test spoils one of them. */
    private static final class Given {
        List<String> origins = List.of(SHOP);
        boolean voice = true;
        boolean video = true;
        boolean relay;
        boolean openNow = true;
        @Nullable String opensAt;
        int desks = 2;
        boolean blocked;
        int retryAfter;
        int openCalls = 3;
        @Nullable ThisCall thisCall;
        @Nullable OwnCall ownCall;

        CallFacts facts() {
            var tenant = new CallFacts.Tenant(new UUID(0, 1), origins, 20, openCalls);
            return new CallFacts(
                    tenant,
                    voice,
                    video,
                    relay,
                    openNow,
                    opensAt,
                    desks,
                    blocked,
                    retryAfter,
                    thisCall,
                    ownCall);
        }

        CallDecision decision() {
            return CallPolicy.decide(facts(), Media.AUDIO, SHOP);
        }
    }

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
        assertThat(CallPolicy.decide(given.facts(), Media.VIDEO, SHOP))
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
        given.origins = List.of(SHOP);
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
        assertThat(CallPolicy.decide(given.facts(), Media.VIDEO, SHOP))
                .isEqualTo(new Granted(false));
    }

    @Test
    void a_callback_needs_no_desk_and_no_hours() {
        given.desks = 0;
        given.openNow = false;
        given.openCalls = 20;
        assertThat(CallPolicy.decideCallback(given.facts(), SHOP))
                .isEqualTo(new CallbackDecision.Noted());
    }

    @Test
    void a_callback_passes_the_same_door() {
        given.retryAfter = 30;
        assertThat(CallPolicy.decideCallback(given.facts(), SHOP))
                .isEqualTo(
                        new CallbackDecision.Denied(
                                because(Refusal.TOO_MANY_REQUESTS).retryAfter(30)));
        given.retryAfter = 0;
        given.voice = false;
        assertThat(CallPolicy.decideCallback(given.facts(), SHOP))
                .isEqualTo(new CallbackDecision.Denied(Refused.because(Refusal.VOICE_NOT_ENABLED)));
    }

    private void assertNext(Refusal expected) {
        assertThat(CallPolicy.decide(given.facts(), Media.VIDEO, SHOP))
                .isInstanceOfSatisfying(
                        Denied.class, it -> assertThat(it.refused().why()).isEqualTo(expected));
    }

    private static Denied denied(Refusal why) {
        return new Denied(because(why));
    }
}
