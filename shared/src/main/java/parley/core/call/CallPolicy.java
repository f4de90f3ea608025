package parley.core.call;

import static parley.core.Refused.because;

import org.jspecify.annotations.Nullable;
import parley.core.Origins;
import parley.core.Refusal;
import parley.core.Refused;
import parley.core.call.CallFacts.OwnCall;
import parley.core.call.CallFacts.ThisCall;

/** The rules of asking for a call, in the order in which they are told. */
public final class CallPolicy {
    /** A busy tenant frees a line when some call ends: sooner than half a minute is hope. */
    static final int BUSY_SECONDS = 30;

    private CallPolicy() {}

    public static CallDecision decide(CallFacts facts, Media media, @Nullable String origin) {
        if (facts.thisCall() instanceof ThisCall(boolean mine, CallState state, _)) {
            if (!mine) return new CallDecision.NotYours();
            return state == CallState.ENDED
                    ? new CallDecision.Over()
                    : new CallDecision.GrantedAgain(facts.relay());
        }
        var refused = atTheDoor(facts, origin);
        if (refused == null) refused = inTheRoom(facts, media);
        return refused == null
                ? new CallDecision.Granted(facts.relay())
                : new CallDecision.Denied(refused);
    }

    /** A callback needs no free desk and no open hours: it is for when there are none. */
    public static CallbackDecision decideCallback(CallFacts facts, @Nullable String origin) {
        var refused = atTheDoor(facts, origin);
        return refused == null
                ? new CallbackDecision.Noted()
                : new CallbackDecision.Denied(refused);
    }

    private static @Nullable Refused atTheDoor(CallFacts facts, @Nullable String origin) {
        if (!Origins.allow(facts.tenant().allowedOrigins(), origin))
            return because(Refusal.ORIGIN_NOT_ALLOWED);
        if (facts.retryAfter() > 0)
            return because(Refusal.TOO_MANY_REQUESTS).retryAfter(facts.retryAfter());
        if (facts.blocked()) return because(Refusal.BLOCKED);
        if (!facts.voice()) return because(Refusal.VOICE_NOT_ENABLED);
        return null;
    }

    private static @Nullable Refused inTheRoom(CallFacts facts, Media media) {
        if (media == Media.VIDEO && !facts.video()) return because(Refusal.VIDEO_NOT_ENABLED);
        var own = facts.ownCall();
        if (own != null && !own.silent()) return alreadyIn(own);
        if (!facts.openNow())
            return because(Refusal.OUTSIDE_HOURS).with("opens_at", facts.opensAt());
        if (facts.availableDesks() == 0) return because(Refusal.NOBODY_AVAILABLE);
        if (facts.tenant().openCalls() >= facts.tenant().maxOpenCalls())
            return because(Refusal.TENANT_BUSY).retryAfter(BUSY_SECONDS);
        return null;
    }

    /** Names the call, so that a reloaded page can take it up again. */
    private static Refused alreadyIn(OwnCall own) {
        return because(Refusal.ALREADY_IN_CALL)
                .with("call_id", own.callId())
                .with("state", own.state())
                .with("generation", own.generation());
    }
}
