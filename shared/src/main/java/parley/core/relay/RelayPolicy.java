package parley.core.relay;

import org.jspecify.annotations.Nullable;
import parley.core.Refusal;
import parley.core.Refused;
import parley.core.call.Media;
import parley.core.relay.RelayDecision.Direct;
import parley.core.relay.RelayDecision.Reason;

/**
 * May this side have a credential now? A ticket holds while its call does, for the newest ticket of
 * its side, a few times; and a credential's worst case must fit into what call and month have left.
 */
public final class RelayPolicy {
    private RelayPolicy() {}

    public static RelayDecision decide(@Nullable RelayFacts facts) {
        if (facts == null) return new RelayDecision.UnknownTicket();
        var open = facts.kind() == Kind.PROBE ? facts.probeOpen() : facts.callOpen();
        if (!open) return new RelayDecision.Denied(Refused.because(Refusal.OVER));
        var reason = ofTheTicket(facts);
        if (reason == null && facts.kind() == Kind.CALL) reason = ofThePlan(facts);
        return reason == null ? mint(facts) : new Direct(reason);
    }

    private static @Nullable Reason ofTheTicket(RelayFacts facts) {
        if (facts.superseded()) return Reason.SUPERSEDED;
        if (facts.redeemed() >= facts.redeemedMost()) return Reason.USED_UP;
        return facts.retryAfter() > 0 ? Reason.TOO_MANY_REQUESTS : null;
    }

    /** A probe asks none of this: it is how a tenant without a relay learns what one would do. */
    private static @Nullable Reason ofThePlan(RelayFacts facts) {
        if (!facts.relay()) return Reason.NOT_ENTITLED;
        if (facts.media() == Media.VIDEO && !facts.relayVideo()) return Reason.VIDEO_NOT_RELAYED;
        if (!facts.rung()) return Reason.NOT_RUNG;
        long reserved = worstCase(facts);
        if (facts.monthBytes() + reserved > facts.monthBudget()) return Reason.MONTH_BUDGET_SPENT;
        return facts.callBytes() + reserved > facts.callBudget() ? Reason.CALL_BUDGET_SPENT : null;
    }

    private static RelayDecision mint(RelayFacts facts) {
        long reserved = worstCase(facts);
        boolean low =
                facts.kind() == Kind.CALL
                        && (facts.monthBytes() + reserved) * 100
                                >= facts.monthBudget() * facts.lowPercent();
        return new RelayDecision.Mint(facts.lifeMs(), facts.rate(), reserved, low);
    }

    private static long worstCase(RelayFacts facts) {
        return Math.ceilDiv(facts.rate() * facts.lifeMs(), 1000L);
    }
}
