package parley.core.relay;

import org.jspecify.annotations.Nullable;
import parley.core.Refusal;
import parley.core.Refused;
import parley.core.relay.RelayDecision.Direct;
import parley.core.relay.RelayDecision.Reason;

/** A ticket holds while its call does, for the newest ticket of its side, ten times. */
public final class RelayPolicy {
    static final int REDEEMED_AT_MOST = 10;

    private RelayPolicy() {}

    public static RelayDecision decide(@Nullable RelayFacts facts) {
        if (facts == null) return new RelayDecision.UnknownTicket();
        if (!facts.callOpen()) return new RelayDecision.Denied(Refused.because(Refusal.OVER));
        if (facts.superseded()) return new Direct(Reason.SUPERSEDED);
        if (facts.redeemed() > REDEEMED_AT_MOST) return new Direct(Reason.USED_UP);
        if (!facts.relay()) return new Direct(Reason.NOT_ENTITLED);
        return new Direct(Reason.NO_PROVIDER);
    }
}
