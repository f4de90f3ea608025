package parley.functions.calloutcome;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parley.edge.Settings;
import parley.edge.http.Endpoint;
import parley.edge.http.Reply;
import parley.edge.http.Request;
import parley.edge.outbox.Outbox;
import parley.edge.secret.Secrets;
import parley.edge.sql.Database;
import parley.edge.stage.Rehearsal;

/**
 * The database's nudge that a call has ended. It says only that something waits: whatever waits is
 * recorded, so a lost, doubled or late nudge changes nothing.
 */
public final class CallOutcomeHandler extends Endpoint {
    /** pg_net hangs up after ten seconds. */
    private static final Duration DRAINING = Duration.ofSeconds(5);

    private final Database database;
    private final Signature signature;
    private final Outbox outbox;

    public CallOutcomeHandler() {
        this(Settings.fromEnvironment(), Clock.systemUTC());
        joinSnapshots();
    }

    public CallOutcomeHandler(Settings settings, Clock clock) {
        super("call-outcome", "POST");
        var secrets = new Secrets(settings, clock);
        this.database = new Database("call-outcome", settings, secrets, clock);
        this.signature = new Signature(secrets);
        this.outbox = new Outbox("call-outcome", database, settings, clock, DRAINING);
    }

    @Override
    protected Rehearsal rehearsal() {
        return Script.of(settings -> new CallOutcomeHandler(settings, Clock.systemUTC()));
    }

    @Override
    public void wake() throws SQLException {
        database.open();
    }

    @Override
    protected Reply answer(Request request) throws SQLException {
        signature.verify(request);
        var nudge = request.read(Nudge.class);
        if (nudge.tenantId() != null) request.log().tenant(nudge.tenantId());
        if (nudge.callId() != null) request.log().call(nudge.callId());
        var drained = outbox.drain();
        request.log().count("recorded", drained.recorded());
        request.log().count("failed", drained.failed());
        return Reply.ok("recorded", Map.of("recorded", drained.recorded()));
    }

    /** Whose call, where it is about one: a low budget and a wish for premium are not. */
    private record Nudge(String type, @Nullable UUID callId, @Nullable UUID tenantId) {}
}
