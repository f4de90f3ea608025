package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.LongUnaryOperator;

/** The client's words, as they were recorded. */
final class Speech {
    private Speech() {}

    /**
     * A request with its head as sent; the recorder's proxy changed Host and Connection, so do we.
     */
    static String request(Recording.Line line) {
        StringBuilder request = new StringBuilder();
        boolean upgrade =
                line.json().path("head").toString().toLowerCase(Locale.ROOT).contains("upgrade");
        for (JsonNode header : line.json().path("head")) {
            String text = header.asText();
            String name = text.split(":", 2)[0].toLowerCase(Locale.ROOT);
            if (name.equals("host")) {
                String tenant = line.text("who").equals("unknown-tenant") ? "nobody" : "127";
                text = "Host: " + tenant + ".0.0.1";
            } else if (name.equals("connection") && !upgrade) {
                text = "connection: close";
            }
            request.append(text).append("\r\n");
        }
        return request.append("\r\n").append(line.text("body")).toString();
    }

    static void say(
            RawClient client,
            Recording recording,
            Recording.Line line,
            LongUnaryOperator rebasedTime) {
        switch (line.text("op")) {
            case "text" -> client.frame(1, text(recording, line, rebasedTime));
            case "binary" -> client.frame(2, binary(line));
            case "close" -> client.frame(8, close(line));
            case "ping" -> client.frame(9, new byte[0]);
            default -> throw new IllegalStateException(line.text("op"));
        }
    }

    private static byte[] text(
            Recording recording, Recording.Line line, LongUnaryOperator rebasedTime) {
        if (recording.number() == 82
                && line.text("who").equals("invalid utf-8 in text")
                && line.text("text").startsWith("\ufffd")) {
            // The recording shows what the recorder could read of the bytes.
            return new byte[] {(byte) 0xff, (byte) 0xfe};
        }
        byte[] text = line.text("text").getBytes(StandardCharsets.UTF_8);
        JsonNode json = Json.parse(text).orElseGet(Json::object);
        if (json.path(4).path("config").path("broadcast").path("replay")
                instanceof ObjectNode replay) {
            replay.put("since", rebasedTime.applyAsLong(replay.path("since").asLong()));
            return Json.bytes(json);
        }
        return text;
    }

    private static byte[] binary(Recording.Line line) {
        if (!line.json().has("len")) {
            return Base64.getDecoder().decode(line.text("b64"));
        }
        // Recorded by head, length and hash: the rest repeats the payload's one letter.
        byte[] head = Base64.getDecoder().decode(line.text("b64_head"));
        byte[] whole = new byte[line.json().path("len").asInt()];
        java.util.Arrays.fill(whole, (byte) 'a');
        System.arraycopy(head, 0, whole, 0, head.length);
        whole[whole.length - 2] = '"';
        whole[whole.length - 1] = '}';
        if (!line.text("sha256").equals(sha256(whole))) {
            throw new IllegalStateException("cannot rebuild a long frame");
        }
        return whole;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] close(Recording.Line line) {
        JsonNode code = line.json().path("code");
        if (code.isNull()) {
            return new byte[0];
        }
        byte[] reason = line.text("reason").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + reason.length)
                .putShort((short) code.asInt())
                .put(reason)
                .array();
    }

    /** Words for what is told apart in a report. */
    static String joined(List<String> lines) {
        return String.join("\n      ", lines);
    }
}
