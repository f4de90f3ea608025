package parley.local.realtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/** One broadcast over HTTP. Unlike the batch it says when it may not be sent. */
final class RestSingle {
    private final Project project;
    private final Request request;
    private final RestCaller caller;
    private final TokenVerdict.Valid bearer;

    RestSingle(Project project, Request request, RestCaller caller, TokenVerdict.Valid bearer) {
        this.project = project;
        this.request = request;
        this.caller = caller;
        this.bearer = bearer;
    }

    Answer send(SingleTarget target, RestBody body) {
        ObjectNode wrong = wrong(target, body);
        if (!wrong.isEmpty()) {
            ObjectNode errors = Json.object();
            errors.set("errors", wrong);
            return Answer.json(422, errors);
        }
        if (project.events.average() >= project.limits().eventsPerSecond()) {
            return Answer.json(429, "message", "You have exceeded your rate limit");
        }
        Fields query = Request.extractQueryParameters(request);
        RoomKey room = new RoomKey("true".equals(query.getValue("private")), target.topic());
        try {
            if (room.isPrivate() && !caller.mayWrite(bearer, room)) {
                return Answer.json(403, "message", "Unauthorized");
            }
        } catch (DatabaseTrouble e) {
            int status = e.kind == DatabaseTrouble.Kind.BUSY ? 429 : 422;
            return Answer.json(status, "message", e.kind.overHttp);
        }
        byte[] payload = body.isBytes() ? body.raw() : Json.bytes(body.map());
        project.events.add(1);
        project.rooms.deliver(
                room, new UserBroadcast(target.event(), !body.isBytes(), payload, null), null);
        return Answer.of(202, "");
    }

    private ObjectNode wrong(SingleTarget target, RestBody body) {
        ObjectNode wrong = Json.object();
        Map.of("topic", target.topic(), "event", target.event())
                .forEach((name, value) -> {
                    if (value.isBlank()) {
                        wrong.putArray(name).add(BatchRequest.BLANK);
                    }
                });
        long size = body.isBytes() ? ErlangSize.ofBytes(body.raw()) : ErlangSize.ofJson(body.map());
        if (project.limits().isTooLarge(size)) {
            wrong.putArray("payload").add(BatchRequest.TOO_LARGE);
        }
        return wrong;
    }
}
