package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Version 2.0.0: a message is a JSON array, a broadcast mostly a binary frame. Lengths in binary
 * frames are one byte, so nothing but the payload is longer than 255 bytes.
 */
record ProtocolTwo() implements Protocol {
    private static final int PUSH = 0;
    private static final int USER_BROADCAST_PUSH = 3;
    private static final int USER_BROADCAST = 4;
    private static final int MAX_LENGTH = 255;

    @Override
    public Optional<Envelope> decode(Frame frame) {
        return frame.kind() == Frame.Kind.TEXT
                ? Json.parse(frame.payload()).flatMap(ProtocolTwo::array)
                : binary(ByteBuffer.wrap(frame.payload()));
    }

    private static Optional<Envelope> array(JsonNode json) {
        if (!json.isArray() || json.size() < 5 || !json.path(3).isTextual()) {
            return Optional.empty();
        }
        return Optional.of(
                new Envelope(
                        json.path(0),
                        json.path(1),
                        json.path(2),
                        json.path(3).asText(),
                        new Envelope.JsonPayload(json.path(4))));
    }

    private static Optional<Envelope> binary(ByteBuffer in) {
        try {
            return switch (in.get()) {
                case USER_BROADCAST_PUSH -> userBroadcastPush(in);
                case PUSH -> push(in);
                default -> Optional.empty();
            };
        } catch (BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private static Optional<Envelope> userBroadcastPush(ByteBuffer in) {
        int[] lengths = lengths(in, 5);
        boolean isJson = in.get() != 0;
        JsonNode joinRef = text(in, lengths[0]);
        JsonNode ref = text(in, lengths[1]);
        JsonNode topic = text(in, lengths[2]);
        String event = text(in, lengths[3]).asText();
        byte[] meta = take(in, lengths[4]);
        Optional<JsonNode> metadata =
                meta.length == 0 ? Optional.of(Json.object()) : Json.parse(meta);
        byte[] payload = take(in, in.remaining());
        UserBroadcast broadcast = new UserBroadcast(event, isJson, payload, null);
        return metadata.map(known ->
                new Envelope(
                        joinRef,
                        ref,
                        topic,
                        "broadcast",
                        new Envelope.BinaryPayload(broadcast, known)));
    }

    /** Phoenix's own binary push: no client of ours sends it, and its payload is no map. */
    private static Optional<Envelope> push(ByteBuffer in) {
        int[] lengths = lengths(in, 4);
        return Optional.of(
                new Envelope(
                        text(in, lengths[0]),
                        text(in, lengths[1]),
                        text(in, lengths[2]),
                        text(in, lengths[3]).asText(),
                        new Envelope.JsonPayload(TextNode.valueOf(""))));
    }

    @Override
    public Frame message(
            JsonNode joinRef, JsonNode ref, JsonNode topic, String event, JsonNode payload) {
        ArrayNode json = Json.array();
        json.add(joinRef).add(ref).add(topic).add(event).add(payload);
        return new Frame(Frame.Kind.TEXT, Json.bytes(json));
    }

    @Override
    public Optional<Frame> broadcast(String topic, UserBroadcast broadcast) {
        byte[] on = topic.getBytes(StandardCharsets.UTF_8);
        byte[] event = broadcast.event().getBytes(StandardCharsets.UTF_8);
        byte[] meta = Protocol.metadata(broadcast).map(Json::bytes).orElse(new byte[0]);
        if (on.length > MAX_LENGTH || event.length > MAX_LENGTH || meta.length > MAX_LENGTH) {
            return Optional.empty();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(USER_BROADCAST);
        out.write(on.length);
        out.write(event.length);
        out.write(meta.length);
        out.write(broadcast.json() ? 1 : 0);
        out.writeBytes(on);
        out.writeBytes(event);
        out.writeBytes(meta);
        out.writeBytes(broadcast.payload());
        return Optional.of(new Frame(Frame.Kind.BINARY, out.toByteArray()));
    }

    private static int[] lengths(ByteBuffer in, int count) {
        int[] lengths = new int[count];
        for (int i = 0; i < count; i++) {
            lengths[i] = in.get() & 0xff;
        }
        return lengths;
    }

    private static JsonNode text(ByteBuffer in, int length) {
        return TextNode.valueOf(new String(take(in, length), StandardCharsets.UTF_8));
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
