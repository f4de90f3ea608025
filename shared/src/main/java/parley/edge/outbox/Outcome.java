package parley.edge.outbox;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One outcome to publish, and the outbox row it waits in. */
record Outcome(long outboxId, Map<String, @Nullable Object> outcome) {
    /** What one draining of the outbox came to. */
    record Batch(int recorded, int failed, int oldestSeconds, List<Outcome> events) {}
}
