package parley.functions.callsweep;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.edge.Settings;
import parley.edge.http.Endpoint;
import parley.edge.http.LogLine;
import parley.edge.http.Reply;
import parley.edge.http.Request;
import parley.edge.outbox.Outbox;
import parley.edge.secret.Secrets;
import parley.edge.sql.Database;
import parley.edge.stage.Rehearsal;

/** Once a minute, safe twice at once: ends what fell due, delivers what nudges lost, forgets. */
public final class CallSweepHandler extends Endpoint {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Thousands of rows; what is left of the function's minute is for the other steps. */
    private static final Duration DRAINING = Duration.ofSeconds(15);

    /** Of each kind: what has piled up goes in several runs, none of which takes long. */
    private static final int PURGED_AT_ONCE = 5000;

    /** Outcomes, or calls whose relays are settled: some hundreds a second. */
    private static final int SETTLED_AT_ONCE = 200;

    private static final Duration SETTLING = Duration.ofSeconds(10);

    private final Clock clock;
    private final Ping ping;
    private final Database database;
    private final Outbox outbox;
    private final RelayAfterCalls relay;

    private record Swept(int ended, int oldestSeconds, boolean mayJudgeSilence) {}

    private record Purged(int purged) {}

    private record Portion(boolean more) {}

    private record Load(long relayBytesDay) {}

    public CallSweepHandler() {
        this(Settings.fromEnvironment(), Clock.systemUTC());
        joinSnapshots();
    }

    public CallSweepHandler(Settings settings, Clock clock) {
        super("call-sweep", Request.NO_METHOD);
        var secrets = new Secrets(settings, clock);
        this.clock = clock;
        this.ping = new Ping(settings);
        this.database = new Database("call-sweep", settings, secrets, clock, PATIENCE);
        this.outbox = new Outbox("call-sweep", database, settings, clock, DRAINING);
        this.relay = new RelayAfterCalls(settings, secrets, database, clock);
    }

    @Override
    protected Rehearsal rehearsal() {
        return Script.of(settings -> new CallSweepHandler(settings, Clock.systemUTC()));
    }

    @Override
    public void wake() throws SQLException {
        database.open();
    }

    @Override
    protected Reply answer(Request request) throws SQLException {
        // Each step is a transaction of its own, and its count is in the line even if a later one
        // fails.
        var log = request.log();
        boolean reachable = ping.isAnswered();
        log.count("reachable", reachable ? 1 : 0);
        var swept = ask("select parley.sweep(?)", Swept.class, reachable);
        log.count("ended", swept.ended());
        log.count("judged", swept.mayJudgeSilence() ? 1 : 0);
        var drained = outbox.drain();
        log.count("recorded", drained.recorded());
        log.count("failed", drained.failed());
        log.count("oldest_seconds", drained.oldestSeconds());
        // What hinders the reckoning of relays hinders no end and no outcome, nor anything else.
        var steps = new Steps();
        steps.then(this::settle);
        steps.then(() -> load(log));
        steps.then(() -> reckon(log));
        steps.then(() -> purge(log));
        steps.end();
        return Reply.ok("swept", Map.of("ended", swept.ended(), "recorded", drained.recorded()));
    }

    /** The backlog of an outage in portions, each well within a statement's time. */
    private void settle() throws SQLException {
        var until = clock.instant().plus(SETTLING);
        var settled = new Portion(true);
        while (settled.more() && clock.instant().isBefore(until))
            settled = ask("select parley.settle(?)", Portion.class, SETTLED_AT_ONCE);
        var relayed = new Portion(true);
        while (relayed.more() && clock.instant().isBefore(until))
            relayed = ask("select parley.settle_relays(?)", Portion.class, SETTLED_AT_ONCE);
    }

    private void load(LogLine log) throws SQLException {
        log.count("relay_bytes_day", ask("select parley.load()", Load.class).relayBytesDay());
    }

    private void reckon(LogLine log) throws SQLException {
        var after = relay.settle();
        log.count("relays_revoked", after.revoked());
        log.count("relays_counted", after.counted());
        log.count("relay_failed", after.failed());
    }

    private void purge(LogLine log) throws SQLException {
        var purged = ask("select parley.purge(?)", Purged.class, PURGED_AT_ONCE);
        log.count("purged", purged.purged());
    }

    private <T> T ask(
            @CompileTimeConstant final String sql, Class<T> type, @Nullable Object... values)
            throws SQLException {
        return Objects.requireNonNull(database.ask(sql, values)).as(type);
    }
}
