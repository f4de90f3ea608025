package parley.edge.outbox;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.edge.Settings;
import parley.edge.outbox.Outcome.Batch;
import parley.edge.sql.Database;
import parley.edge.sql.Transaction;

/**
 * Makes outcomes of what waits, row by row exactly once however many of us run. With an event bus a
 * row is done only when its event is accepted; one that is not stays, with its error.
 */
public final class Outbox {
    private static final int ROWS_AT_ONCE = 50;
    private static final int MOST_ROUNDS = 20;

    private final Database database;
    private final String recordedBy;
    private final @Nullable EventBus bus;

    public Outbox(String recordedBy, Database database, Settings settings) {
        this.database = database;
        this.recordedBy = recordedBy;
        this.bus = settings.optional("PARLEY_EVENT_BUS") == null ? null : new EventBus(settings);
    }

    /**
     * How many outcomes were recorded; how many rows wait after a failure; how old the oldest is.
     */
    public record Drained(int recorded, int failed, int oldestSeconds) {}

    /** Until nothing waits; bounded, because the next nudge or sweep goes on where we stop. */
    public Drained drain() throws SQLException {
        int recorded = 0;
        for (int round = 1; ; round++) {
            var batch = database.inTransaction(this::drainSome);
            recorded += batch.recorded();
            boolean empty = batch.recorded() == 0 && batch.events().isEmpty();
            if (empty || round == MOST_ROUNDS)
                return new Drained(recorded, batch.failed(), batch.oldestSeconds());
        }
    }

    private Batch drainSome(Transaction transaction) throws SQLException {
        var drained =
                transaction.act(
                        "select parley.drain_outbox(?, ?, ?)",
                        recordedBy,
                        ROWS_AT_ONCE,
                        bus != null);
        var batch = Objects.requireNonNull(drained).as(Batch.class);
        if (bus != null && !batch.events().isEmpty()) publish(bus, transaction, batch.events());
        return batch;
    }

    private void publish(EventBus to, Transaction transaction, List<Outcome> outcomes)
            throws SQLException {
        var errors = to.publish(outcomes);
        long[] done =
                outcomes.stream()
                        .mapToLong(Outcome::outboxId)
                        .filter(id -> !errors.containsKey(id))
                        .toArray();
        if (done.length > 0) transaction.act("select parley.outbox_done(?)", (Object) done);
        for (var error : errors.entrySet())
            transaction.act("select parley.outbox_failed(?, ?)", error.getKey(), error.getValue());
    }
}
