package parley.core.session;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parley.core.Refused;

/** How a visitor comes in, or does not. */
public sealed interface SessionDecision {
    /** A new session of ours, with a new secret. */
    record Started() implements SessionDecision {}

    /** He showed the secret of this session. */
    record Renewed(UUID session, UUID visitor) implements SessionDecision {}

    /** The host vouched; {@code visitor} is null when we have not met him. */
    record Vouched(UUID session, @Nullable UUID visitor, @Nullable String name)
            implements SessionDecision {}

    /** The secret is not this session's, or its thirty days are over. */
    record WrongSecret() implements SessionDecision {}

    /** The host's word is forged, expired or too long-lived. */
    record NotVouched() implements SessionDecision {}

    record Denied(Refused refused) implements SessionDecision {}
}
