package parley.core.relay;

import java.util.Locale;
import parley.core.Refused;

/** What a relay ticket is worth. A call goes on without a relay; only its end is a refusal. */
public sealed interface RelayDecision {
    /** STUN only, and why. */
    record Direct(Reason reason) implements RelayDecision {}

    /** Nobody was given this ticket. */
    record UnknownTicket() implements RelayDecision {}

    record Denied(Refused refused) implements RelayDecision {}

    enum Reason {
        NOT_ENTITLED,
        SUPERSEDED,
        USED_UP,
        NO_PROVIDER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
