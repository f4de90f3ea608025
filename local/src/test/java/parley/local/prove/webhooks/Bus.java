package parley.local.prove.webhooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import parley.local.http.Answer;
import parley.local.http.Ask;
import parley.local.http.Json;
import parley.local.http.LocalServer;

/**
 * An event bus as EventBridge answers, whole or broken; it remembers when it was asked for what.
 */
final class Bus implements AutoCloseable {
    /** How it answers. */
    enum Mood {
        ACCEPTS,
        THROTTLES,
        BREAKS
    }

    private final LocalServer server;
    private final Map<String, List<Long>> asked = new ConcurrentHashMap<>();
    private final Map<String, Integer> accepted = new ConcurrentHashMap<>();
    private volatile Mood mood = Mood.ACCEPTS;

    Bus() throws IOException {
        server = LocalServer.start(0, this::answer);
    }

    String url() {
        return server.url();
    }

    void is(Mood next) {
        mood = next;
    }

    /** When this call's event was offered, in ms. */
    List<Long> offers(String call) {
        return asked.getOrDefault(call, List.of());
    }

    int accepted(String call) {
        return accepted.getOrDefault(call, 0);
    }

    private Answer answer(Ask ask) throws JsonProcessingException {
        Mood now = mood;
        ObjectNode answer = Json.object();
        ArrayNode entries = answer.putArray("Entries");
        for (JsonNode entry : ask.json().path("Entries")) {
            String call = Json.parse(entry.path("Detail").asText()).path("call_id").asText();
            asked.computeIfAbsent(call, _ -> new CopyOnWriteArrayList<>())
                    .add(System.nanoTime() / 1_000_000);
            if (now == Mood.ACCEPTS) {
                accepted.merge(call, 1, Integer::sum);
                entries.addObject().put("EventId", call);
            } else {
                entries.addObject().put("ErrorCode", "ThrottlingException");
            }
        }
        answer.put("FailedEntryCount", now == Mood.ACCEPTS ? 0 : entries.size());
        return now == Mood.BREAKS ? Answer.empty(500) : Answer.json(200, answer);
    }

    @Override
    public void close() {
        server.close();
    }
}
