package parley.core.call;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the database knows when somebody asks for a call, read in one round trip. */
public record CallFacts(
        Tenant tenant,
        boolean voice,
        boolean video,
        boolean relay,
        boolean openNow,
        @Nullable String opensAt,
        int availableDesks,
        boolean blocked,
        int retryAfter,
        @Nullable ThisCall thisCall,
        @Nullable OwnCall ownCall) {

    public record Tenant(UUID id, List<String> allowedOrigins, int maxOpenCalls, int openCalls) {
        public Tenant {
            allowedOrigins = List.copyOf(allowedOrigins);
        }
    }

    /** The call that carries the asked id, if there is one already. */
    public record ThisCall(boolean mine, CallState state, int generation) {}

    /** The session's open call; silent if that page is gone and nobody hears it. */
    public record OwnCall(UUID callId, CallState state, int generation, boolean silent) {}
}
