package parley.edge.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.core.Refused;
import parley.edge.Rejected;
import parley.edge.json.Json;

/** What goes back: a body, its headers, and the one word the log line says about it. */
public record Reply(int status, String decision, Map<String, String> headers, Object body) {
    private static final String PROBLEM = "application/problem+json";

    public Reply {
        headers = Map.copyOf(headers);
    }

    public static Reply ok(String decision, Object body) {
        var headers = Map.of("content-type", "application/json", "cache-control", "no-store");
        return new Reply(200, decision, headers, body);
    }

    public static Reply refused(Refused refused) {
        var why = refused.why();
        var body = problem("Refused", why.status());
        body.put("refused", why.toString());
        body.putAll(refused.more());
        var reply = new Reply(why.status(), "refused " + why, problemHeaders(), body);
        var seconds = refused.more().get("retry_after");
        return seconds == null ? reply : reply.with("retry-after", seconds.toString());
    }

    static Reply rejected(Rejected rejected) {
        var body = problem("Rejected", rejected.status());
        body.put("rejected", rejected.code());
        if (rejected.detail() != null) body.put("detail", rejected.detail());
        var decision = "rejected " + rejected.code();
        return new Reply(rejected.status(), decision, problemHeaders(), body);
    }

    static Reply failed(boolean worthAskingAgain) {
        int status = worthAskingAgain ? 503 : 500;
        var body = problem("Failed", status);
        body.put("failed", worthAskingAgain ? "unavailable" : "internal");
        var reply = new Reply(status, "failed", problemHeaders(), body);
        return worthAskingAgain ? reply.with("retry-after", "2") : reply;
    }

    public Reply with(String header, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Reply(status, decision, all, body);
    }

    /** The shape a function URL expects; CORS headers are the URL's own business. */
    String event() {
        return Json.write(
                Map.of(
                        "statusCode",
                        status,
                        "headers",
                        headers,
                        "body",
                        Json.write(body),
                        "isBase64Encoded",
                        false));
    }

    private static Map<String, String> problemHeaders() {
        return Map.of("content-type", PROBLEM, "cache-control", "no-store");
    }

    private static Map<String, @Nullable Object> problem(String title, int status) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("type", "about:blank");
        body.put("title", title);
        body.put("status", status);
        return body;
    }
}
