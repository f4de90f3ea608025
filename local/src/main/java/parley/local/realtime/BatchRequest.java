package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a batch broadcast, looked through.
 *
 * @param errors what is wrong, as the 422 answer's {@code messages}; null if nothing is
 */
record BatchRequest(List<Item> messages, @Nullable ArrayNode errors) {
    static final String TOO_LARGE = "Payload size exceeds tenant limit";
    static final String BLANK = "can't be blank";
    private static final String INVALID = "is invalid";

    /**
     * One message.
     *
     * @param payload what members get: event, payload, type and perhaps meta
     */
    record Item(RoomKey room, JsonNode payload) {}

    static BatchRequest of(JsonNode body, Limits limits) {
        JsonNode messages = body.path("messages");
        if (!messages.isArray()) {
            String error = messages.isMissingNode() || messages.isNull() ? BLANK : INVALID;
            return new BatchRequest(List.of(), Json.array().add(error));
        }
        if (messages.isEmpty()) {
            return new BatchRequest(List.of(), Json.array().add(BLANK));
        }
        List<Item> items = new ArrayList<>();
        ArrayNode errors = Json.array();
        boolean bad = false;
        for (JsonNode message : messages) {
            if (!message.isObject()) {
                return new BatchRequest(List.of(), Json.array().add(INVALID));
            }
            ObjectNode wrong = wrong(message, limits);
            bad |= !wrong.isEmpty();
            errors.add(wrong);
            items.add(item(message));
        }
        return new BatchRequest(items, bad ? errors : null);
    }

    private static ObjectNode wrong(JsonNode message, Limits limits) {
        ObjectNode wrong = Json.object();
        for (String name : List.of("topic", "event")) {
            JsonNode value = message.path(name);
            if (value.isMissingNode() || value.isNull() || value.asText().isBlank()) {
                wrong.putArray(name).add(BLANK);
            } else if (!value.isTextual()) {
                wrong.putArray(name).add(INVALID);
            }
        }
        if (!message.path("id").isMissingNode() && !isTextOrNull(message.path("id"))) {
            wrong.putArray("id").add(INVALID);
        }
        if (isPrivate(message.path("private")).isEmpty()) {
            wrong.putArray("private").add(INVALID);
        }
        JsonNode payload = message.path("payload");
        if (payload.isMissingNode() || payload.isNull()) {
            wrong.putArray("payload").add(BLANK);
        } else if (!payload.isObject()) {
            wrong.putArray("payload").add(INVALID);
        } else if (limits.isTooLarge(ErlangSize.ofJson(payload))) {
            wrong.putArray("payload").add(TOO_LARGE);
        }
        return wrong;
    }

    private static boolean isTextOrNull(JsonNode value) {
        return value.isTextual() || value.isNull();
    }

    /** As the server casts a boolean; empty if it cannot. */
    private static Optional<Boolean> isPrivate(JsonNode value) {
        boolean empty = value.isTextual() && value.asText().isEmpty();
        if (empty || value.isMissingNode() || value.isNull()) {
            return Optional.of(false);
        }
        return switch (value.isBoolean() || value.isTextual() ? value.asText() : "") {
            case "true", "1" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Item item(JsonNode message) {
        ObjectNode payload = Json.object();
        payload.set("event", message.path("event"));
        payload.set("payload", message.path("payload"));
        payload.put("type", "broadcast");
        if (message.path("id").isTextual()) {
            payload.withObjectProperty("meta").set("id", message.path("id"));
        }
        return new Item(
                new RoomKey(
                        isPrivate(message.path("private")).orElse(false),
                        message.path("topic").asText()),
                payload);
    }
}
