package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The two protocol versions: how envelopes are written and read. */
sealed interface Protocol permits ProtocolOne, ProtocolTwo {

    /** The version a {@code vsn} parameter asks for; absent means 1.0.0, unknown has none. */
    static Optional<Protocol> named(@Nullable String vsn) {
        if (vsn == null || vsn.startsWith("1.0.")) {
            return Optional.of(new ProtocolOne());
        }
        return vsn.startsWith("2.0.") ? Optional.of(new ProtocolTwo()) : Optional.empty();
    }

    /** What a client sent, or nothing if it is no message: then it is ignored. */
    Optional<Envelope> decode(Frame frame);

    /** One text message; JSON null for references that are not there. */
    Frame message(JsonNode joinRef, JsonNode ref, JsonNode topic, String event, JsonNode payload);

    /** A binary broadcast for this version, or nothing if this version cannot carry it. */
    Optional<Frame> broadcast(String topic, UserBroadcast broadcast);

    default Frame reply(Envelope to, JsonNode joinRef, String status, JsonNode response) {
        ObjectNode payload = Json.object();
        payload.put("status", status);
        payload.set("response", response);
        return message(joinRef, to.ref(), to.topic(), "phx_reply", payload);
    }

    /** A message as the members of a room get it. */
    default Optional<Frame> delivery(String topic, Message message) {
        JsonNode none = NullNode.getInstance();
        JsonNode on = TextNode.valueOf(topic);
        return switch (message) {
            case UserBroadcast binary -> broadcast(topic, binary);
            case Message.JsonBroadcast(JsonNode payload) when !payload.isObject() ->
                    throw new IllegalArgumentException(
                            "expected broadcasted payload to be a map, got: " + payload);
            case Message.JsonBroadcast(JsonNode payload) ->
                    Optional.of(message(none, none, on, "broadcast", payload));
            case Message.PresenceDiff(JsonNode payload) ->
                    Optional.of(message(none, none, on, "presence_diff", payload));
        };
    }

    /** The text form of a broadcast: its payload is passed on letter by letter. */
    static ObjectNode textForm(UserBroadcast broadcast) {
        ObjectNode payload = Json.object();
        payload.put("event", broadcast.event());
        metadata(broadcast).ifPresent(meta -> payload.set("meta", meta));
        payload.putRawValue(
                "payload", new RawValue(new String(broadcast.payload(), StandardCharsets.UTF_8)));
        payload.put("type", "broadcast");
        return payload;
    }

    static Optional<JsonNode> metadata(UserBroadcast broadcast) {
        String id = broadcast.rowId();
        if (id == null) {
            return Optional.empty();
        }
        ObjectNode meta = Json.object();
        meta.put("id", id);
        if (broadcast.replayed()) {
            meta.put("replayed", true);
        }
        return Optional.of(meta);
    }
}
