package parley.local.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer, written whole. A status of 0 is no answer: the connection is cut instead. */
@SuppressWarnings("ArrayRecordComponent") // never compared, only carried
public record Answer(int status, Map<String, String> headers, byte[] body) {

    /** The connection breaks, as when a network does. */
    public static final Answer CUT = new Answer(0, Map.of(), new byte[0]);

    public static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0]);
    }

    public static Answer json(int status, JsonNode body) {
        return json(status, body.toString());
    }

    public static Answer json(int status, String body) {
        return text(status, "application/json; charset=utf-8", body);
    }

    public static Answer text(int status, String type, String body) {
        return new Answer(
                status, Map.of("Content-Type", type), body.getBytes(StandardCharsets.UTF_8));
    }

    public Answer with(String name, String value) {
        return with(Map.of(name, value));
    }

    /** These headers too; where a name is there already, the new value wins. */
    public Answer with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        more.forEach((name, value) -> {
            all.keySet().removeIf(name::equalsIgnoreCase);
            all.put(name, value);
        });
        return new Answer(status, all, body);
    }
}
