package parley.edge.outbox;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One event to publish, an outcome unless its kind says otherwise, and the row it waits in. */
record Outcome(long outboxId, String kind, Map<String, @Nullable Object> outcome) {
    /** As EventBridge knows it: {@code call.ended} is {@code CallEnded}. */
    String detailType() {
        return Arrays.stream(kind.split("[._]", -1))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    /**
     * What one draining of the outbox came to; rows that were taken and not recorded have failed or
     * are no outcomes.
     */
    record Batch(int taken, int recorded, int failed, int oldestSeconds, List<Outcome> events) {}
}
