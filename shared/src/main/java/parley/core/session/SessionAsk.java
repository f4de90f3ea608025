package parley.core.session;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parley.core.Malformed;
import parley.core.PublicKey;

/** "Let me in": with nothing, with the secret we gave, or with a word from the host's backend. */
public record SessionAsk(String tenant, @Nullable Known session, @Nullable String hostToken) {
    public SessionAsk {
        if (!PublicKey.isSpelled(tenant)) throw new Malformed("tenant", "must be a tenant's key");
        if (session != null && hostToken != null)
            throw new Malformed("host_token", "must not come with a session");
    }

    /** A session is known by its secret; its id alone opens nothing. */
    public record Known(UUID id, String secret) {}
}
