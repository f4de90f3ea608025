package parley.edge.outbox;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.edge.Settings;
import parley.edge.aws.AwsCall;
import parley.edge.json.Doc;
import parley.edge.json.Json;

/** Puts outcomes on EventBridge as {@code CallEnded}, and what else waits, at least once each. */
final class EventBus {
    /** What PutEvents takes at once. */
    static final int MOST_ENTRIES = 10;

    private final String name;
    private final AwsCall aws;

    EventBus(Settings settings) {
        this.name = settings.required("PARLEY_EVENT_BUS");
        this.aws =
                new AwsCall(
                        AwsCall.Service.EVENTBRIDGE,
                        "AWSEvents.PutEvents",
                        settings,
                        Clock.systemUTC());
    }

    /** The rows that were not accepted, each with its error; empty when all were. */
    Map<Long, String> publish(List<Outcome> outcomes) {
        var errors = new HashMap<Long, String>();
        for (int from = 0; from < outcomes.size(); from += MOST_ENTRIES) {
            var some = outcomes.subList(from, Math.min(from + MOST_ENTRIES, outcomes.size()));
            try {
                errors.putAll(errorsIn(some, put(some)));
            } catch (IOException | RuntimeException e) {
                // Whatever a bus has: the outcomes themselves are to be recorded all the same.
                for (var outcome : some) errors.put(outcome.outboxId(), kind(e));
            }
        }
        return errors;
    }

    private List<Doc> put(List<Outcome> some) throws IOException {
        var entries = some.stream().map(this::entry).toList();
        return aws.post(Json.write(Map.of("Entries", entries))).list("Entries");
    }

    private Map<String, String> entry(Outcome outcome) {
        var entry = new LinkedHashMap<String, String>();
        entry.put("EventBusName", name);
        entry.put("Source", "parley");
        entry.put("DetailType", outcome.detailType());
        entry.put("Detail", Json.write(outcome.outcome()));
        return entry;
    }

    /** The answer's entries stand in the order of the question's. */
    private static Map<Long, String> errorsIn(List<Outcome> some, List<Doc> entries) {
        var errors = new HashMap<Long, String>();
        for (int i = 0; i < some.size(); i++) {
            var error = i < entries.size() ? error(entries.get(i)) : "no answer for this entry";
            if (error != null) errors.put(some.get(i).outboxId(), error);
        }
        return errors;
    }

    private static String kind(Exception e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private static @Nullable String error(Doc entry) {
        return entry.has("EventId") ? null : "refused: " + entry.text("ErrorCode");
    }
}
