package parley.local.prove.lifecycles;

import java.util.List;
import java.util.Random;
import java.util.UUID;

/** The people of one lane and the pages they hold open. */
record Pages(UUID tenant, UUID session, UUID visitor, List<UUID> visitorPages, List<Agent> agents) {

    /** An agent with two pages. */
    record Agent(UUID id, List<UUID> pages) {
        String claims() {
            return "{\"iss\":\"https://auth.example\",\"role\":\"authenticated\",\"sub\":\""
                    + id
                    + "\"}";
        }
    }

    static UUID uuid(Random random) {
        return new UUID(
                (random.nextLong() & ~0xf000L) | 0x4000L,
                (random.nextLong() >>> 2) | Long.MIN_VALUE);
    }

    /** Fresh pages of the same people; a life begins with nobody in a call. */
    static Pages of(Random random, UUID tenant, List<UUID> agents) {
        return new Pages(
                tenant,
                uuid(random),
                uuid(random),
                List.of(uuid(random), uuid(random)),
                agents.stream()
                        .map(id -> new Agent(id, List.of(uuid(random), uuid(random))))
                        .toList());
    }

    String visitorClaims() {
        return "{\"iss\":\""
                + Server.ISSUER
                + "\",\"role\":\"anon\",\"sub\":\""
                + visitor
                + "\",\"tenant_id\":\""
                + tenant
                + "\",\"chat_session_id\":\""
                + session
                + "\"}";
    }
}
