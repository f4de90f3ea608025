package parley.edge.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.core.Malformed;
import parley.edge.Rejected;
import parley.edge.json.Doc;
import parley.edge.json.Json;

/**
 * What came in. Header names are lower-case.
 *
 * @param method the HTTP method, or {@link #NO_METHOD} for a scheduled event
 */
public record Request(
        String method,
        String path,
        Map<String, String> headers,
        Body body,
        @Nullable String sourceIp,
        LogLine log) {
    public static final String NO_METHOD = "";

    public Request {
        headers = Map.copyOf(headers);
    }

    public @Nullable String header(String name) {
        return headers.get(name);
    }

    public @Nullable String origin() {
        return header("origin");
    }

    /** The token of an {@code Authorization: Bearer} header. */
    public String bearerToken() {
        var header = header("authorization");
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7))
            throw Rejected.unauthorized("no_token");
        return header.substring(7).strip();
    }

    public String lastSegment() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    public Doc json() {
        try {
            return Json.parse(body.bytes());
        } catch (Malformed e) {
            throw Rejected.badRequest(e);
        }
    }

    public <T> T read(Class<T> type) {
        return read(json(), type);
    }

    public static <T> T read(Doc part, Class<T> type) {
        try {
            return part.as(type);
        } catch (Malformed e) {
            throw Rejected.badRequest(e);
        }
    }
}
