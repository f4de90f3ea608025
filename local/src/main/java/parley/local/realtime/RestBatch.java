package parley.local.realtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Many broadcasts in one request. What may not be sent is skipped without a word. */
final class RestBatch {
    private final Project project;
    private final RestCaller caller;
    private final TokenVerdict.Valid bearer;

    RestBatch(Project project, RestCaller caller, TokenVerdict.Valid bearer) {
        this.project = project;
        this.caller = caller;
        this.bearer = bearer;
    }

    Answer send(RestBody body) {
        BatchRequest batch = BatchRequest.of(body.map(), project.limits());
        if (batch.errors() != null) {
            ObjectNode errors = Json.object();
            errors.withObjectProperty("errors").set("messages", batch.errors());
            return Answer.json(422, errors);
        }
        double average = project.events.average();
        int limit = project.limits().eventsPerSecond();
        if (average > limit) {
            return Answer.json(429, "message", "You have exceeded your rate limit");
        }
        if (batch.messages().size() + average > limit) {
            return Answer.json(
                    429, "message", "Too many messages to broadcast, please reduce the batch size");
        }
        deliver(batch.messages());
        return Answer.of(202, "");
    }

    /** Public ones first, in their order; then the private ones, topic by topic. */
    private void deliver(List<BatchRequest.Item> messages) {
        messages.stream().filter(item -> !item.room().isPrivate()).forEach(this::deliver);
        Map<String, List<BatchRequest.Item>> byTopic =
                messages.stream()
                        .filter(item -> item.room().isPrivate())
                        .collect(
                                Collectors.groupingBy(
                                        item -> item.room().topic(),
                                        TreeMap::new,
                                        Collectors.toList()));
        byTopic.values().stream()
                .filter(items -> isWritable(items.getFirst().room()))
                .forEach(items -> items.forEach(this::deliver));
    }

    private boolean isWritable(RoomKey room) {
        try {
            return caller.mayWrite(bearer, room);
        } catch (DatabaseTrouble e) {
            return false;
        }
    }

    private void deliver(BatchRequest.Item item) {
        project.events.add(1);
        project.rooms.deliver(item.room(), new Message.JsonBroadcast(item.payload()), null);
    }
}
