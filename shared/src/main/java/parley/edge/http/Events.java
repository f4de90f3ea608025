package parley.edge.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import parley.core.Malformed;
import parley.edge.Rejected;
import parley.edge.json.Doc;
import parley.edge.json.Json;

/** A function URL's event (payload 2.0), or a scheduled one, as a request within our caps. */
final class Events {
    static final int LARGEST_EVENT = 1024 * 1024;
    static final int LARGEST_BODY = 96 * 1024;
    static final int MOST_HEADERS = 64;
    static final int LARGEST_HEADERS = 16 * 1024;

    private Events() {}

    static Request read(InputStream in, LogLine log) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST_EVENT + 1);
        if (bytes.length > LARGEST_EVENT) throw tooLarge();
        Doc event;
        try {
            event = Json.parse(bytes);
        } catch (Malformed e) {
            throw Rejected.badRequest(e);
        }
        var http = event.child("requestContext").child("http");
        var method = http.text("method");
        return new Request(
                method == null ? Request.NO_METHOD : method,
                pathOf(event),
                headersOf(event),
                bodyOf(event),
                http.text("sourceIp"),
                log);
    }

    private static String pathOf(Doc event) {
        var path = event.text("rawPath");
        return path == null ? "/" : path;
    }

    private static Map<String, String> headersOf(Doc event) {
        var headers = new LinkedHashMap<String, String>();
        int size = 0;
        for (var header : event.child("headers").texts().entrySet()) {
            headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
            size += header.getKey().length() + header.getValue().length();
        }
        if (headers.size() > MOST_HEADERS || size > LARGEST_HEADERS)
            throw Rejected.of(431, "headers_too_large");
        return headers;
    }

    /**
     * Text arrives as text and anything else in base64; signatures need the bytes that were sent.
     */
    private static Body bodyOf(Doc event) {
        var body = event.text("body");
        if (body == null) return new Body(new byte[0]);
        byte[] bytes;
        try {
            bytes =
                    event.flag("isBase64Encoded")
                            ? Base64.getDecoder().decode(body)
                            : body.getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Rejected.badRequest(new Malformed("body", "must be base64"));
        }
        if (bytes.length > LARGEST_BODY) throw tooLarge();
        return new Body(bytes);
    }

    private static Rejected tooLarge() {
        return Rejected.of(413, "too_large");
    }
}
