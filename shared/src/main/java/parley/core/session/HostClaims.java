package parley.core.session;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parley.core.Shown;

/** What a host's backend vouches for: this chat session is a visitor of mine. */
public record HostClaims(UUID session, @Nullable String name) {
    public HostClaims {
        name = Shown.cut(name, 80);
    }
}
