package parley.edge.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import parley.edge.Rejected;
import parley.edge.Settings;
import parley.edge.Unavailable;
import parley.edge.stage.Rehearsal;

/**
 * The frame around every function's six verbs. Refusals come back as values; here, and nowhere
 * else, a rejected request becomes a 4xx and a failure of ours a 500, or a 503 when asking again
 * may help.
 */
public abstract class Endpoint implements RequestStreamHandler, Rehearsal.Actor {
    private final String function;
    private final String method;
    private final @Nullable String metrics = Settings.fromEnvironment().optional("PARLEY_METRICS");

    /** The context of snapshots knows it weakly: it lives as long as this does. */
    private final Snapshot snapshot;

    /**
     * @param method the one HTTP method it answers, or {@link Request#NO_METHOD} when it has no URL
     */
    @SuppressWarnings("this-escape") // called back when a snapshot is taken, long after this
    protected Endpoint(String function, String method) {
        this.function = function;
        this.method = method;
        this.snapshot = new Snapshot(function, this::rehearsal, this::wake);
    }

    /** Registers with the runtime's snapshots; a handler that only rehearses does not. */
    protected final void joinSnapshots() {
        snapshot.join();
    }

    /** What to know by heart before a snapshot is taken; whoever joins snapshots says it. */
    protected Rehearsal rehearsal() {
        throw new UnsupportedOperationException(function + " has nothing to rehearse");
    }

    @Override
    public void wake() throws Exception {}

    /** read, verify, load, decide, act, reply. */
    protected abstract Reply answer(Request request) throws Exception;

    @Override
    public final void handleRequest(InputStream in, OutputStream out, Context context)
            throws IOException {
        var line = new LogLine(function, context.getAwsRequestId());
        var reply = caught(in, line);
        System.out.println(line.close(reply, metrics));
        if (method.equals(Request.NO_METHOD) && reply.status() >= 500)
            throw new IllegalStateException("failed, see the line above");
        out.write(reply.event().getBytes(StandardCharsets.UTF_8));
    }

    /** A request like any other, but for its line. */
    @Override
    public final int play(String event) {
        var line = new LogLine(function, "rehearsal");
        var reply = caught(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), line);
        var said = line.close(reply, metrics) + reply.event();
        return said.isEmpty() ? 0 : reply.status();
    }

    @SuppressWarnings(
            "CatchingUnchecked") // the one catch: whatever broke, the caller gets an answer
    private Reply caught(InputStream in, LogLine line) {
        try {
            var request = Events.read(in, line);
            if (!method.equals(Request.NO_METHOD) && !method.equals(request.method()))
                throw Rejected.of(405, "method_not_allowed");
            return answer(request);
        } catch (Rejected e) {
            return Reply.rejected(e);
        } catch (Exception e) {
            line.failure(e);
            return Reply.failed(mayPass(e));
        }
    }

    /**
     * No connection, shutting down, out of resources, a lock that took too long, a deadlock: states
     * of the database that pass.
     */
    private static boolean mayPass(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Unavailable) return true;
            if (cause instanceof SQLException sql && sql.getSQLState() != null)
                return sql.getSQLState().matches("(08|57|53).*|55P03|40P01");
        }
        return false;
    }
}
