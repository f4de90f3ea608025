package parley.core.relay;

import java.util.List;
import java.util.UUID;

/** What the database knows of the call behind a relay ticket; {@code redeemed} counts this time. */
public record RelayFacts(
        boolean callOpen,
        UUID tenantId,
        UUID callId,
        String side,
        boolean relay,
        int redeemed,
        boolean superseded,
        List<String> stun) {
    public RelayFacts {
        stun = List.copyOf(stun);
    }
}
