package parley.local.realtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** An HTTP answer with the real server's headers. */
record Answer(int status, Map<String, String> headers, String body) {
    private static final String CACHE = "max-age=0, private, must-revalidate";

    static Answer of(int status, String body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("cache-control", CACHE);
        headers.put("vary", "accept-encoding");
        return new Answer(status, headers, body);
    }

    static Answer json(int status, String key, String text) {
        ObjectNode body = Json.object();
        body.put(key, text);
        return json(status, body);
    }

    static Answer json(int status, ObjectNode body) {
        return of(status, Json.text(body)).with("content-type", "application/json; charset=utf-8");
    }

    static Answer notFound() {
        return of(404, "Not Found")
                .with("content-type", "text/html; charset=utf-8")
                .withRequestId();
    }

    static Answer badRequest() {
        return of(400, "Bad Request")
                .with("content-type", "text/html; charset=utf-8")
                .withRequestId();
    }

    /** What the hosted gateway answers to a preflight. */
    static Answer preflight() {
        return of(200, "")
                .with(
                        "access-control-allow-methods",
                        "GET,HEAD,PUT,PATCH,POST,DELETE,OPTIONS,TRACE,CONNECT")
                .with("access-control-allow-headers", "*")
                .with("access-control-max-age", "3600");
    }

    Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }

    Answer withRequestId() {
        String id = UUID.randomUUID().toString();
        byte[] bytes = id.substring(0, 15).getBytes(StandardCharsets.UTF_8);
        return with("x-request-id", Base64.getUrlEncoder().encodeToString(bytes));
    }

    void write(Request request, Response response, Callback callback) {
        response.setStatus(status);
        headers.forEach((name, value) -> response.getHeaders().put(name, value));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.getHeaders().put("content-length", String.valueOf(bytes.length));
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }
}
