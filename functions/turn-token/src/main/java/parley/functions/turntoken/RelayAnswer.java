package parley.functions.turntoken;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.core.relay.RelayDecision.Reason;

/** ICE servers for one side of one call; without a relay it says why. */
record RelayAnswer(
        boolean relay, @Nullable Reason reason, int expiresIn, List<IceServer> iceServers) {
    private static final int LIFE_SECONDS = 300;

    record IceServer(List<String> urls) {}

    static RelayAnswer direct(Reason reason, List<String> stun) {
        return new RelayAnswer(false, reason, LIFE_SECONDS, List.of(new IceServer(stun)));
    }
}
