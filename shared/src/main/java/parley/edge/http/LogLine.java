package parley.edge.http;

import java.sql.SQLException;
import java.util.LinkedHashMap;
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

    String close(Reply reply) {
        fields.put("decision", reply.decision());
        fields.put("status", reply.status());
        fields.put("ms", (System.nanoTime() - began) / 1_000_000);
        return Json.write(fields);
    }
}
