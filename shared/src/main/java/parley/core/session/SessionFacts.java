package parley.core.session;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the database knows when a visitor wants in. */
public record SessionFacts(
        Tenant tenant, @Nullable Session session, int retryAfter, List<String> hostKeys) {
    public SessionFacts {
        hostKeys = List.copyOf(hostKeys);
    }

    public record Tenant(UUID id, List<String> allowedOrigins) {
        public Tenant {
            allowedOrigins = List.copyOf(allowedOrigins);
        }
    }

    /** A host's own chat session has no visitor until it first comes here. */
    public record Session(UUID id, @Nullable UUID visitorId, boolean secretOk) {}
}
