package parley.functions.turntoken;

import parley.core.relay.RelayDecision.Reason;

/**
 * A provider gave no credential. It carries a name only: messages of its library quote accounts.
 */
final class ProviderTrouble extends Exception {
    private final Reason reason;

    ProviderTrouble(Reason reason) {
        super(reason.toString());
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
