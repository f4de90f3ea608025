package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a join asks for. What cannot be read falls back to its default, as on the real server, which
 * logs it and goes on.
 *
 * @param self own broadcasts come back
 * @param ack broadcasts are answered
 * @param replay the {@code replay} object if the key is there
 */
record JoinConfig(
        boolean isPrivate,
        boolean self,
        boolean ack,
        boolean replicationReady,
        boolean presence,
        String presenceKey,
        Optional<JsonNode> replay) {

    static JoinConfig of(JsonNode params) {
        JsonNode config = params.path("config");
        JsonNode broadcast = config.path("broadcast");
        JsonNode key = config.path("presence").path("key");
        return new JoinConfig(
                isTrue(config.path("private")),
                isTrue(broadcast.path("self")),
                isTrue(broadcast.path("ack")),
                isTrue(broadcast.path("replication_ready")),
                isTrue(config.path("presence").path("enabled")),
                key.isTextual() && !key.asText().isEmpty()
                        ? key.asText()
                        : UUID.randomUUID().toString(),
                Optional.ofNullable(broadcast.get("replay")));
    }

    private static boolean isTrue(JsonNode value) {
        return value.isBoolean() ? value.asBoolean() : "true".equalsIgnoreCase(value.asText());
    }

    /** The token a join brings; null if it brings none, or a publishable key. */
    static @Nullable String token(JsonNode params) {
        String access = text(params, "access_token");
        String user = text(params, "user_token");
        String first = access == null ? user : access;
        if (first != null && first.startsWith("sb_")) {
            return null;
        }
        return user == null ? access : user;
    }

    private static @Nullable String text(JsonNode params, String name) {
        JsonNode value = params.path(name);
        return value.isTextual() ? value.asText() : null;
    }
}
