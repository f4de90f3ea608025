package parley.functions.turntoken;

import parley.core.Malformed;
import parley.core.relay.RelayDecision.Reason;
import parley.edge.Unavailable;
import parley.edge.json.Json;
import parley.edge.secret.Secrets;

/** The provider's secret, read at each use: a rotated one arrives without a deploy. */
final class ProviderSecret {
    private static final String SETTING = "PARLEY_RELAY_SECRET";

    private final Secrets secrets;

    ProviderSecret(Secrets secrets) {
        this.secrets = secrets;
    }

    String text(String name) throws ProviderTrouble {
        try {
            var value = Json.parse(secrets.named(SETTING)).text(name);
            if (value == null || value.isBlank())
                throw new ProviderTrouble(Reason.PROVIDER_REFUSED);
            return value;
        } catch (Unavailable | Malformed | IllegalStateException e) {
            throw new ProviderTrouble(Reason.PROVIDER_FAILED);
        }
    }

    /** The provider says it is wrong by now. */
    void forget() {
        secrets.forget(SETTING);
    }
}
