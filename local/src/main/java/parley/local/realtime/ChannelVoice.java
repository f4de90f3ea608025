package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** How a channel speaks to its client. */
final class ChannelVoice {
    private final Socket socket;
    private final TextNode topic;
    private final JsonNode joinRef;

    ChannelVoice(Socket socket, String wireTopic, JsonNode joinRef) {
        this.socket = socket;
        this.topic = TextNode.valueOf(wireTopic);
        this.joinRef = joinRef;
    }

    /** Answers with the join reference of now, whatever the message carried. */
    void reply(Envelope to, String status, JsonNode response) {
        socket.send(socket.protocol.reply(to, joinRef, status, response));
    }

    /** A push of this channel: with its join reference and no reference of its own. */
    void push(String event, JsonNode payload) {
        socket.send(
                socket.protocol.message(joinRef, NullNode.getInstance(), topic, event, payload));
    }

    /** A message that every member of the room gets in the same form: without references. */
    void relay(String event, JsonNode payload) {
        JsonNode none = NullNode.getInstance();
        socket.send(socket.protocol.message(none, none, topic, event, payload));
    }

    void replayed(UserBroadcast message) {
        if (message.json()) {
            push("broadcast", Protocol.textForm(message));
        } else {
            socket.protocol.broadcast(topic.asText(), message).ifPresent(socket::send);
        }
    }

    void system(String status, String message) {
        ObjectNode payload = Json.object();
        payload.put("message", message).put("status", status);
        payload.put("extension", "system");
        payload.put("channel", topic.asText().substring("realtime:".length()));
        push("system", payload);
    }
}
