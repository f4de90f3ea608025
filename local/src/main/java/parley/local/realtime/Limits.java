package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The limits and switches of a project; defaults are those of the Free plan and of a self-hosted
 * server.
 *
 * @param eventsPerSecond messages per second of the whole project, sends and deliveries counted
 * @param joinsPerSecond joins per second of the whole project
 * @param concurrentUsers sockets with at least one joined channel
 * @param channelsPerClient channels on one socket
 * @param payloadKb kilobytes of one broadcast (a kilobyte is 1000 bytes, plus 500 of grace)
 * @param presenceEventsPerSecond presence messages per second of the whole project
 * @param privateOnly public channels are refused
 * @param suspended nobody may connect
 */
public record Limits(
        int eventsPerSecond,
        int joinsPerSecond,
        int concurrentUsers,
        int channelsPerClient,
        int payloadKb,
        int presenceEventsPerSecond,
        boolean privateOnly,
        boolean suspended) {

    public static Limits defaults() {
        return new Limits(100, 100, 200, 100, 3000, 1000, false, false);
    }

    public Limits withEventsPerSecond(int limit) {
        return new Limits(
                limit,
                joinsPerSecond,
                concurrentUsers,
                channelsPerClient,
                payloadKb,
                presenceEventsPerSecond,
                privateOnly,
                suspended);
    }

    /** Takes over the fields of a {@code PATCH /api/tenants/:id} body's {@code tenant} object. */
    Limits patched(JsonNode tenant) {
        return new Limits(
                tenant.path("max_events_per_second").asInt(eventsPerSecond),
                tenant.path("max_joins_per_second").asInt(joinsPerSecond),
                tenant.path("max_concurrent_users").asInt(concurrentUsers),
                tenant.path("max_channels_per_client").asInt(channelsPerClient),
                tenant.path("max_payload_size_in_kb").asInt(payloadKb),
                tenant.path("max_presence_events_per_second").asInt(presenceEventsPerSecond),
                tenant.path("private_only").asBoolean(privateOnly),
                tenant.path("suspend").asBoolean(suspended));
    }

    /** Whether a term of this external size is over the payload limit. */
    boolean isTooLarge(long externalSize) {
        return externalSize > payloadKb * 1000L + 500;
    }
}
