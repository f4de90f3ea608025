package parley.core.relay;

import java.util.List;
import java.util.UUID;
import parley.core.call.Media;

/**
 * What the database knows of the call behind a relay ticket.
 *
 * @param rung a desk has acknowledged the ring: before that nobody is there to talk to
 * @param probeOpen the call failed a moment ago, so a probe's ticket holds
 * @param rate bytes a second, both ways together, that this call's media may relay
 * @param callBytes what the call's credentials are charged so far, worst cases included
 * @param monthBytes the same for the tenant's month
 * @param retryAfter seconds, 0 when this side may ask now
 */
public record RelayFacts(
        Kind kind,
        boolean callOpen,
        UUID tenantId,
        UUID callId,
        String side,
        Media media,
        boolean relay,
        boolean relayVideo,
        boolean rung,
        boolean probeOpen,
        int redeemed,
        int redeemedMost,
        boolean superseded,
        int retryAfter,
        long rate,
        int lifeMs,
        long callBytes,
        long callBudget,
        long monthBytes,
        long monthBudget,
        int lowPercent,
        List<String> stun) {
    public RelayFacts {
        stun = List.copyOf(stun);
    }
}
