package parley.functions.visitorsession;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a visitor gets; a session that his host vouched for has no secret of ours. */
record SessionAnswer(String token, long expiresIn, Session session, UUID visitorId, UUID tenantId) {
    record Session(UUID id, @Nullable String secret) {}
}
