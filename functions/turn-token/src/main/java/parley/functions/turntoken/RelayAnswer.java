package parley.functions.turntoken;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.core.relay.RelayDecision.Reason;
import parley.core.relay.RelayFacts;

/**
 * ICE servers for one side of one call; without a relay it says why.
 *
 * @param warning {@code budget_low}, or null
 * @param expiresIn seconds until the credential allocates no more
 * @param retryAfter seconds after which asking again makes sense, or null
 */
record RelayAnswer(
        boolean relay,
        @Nullable Reason reason,
        @Nullable String warning,
        int expiresIn,
        @Nullable Integer retryAfter,
        List<IceServer> iceServers) {
    RelayAnswer {
        iceServers = List.copyOf(iceServers);
    }

    static RelayAnswer direct(Reason reason, RelayFacts facts) {
        var later = facts.retryAfter() > 0 ? (Integer) facts.retryAfter() : null;
        return new RelayAnswer(false, reason, null, seconds(facts), later, stun(facts));
    }

    /** STUN first, then the relay's, in the order in which they are to be tried. */
    static RelayAnswer relayed(RelayFacts facts, boolean low, List<IceServer> servers) {
        var all = new ArrayList<>(stun(facts));
        all.addAll(servers);
        return new RelayAnswer(true, null, low ? "budget_low" : null, seconds(facts), null, all);
    }

    private static List<IceServer> stun(RelayFacts facts) {
        return facts.stun().isEmpty() ? List.of() : List.of(new IceServer.Stun(facts.stun()));
    }

    private static int seconds(RelayFacts facts) {
        return Math.ceilDiv(facts.lifeMs(), 1000);
    }
}
