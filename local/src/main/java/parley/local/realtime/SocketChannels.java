package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Map;

/** The channels of one socket, and which of them a message is for. On the socket's thread only. */
final class SocketChannels {
    private final Socket socket;
    private final SocketJoin joining;
    private final Map<String, Channel> channels = new HashMap<>();

    SocketChannels(Socket socket) {
        this.socket = socket;
        this.joining = new SocketJoin(socket, this);
    }

    int count() {
        return channels.size();
    }

    void joined(Channel channel) {
        channels.put(channel.wireTopic, channel);
    }

    void orphan() {
        channels.values().forEach(Channel::orphan);
    }

    void message(Envelope message) {
        String topic = message.topic().asText();
        Channel channel = message.topic().isTextual() ? channels.get(topic) : null;
        if (topic.equals("phoenix") && message.isEvent("heartbeat")) {
            reply(message, NullNode.getInstance(), "ok", Json.object());
        } else if (message.isEvent("phx_join") && topic.startsWith("realtime:")) {
            if (channel != null) {
                replace(channel);
            }
            joining.join(message);
        } else if (channel == null) {
            unmatched(message);
        } else if (!message.isEvent("phx_leave") || isOfJoin(message, channel)) {
            channel.receive(message);
        }
    }

    /** A leave with an older join's reference has raced a close, and is not answered. */
    private static boolean isOfJoin(Envelope leave, Channel channel) {
        return channel.joinRef.isNull() || channel.joinRef.equals(leave.joinRef());
    }

    private void unmatched(Envelope message) {
        if (message.isEvent("phx_leave")) {
            reply(message, message.joinRef(), "ok", Json.object());
            return;
        }
        ObjectNode reason = Json.object();
        reason.put("reason", "unmatched topic");
        reply(message, NullNode.getInstance(), "error", reason);
    }

    private void reply(Envelope to, JsonNode joinRef, String status, JsonNode response) {
        socket.write(socket.protocol.reply(to, joinRef, status, response));
    }

    /** The topic is joined anew: the old channel's end is told after the new one's answer. */
    private void replace(Channel old) {
        old.replace();
        channels.remove(old.wireTopic);
        socket.send(endOf(old, true));
    }

    void ended(Channel channel, boolean graceful) {
        if (channels.remove(channel.wireTopic, channel)) {
            socket.write(endOf(channel, graceful));
        }
    }

    private Frame endOf(Channel channel, boolean graceful) {
        return socket.protocol.message(
                channel.joinRef,
                channel.joinRef,
                TextNode.valueOf(channel.wireTopic),
                graceful ? "phx_close" : "phx_error",
                Json.object());
    }

    /** Tells every channel that the server is about to close the socket. */
    void announceDisconnect() {
        JsonNode none = NullNode.getInstance();
        ObjectNode payload = Json.object();
        payload.put("message", "Server requested disconnect");
        payload.put("status", "ok").put("extension", "system");
        for (String topic : channels.keySet()) {
            TextNode on = TextNode.valueOf(topic);
            socket.write(socket.protocol.message(none, none, on, "system", payload));
        }
    }
}
