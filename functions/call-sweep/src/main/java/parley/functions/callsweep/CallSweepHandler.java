package parley.functions.callsweep;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import parley.edge.Settings;
import parley.edge.http.Endpoint;
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

    private final Ping ping;
    private final Database database;
    private final Outbox outbox;
    private final RelayAfterCalls relay;

    private record Swept(int ended, int oldestSeconds, boolean mayJudgeSilence) {}

    private record Purged(int purged) {}

    private record Load(long relayBytesDay) {}

    public CallSweepHandler() {
        this(Settings.fromEnvironment(), Clock.systemUTC());
        joinSnapshots();
    }

    public CallSweepHandler(Settings settings, Clock clock) {
        super("call-sweep", Request.NO_METHOD);
        var secrets = new Secrets(settings, clock);
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
        var said = database.ask("select parley.sweep(?)", reachable);
        var swept = Objects.requireNonNull(said).as(Swept.class);
        log.count("ended", swept.ended());
        log.count("judged", swept.mayJudgeSilence() ? 1 : 0);
        var drained = outbox.drain();
        log.count("recorded", drained.recorded());
        log.count("failed", drained.failed());
        log.count("oldest_seconds", drained.oldestSeconds());
        var purged = database.ask("select parley.purge(?)", PURGED_AT_ONCE);
        log.count("purged", Objects.requireNonNull(purged).as(Purged.class).purged());
        // Last: whatever hinders the reckoning of relays hinders no end and no outcome.
        database.ask("select parley.settle()");
        var load = Objects.requireNonNull(database.ask("select parley.load()")).as(Load.class);
        log.count("relay_bytes_day", load.relayBytesDay());
        var after = relay.settle();
        log.count("relays_revoked", after.revoked());
        log.count("relays_counted", after.counted());
        log.count("relay_failed", after.failed());
        return Reply.ok("swept", Map.of("ended", swept.ended(), "recorded", drained.recorded()));
    }
}
