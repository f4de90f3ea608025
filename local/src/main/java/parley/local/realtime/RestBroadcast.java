package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

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
        String type = String.valueOf(request.getHeaders().get("content-type"));
        if (single.isPresent() && !type.startsWith(JSON) && !type.startsWith(BYTES)) {
            return Answer.json(
                            415,
                            "error",
                            "Unsupported Media Type. Use application/json or application/octet-stream")
                    .withRequestId();
        }
        byte[] body = BufferUtil.toArray(Content.Source.asByteBuffer(request));
        Answer answer = single.isPresent() ? one(single.get(), type, body) : batch(body);
        return counted(answer);
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

    private Answer one(SingleTarget target, String type, byte[] body) {
        TokenVerdict verdict = caller.verdict();
        if (!(verdict instanceof TokenVerdict.Valid bearer)) {
            return Answer.json(401, "message", "Unauthorized");
        }
        boolean json = type.startsWith(JSON);
        JsonNode parsed = json ? Json.parse(body).orElse(null) : Json.object();
        if (parsed == null) {
            return Answer.json(400, "message", "Bad Request");
        }
        byte[] payload = json ? Json.bytes(asMap(parsed)) : body;
        long size = json ? ErlangSize.ofJson(asMap(parsed)) : ErlangSize.ofBytes(body);
        Optional<Answer> refused = rateRefusal(1);
        if (project.limits().isTooLarge(size)) {
            ObjectNode errors = Json.object();
            errors.withObjectProperty("errors").putArray("payload").add(BatchRequest.TOO_LARGE);
            return Answer.json(422, errors);
        }
        if (refused.isPresent()) {
            return refused.get();
        }
        Fields query = Request.extractQueryParameters(request);
        RoomKey room = new RoomKey("true".equals(query.getValue("private")), target.topic());
        if (room.isPrivate() && !caller.isWritable(bearer, room)) {
            return Answer.json(403, "message", "Unauthorized");
        }
        send(room, new UserBroadcast(target.event(), json, payload, null));
        return Answer.of(202, "");
    }

    private static JsonNode asMap(JsonNode body) {
        if (body.isObject()) {
            return body;
        }
        ObjectNode wrapped = Json.object();
        wrapped.set("_json", body);
        return wrapped;
    }

    private Answer batch(byte[] body) {
        TokenVerdict verdict = caller.verdict();
        if (!(verdict instanceof TokenVerdict.Valid bearer)) {
            return Answer.json(401, "message", "Unauthorized");
        }
        BatchRequest batch =
                BatchRequest.of(Json.parse(body).orElseGet(Json::object), project.limits());
        if (batch.errors() != null) {
            ObjectNode errors = Json.object();
            errors.withObjectProperty("errors").set("messages", batch.errors());
            return Answer.json(422, errors);
        }
        Optional<Answer> refused = rateRefusal(batch.messages().size());
        if (refused.isPresent()) {
            return refused.get();
        }
        Map<RoomKey, Boolean> writable = new LinkedHashMap<>();
        for (BatchRequest.Item item : batch.messages()) {
            RoomKey room = item.room();
            // A denied topic is skipped without a word.
            if (!room.isPrivate()
                    || writable.computeIfAbsent(room, asked -> caller.isWritable(bearer, asked))) {
                send(room, new Message.JsonBroadcast(item.payload()));
            }
        }
        return Answer.of(202, "");
    }

    private Optional<Answer> rateRefusal(int messages) {
        double average = project.events.average();
        int limit = project.limits().eventsPerSecond();
        if (average > limit) {
            return Optional.of(Answer.json(429, "message", "You have exceeded your rate limit"));
        }
        return messages + average > limit
                ? Optional.of(
                        Answer.json(
                                429,
                                "message",
                                "Too many messages to broadcast, please reduce the batch size"))
                : Optional.empty();
    }

    private void send(RoomKey room, Message message) {
        project.events.add(1);
        project.rooms.deliver(room, message, null);
    }
}
