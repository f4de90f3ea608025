package parley.local.realtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Recordings that were tampered with: each tells of a server that differs in one thing. A judge
 * that is blind to it proves nothing.
 */
final class Planted {
    private static final Map<String, String[]> LIES =
            Map.of(
                    "02-private-join-denied",
                            new String[] {"Unauthorized: You do", "Unauthorised: You do"},
                    "13-broadcast-self-ack", new String[] {"\"8\",\"realtime", "\"9\",\"realtime"},
                    "30-db-send-private", new String[] {"ringing", "ringinG"},
                    "49-connect-errors", new String[] {"Token has expired", "Token expired"},
                    "67-frame-over-5MB-close-code", new String[] {"1009", "1000"});
    static final int COUNT = LIES.size();

    private Planted() {}

    /** How many of the lies were told apart from the truth. */
    static int caught(Stage stage) throws Exception {
        List<Recording> lies = new ArrayList<>();
        LIES.forEach((name, change) -> lies.add(changed(Recording.read(name), change)));
        return (int) stage.play(lies).stream().filter(one -> !one.isSame()).count();
    }

    private static Recording changed(Recording recording, String[] change) {
        List<Recording.Line> lines = new ArrayList<>();
        for (Recording.Line line : recording.lines()) {
            ObjectNode json = line.json().deepCopy();
            if (line.fromServer()) {
                for (String field : List.of("text", "body")) {
                    if (json.has(field)) {
                        json.set(
                                field,
                                TextNode.valueOf(
                                        json.path(field).asText().replace(change[0], change[1])));
                    }
                }
                if (json.path("code").asText().equals(change[0])) {
                    json.put("code", Integer.parseInt(change[1]));
                }
                if (json.path("decoded").toString().contains(change[0])) {
                    json.put("b64", lie(json.path("b64").asText(), change));
                }
            }
            lines.add(new Recording.Line(line.t(), line.kind(), json));
        }
        return new Recording(
                recording.number(),
                recording.name(),
                recording.started(),
                lines,
                recording.endMs());
    }

    private static String lie(String base64, String[] change) {
        byte[] truth = Base64.getDecoder().decode(base64);
        String latin = new String(truth, StandardCharsets.ISO_8859_1);
        byte[] lie = latin.replace(change[0], change[1]).getBytes(StandardCharsets.ISO_8859_1);
        return Base64.getEncoder().encodeToString(lie);
    }
}
