package parley.edge.http;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parley.edge.json.Json;

/**
 * The one line a request leaves: what was asked of whom, what came of it, how long it took. No
 * tokens, addresses, descriptions or names; of a failure its kind and place, since messages quote
 * data.
 */
public final class LogLine {
    private final long began = System.nanoTime();
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    LogLine(String function, String request) {
        fields.put("function", function);
        fields.put("request", request);
    }

    public void tenant(UUID id) {
        fields.put("tenant", id);
    }

    /** Whose line this is among all of one call's, in every function. */
    public void call(UUID id) {
        fields.put("call", id);
    }

    /** A count worth having, under a name of its own. */
    public void count(String name, long value) {
        fields.put(name, value);
    }

    void failure(Throwable failure) {
        fields.put("failure", failure.getClass().getName());
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) fields.put("sqlstate", sql.getSQLState());
            if (!cause.equals(failure)) fields.put("cause", cause.getClass().getName());
        }
        for (var frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith("parley.")) {
                fields.put("at", frame.getClassName() + ":" + frame.getLineNumber());
                break;
            }
        }
    }

    /**
     * @param namespace of the metrics; null where nobody collects them
     */
    String close(Reply reply, @Nullable String namespace) {
        fields.put("decision", reply.decision());
        fields.put("status", reply.status());
        fields.put("ms", (System.nanoTime() - began) / 1_000_000);
        if (namespace != null) {
            fields.put("errors", reply.status() >= 500 ? 1 : 0);
            fields.put("refused", reply.decision().startsWith("refused ") ? 1 : 0);
            fields.put(
                    "_aws",
                    Metrics.of(
                            namespace, List.copyOf(fields.keySet()), System.currentTimeMillis()));
        }
        return Json.write(fields);
    }
}
