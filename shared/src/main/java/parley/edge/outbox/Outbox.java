package parley.edge.outbox;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
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
    /** One call of the event bus: a transaction that waits longer for it would be cut. */
    private static final int ROWS_AT_ONCE = EventBus.MOST_ENTRIES;

    private final Database database;
    private final String recordedBy;
    private final Clock clock;
    private final Duration atMost;
    private final @Nullable EventBus bus;

    /**
     * @param recordedBy whose outcomes they are said to be
     * @param atMost how long a draining may go on; well within the function's own time
     */
    public Outbox(
            String recordedBy, Database database, Settings settings, Clock clock, Duration atMost) {
        this.database = database;
        this.recordedBy = recordedBy;
        this.clock = clock;
        this.atMost = atMost;
        this.bus = settings.optional("PARLEY_EVENT_BUS") == null ? null : new EventBus(settings);
    }

    /**
     * How many outcomes were recorded; how many rows wait after a failure; how old the oldest is.
     */
    public record Drained(int recorded, int failed, int oldestSeconds) {}

    private record Round(Batch batch, boolean goOn) {}

    /** Until nothing waits; bounded, because the next nudge or sweep goes on where we stop. */
    public Drained drain() throws SQLException {
        int recorded = 0;
        var until = clock.instant().plus(atMost);
        while (true) {
            var round = database.inTransaction(this::drainSome);
            var batch = round.batch();
            recorded += batch.recorded();
            if (!round.goOn() || clock.instant().isAfter(until))
                return new Drained(recorded, batch.failed(), batch.oldestSeconds());
        }
    }

    private Round drainSome(Transaction transaction) throws SQLException {
        var said =
                transaction.act(
                        "select parley.drain_outbox(?, ?, ?)",
                        recordedBy,
                        ROWS_AT_ONCE,
                        bus != null);
        var batch = Objects.requireNonNull(said).as(Batch.class);
        var events = batch.events();
        var isFull = batch.taken() == ROWS_AT_ONCE;
        if (bus == null || events.isEmpty()) return new Round(batch, isFull);
        return new Round(batch, publish(bus, transaction, events) && isFull);
    }

    /** A bus that refuses one batch would refuse the next: false ends this draining. */
    private static boolean publish(EventBus bus, Transaction transaction, List<Outcome> outcomes)
            throws SQLException {
        var errors = bus.publish(outcomes);
        long[] done =
                outcomes.stream()
                        .mapToLong(Outcome::outboxId)
                        .filter(id -> !errors.containsKey(id))
                        .toArray();
        if (done.length > 0) transaction.act("select parley.outbox_done(?)", (Object) done);
        for (var error : errors.entrySet())
            transaction.act("select parley.outbox_failed(?, ?)", error.getKey(), error.getValue());
        return errors.isEmpty();
    }
}
