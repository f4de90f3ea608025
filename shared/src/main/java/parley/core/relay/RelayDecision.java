package parley.core.relay;

import java.util.Locale;
import parley.core.Refused;

/** What a relay ticket is worth. A call goes on without a relay; only its end is a refusal. */
public sealed interface RelayDecision {
    /**
     * A credential may be made.
     *
     * @param lifeMs how long it allocates
     * @param reserved the worst case in bytes: the rate for all of its life
     * @param low this mint, or an earlier one, has nearly spent the month
     */
    record Mint(int lifeMs, long rate, long reserved, boolean low) implements RelayDecision {}

    /** STUN only, and why. */
    record Direct(Reason reason) implements RelayDecision {}

    /** Nobody was given this ticket. */
    record UnknownTicket() implements RelayDecision {}

    record Denied(Refused refused) implements RelayDecision {}

    /** Why there is no relay; each name is part of the contract (shared/protocol/README.md). */
    enum Reason {
        NOT_ENTITLED,
        VIDEO_NOT_RELAYED,
        NOT_RUNG,
        SUPERSEDED,
        USED_UP,
        TOO_MANY_REQUESTS,
        CALL_BUDGET_SPENT,
        MONTH_BUDGET_SPENT,
        NO_PROVIDER,
        PROVIDER_SLOW,
        PROVIDER_BUSY,
        PROVIDER_REFUSED,
        PROVIDER_FAILED,
        PROVIDER_GARBLED,
        PROVIDER_RESTING;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
