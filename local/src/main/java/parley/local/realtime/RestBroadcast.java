package parley.local.realtime;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Broadcast over HTTP: a batch of JSON messages, or one message whose body is its payload. */
final class RestBroadcast {
    private static final String BATCH = "api/broadcast";
    private static final String JSON = "application/json";
    private static final String BYTES = "application/octet-stream";

    private final Project project;
    private final String path;
    private final Request request;
    private final RestCaller caller;

    RestBroadcast(Project project, String path, Request request) {
        this.project = project;
        this.path = path;
        this.request = request;
        this.caller = new RestCaller(project, request);
    }

    void answer(Response response, Callback callback) {
        try {
            respond().write(request, response, callback);
        } catch (IOException | RuntimeException e) {
            callback.failed(e);
        }
    }

    private Answer respond() throws IOException {
        Optional<SingleTarget> single = SingleTarget.of(request.getHttpURI().getPath());
        if (!request.getMethod().equals("POST") || (single.isEmpty() && !path.equals(BATCH))) {
            return Answer.notFound();
        }
        String type = request.getHeaders().get("content-type");
        RestBody body =
                new RestBody(type, BufferUtil.toArray(Content.Source.asByteBuffer(request)));
        if (body.isBroken()) {
            return Answer.badRequest();
        }
        if (single.isPresent() && !isSendable(type)) {
            return Answer.json(
                            415,
                            "error",
                            "Unsupported Media Type. Use application/json or application/octet-stream")
                    .withRequestId();
        }
        return counted(answer(single, body));
    }

    /** A request that names no type at all is let in, and carries nothing. */
    private static boolean isSendable(@Nullable String type) {
        return type == null || type.startsWith(JSON) || type.startsWith(BYTES);
    }

    private Answer answer(Optional<SingleTarget> single, RestBody body) {
        if (!(caller.verdict() instanceof TokenVerdict.Valid bearer)) {
            return Answer.json(401, "message", "Unauthorized");
        }
        return single.map(target ->
                        new RestSingle(project, request, caller, bearer).send(target, body))
                .orElseGet(() -> new RestBatch(project, caller, bearer).send(body));
    }

    /** Adds the headers about requests per second, then counts this one. */
    private Answer counted(Answer answer) {
        int limit = project.limits().eventsPerSecond();
        int rolling = (int) project.requests.average();
        project.requests.add(1);
        return answer.with("x-rate-limit", String.valueOf(limit))
                .with("x-rate-limit-remaining", String.valueOf(Math.abs(limit - rolling)))
                .with("x-rate-rolling", String.valueOf(rolling))
                .withRequestId();
    }
}
