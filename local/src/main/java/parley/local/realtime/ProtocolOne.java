package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Objects;
import java.util.Optional;

/** Version 1.0.0: every message is a JSON object. */
record ProtocolOne() implements Protocol {
    @Override
    public Optional<Envelope> decode(Frame frame) {
        // Text or binary: this version does not look.
        return Json.parse(frame.payload())
                .filter(json -> json.has("topic") && json.has("payload") && json.has("ref"))
                .filter(json -> json.path("event").isTextual())
                .map(json ->
                        new Envelope(
                                Objects.requireNonNullElse(
                                        json.get("join_ref"), NullNode.getInstance()),
                                json.path("ref"),
                                json.path("topic"),
                                json.path("event").asText(),
                                new Envelope.JsonPayload(json.path("payload"))));
    }

    @Override
    public Frame message(
            JsonNode joinRef, JsonNode ref, JsonNode topic, String event, JsonNode payload) {
        ObjectNode json = Json.object();
        json.set("ref", ref);
        json.set("topic", topic);
        json.put("event", event);
        json.set("payload", payload);
        return new Frame(Frame.Kind.TEXT, Json.bytes(json));
    }

    /** Raw bytes have no form here: they are not delivered. */
    @Override
    public Optional<Frame> broadcast(String topic, UserBroadcast broadcast) {
        if (!broadcast.json()) {
            return Optional.empty();
        }
        JsonNode none = NullNode.getInstance();
        return Optional.of(
                message(
                        none,
                        none,
                        TextNode.valueOf(topic),
                        "broadcast",
                        Protocol.textForm(broadcast)));
    }
}
