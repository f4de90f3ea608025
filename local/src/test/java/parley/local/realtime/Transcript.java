package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The server's side of each connection, in one spelling: what was recorded and what came now. */
final class Transcript {
    private static final String ENDED = "ended by the server";
    private static final String RESET = "reset by the server";
    private static final String TOO_LARGE = "CLOSE 1009 ";

    /**
     * Sent by the real server within the same moment: another moment may have turned them around.
     */
    private static final long AT_ONCE_MS = 5;

    /**
     * The server says so by a timer of its own, half a second after the join. What the recorder
     * sent shortly before that comes after it where the machine that replays it stalls.
     */
    private static final String READY = "Replication connection established";

    private static final long BEFORE_READY_MS = 1000;

    private static final String BROADCAST = "BINARY 4 ";

    private final Masks masks;

    /**
     * What came in an order that was a race: broadcasts on two topics of one socket at once, as
     * each channel is a process of its own; a broadcast and the timer of {@link #READY}.
     */
    private final Set<List<String>> atOnce = new HashSet<>();

    Transcript(Masks masks) {
        this.masks = masks;
    }

    /** What the real server sent, by connection. */
    Map<Integer, List<String>> recorded(Recording recording) {
        Map<Integer, List<String>> all = new TreeMap<>();
        Map<Integer, Boolean> over = new LinkedHashMap<>();
        Map<Integer, Long> times = new LinkedHashMap<>();
        for (Recording.Line line : recording.lines()) {
            int connection = line.connection();
            List<String> sent = all.computeIfAbsent(connection, _ -> new ArrayList<>());
            if (line.is("http") && line.fromServer()) {
                sent.add(recordedHttp(line));
            } else if (line.is("ws") && line.fromServer()) {
                String frame = recordedFrame(line);
                Long before = times.put(connection, line.t());
                if (before != null && isRace(sent.getLast(), frame, line.t() - before)) {
                    atOnce.add(List.of(sent.getLast(), frame));
                }
                sent.add(frame);
            } else if (line.is("tcp") && line.json().has("conn")) {
                boolean first = over.put(connection, true) == null;
                String event = line.text("event");
                if (first && event.startsWith("server") && sent.getFirst().startsWith("HTTP 101")) {
                    sent.add(event.contains("ECONNRESET") ? RESET : ENDED);
                }
            }
        }
        all.remove(0);
        all.values().forEach(Transcript::settle);
        return all;
    }

    List<String> seen(List<RawClient.Item> items) {
        List<String> sent = new ArrayList<>();
        boolean upgraded = false;
        for (RawClient.Item item : items) {
            switch (item) {
                case RawClient.Http(int status, Map<String, String> headers, String body) -> {
                    upgraded = status == 101;
                    sent.add(masks.http(status, headers, body));
                }
                case RawClient.Message(int opcode, byte[] payload) ->
                        sent.add(frame(opcode, payload));
                case RawClient.Ended _ -> {
                    if (upgraded) {
                        sent.add(ENDED);
                    }
                }
            }
        }
        settle(sent);
        for (int i = 1; i < sent.size(); i++) {
            if (atOnce.contains(List.of(sent.get(i), sent.get(i - 1)))) {
                sent.add(i - 1, sent.remove(i));
            }
        }
        return sent;
    }

    private static boolean isRace(String first, String second, long ms) {
        if (!first.startsWith(BROADCAST)) {
            return false;
        }
        return second.startsWith(BROADCAST)
                ? ms <= AT_ONCE_MS && !topicOf(first).equals(topicOf(second))
                : ms <= BEFORE_READY_MS && second.contains(READY);
    }

    private static String topicOf(String broadcast) {
        return broadcast.split(" ", -1)[2];
    }

    /** The reply to a track and its diff come in either order. */
    private static void settle(List<String> sent) {
        for (int i = 1; i < sent.size(); i++) {
            if (sent.get(i).contains("\"phx_reply\"")
                    && sent.get(i - 1).contains("presence_diff")) {
                sent.add(i - 1, sent.remove(i));
            }
        }
    }

    /**
     * Whether the two are the same. Where the recorder met a reset while it was still writing, the
     * close frame before it may or may not have been read; and after two close frames who ends the
     * connection first is a race that the recorder did not always see the server win.
     */
    static boolean isSame(List<String> recorded, List<String> seen) {
        if (recorded.isEmpty() || seen.isEmpty()) {
            return recorded.equals(seen);
        }
        List<String> comparable = new ArrayList<>(seen);
        if (recorded.getLast().equals(RESET)) {
            comparable.remove(TOO_LARGE);
            comparable.replaceAll(item -> item.equals(ENDED) ? RESET : item);
        } else if (recorded.getLast().startsWith("CLOSE") && seen.getLast().equals(ENDED)) {
            comparable.removeLast();
        }
        return recorded.equals(comparable);
    }

    private String recordedHttp(Recording.Line line) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (JsonNode header : line.json().path("head")) {
            int colon = header.asText().indexOf(": ");
            if (colon > 0) {
                headers.put(
                        header.asText().substring(0, colon).toLowerCase(Locale.ROOT),
                        header.asText().substring(colon + 2));
            }
        }
        int status = Integer.parseInt(line.head().split(" ", -1)[1]);
        return masks.http(status, headers, line.text("body"));
    }

    private String recordedFrame(Recording.Line line) {
        return switch (line.text("op")) {
            case "text" -> frame(1, line.text("text").getBytes(StandardCharsets.UTF_8));
            case "binary" -> frame(2, Base64.getDecoder().decode(line.text("b64")));
            case "close" -> close(line.json().path("code").asText(), line.text("reason"));
            default -> line.text("op").toUpperCase(Locale.ROOT);
        };
    }

    private String frame(int opcode, byte[] payload) {
        return switch (opcode) {
            case 1 -> Json.parse(payload).map(masks::json).orElseGet(() -> "TEXT " + text(payload));
            case 2 -> binary(payload);
            case 8 -> {
                String code =
                        payload.length < 2
                                ? "null"
                                : String.valueOf(ByteBuffer.wrap(payload).getShort() & 0xffff);
                String reason = payload.length < 2 ? "" : text(payload).substring(2);
                yield close(code, reason);
            }
            case 9 -> "PING";
            case 10 -> "PONG";
            default -> "opcode " + opcode;
        };
    }

    private static String close(String code, String reason) {
        return "CLOSE " + code + " " + reason;
    }

    private String binary(byte[] payload) {
        ByteBuffer in = ByteBuffer.wrap(payload);
        int kind = in.get();
        int[] lengths = {in.get() & 0xff, in.get() & 0xff, in.get() & 0xff};
        int encoding = in.get();
        String topic = take(in, lengths[0]);
        String event = take(in, lengths[1]);
        String meta = take(in, lengths[2]);
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        String body =
                encoding == 1
                        ? masks.json(Json.parse(rest).orElseGet(() -> TextNode.valueOf(text(rest))))
                        : Base64.getEncoder().encodeToString(rest);
        return "BINARY %d %s %s %s %d %s"
                .formatted(kind, masks.text(topic), event, masks.text(meta), encoding, body);
    }

    private static String take(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return text(bytes);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
