package parley.functions.callrequest;

import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.core.Refusal;
import parley.core.Refused;
import parley.core.call.Ask;
import parley.core.call.CallDecision.Denied;
import parley.core.call.CallDecision.Granted;
import parley.core.call.CallDecision.GrantedAgain;
import parley.core.call.CallDecision.NotYours;
import parley.core.call.CallDecision.Over;
import parley.core.call.CallPolicy;
import parley.core.call.Callback;
import parley.core.call.CallbackDecision;
import parley.core.call.CallbackDecision.Noted;
import parley.core.session.Visitor;
import parley.edge.Rejected;
import parley.edge.Settings;
import parley.edge.http.Endpoint;
import parley.edge.http.Reply;
import parley.edge.http.Request;
import parley.edge.json.Doc;
import parley.edge.secret.Opaque;
import parley.edge.secret.Secrets;
import parley.edge.secret.Source;
import parley.edge.sql.Database;
import parley.edge.stage.Rehearsal;
import parley.edge.token.Tokens;

/** A visitor asks for a call, or to be called back. The only place where a call begins. */
public final class CallRequestHandler extends Endpoint {
    private final Database database;
    private final Tokens tokens;
    private final Calls calls;
    private final Source source;

    public CallRequestHandler() {
        this(Settings.fromEnvironment(), Clock.systemUTC());
        joinSnapshots();
    }

    public CallRequestHandler(Settings settings, Clock clock) {
        super("call-request", "POST");
        var secrets = new Secrets(settings, clock);
        this.tokens = new Tokens(settings, clock);
        this.database = new Database("call-request", settings, secrets, clock);
        this.calls = new Calls(database);
        this.source = new Source(secrets);
    }

    @Override
    protected Rehearsal rehearsal() {
        return Script.of(settings -> new CallRequestHandler(settings, Clock.systemUTC()));
    }

    @Override
    public void wake() throws SQLException {
        database.open();
    }

    @Override
    protected Reply answer(Request request) throws SQLException {
        var body = request.json();
        var visitor = tokens.visitor(request.bearerToken());
        request.log().tenant(visitor.tenant());
        return body.has("callback")
                ? callback(Request.read(body, CallbackAsk.class).callback(), visitor, request)
                : call(Request.read(body, Ask.class), visitor, request);
    }

    private Reply call(Ask ask, Visitor visitor, Request request) throws SQLException {
        request.log().call(ask.callId());
        var facts = calls.facts(visitor, ask.callId(), source.of(request.sourceIp()));
        return switch (CallPolicy.decide(facts, ask.media(), request.origin())) {
            case Granted(boolean relay) -> {
                var ticket = ticket(relay);
                yield granted("granted", calls.open(ask, visitor, ticket), ticket);
            }
            case GrantedAgain(boolean relay) -> {
                var ticket = ticket(relay);
                yield granted("granted again", calls.regrant(ask, visitor, ticket), ticket);
            }
            case Over _ -> granted("over", calls.regrant(ask, visitor, null), null);
            case NotYours _ -> throw Rejected.forbidden("not_yours");
            case Denied(var refused) -> Reply.refused(refused);
        };
    }

    private Reply callback(Callback wish, Visitor visitor, Request request) throws SQLException {
        var facts = calls.facts(visitor, null, source.of(request.sourceIp()));
        return switch (CallPolicy.decideCallback(facts, request.origin())) {
            case Noted _ -> noted(calls.requestCallback(visitor, wish));
            case CallbackDecision.Denied(var refused) -> Reply.refused(refused);
        };
    }

    /** The database has the last word: a race it decided is a refusal like any other. */
    private static Reply granted(String decision, @Nullable Doc answer, @Nullable String ticket) {
        if (answer == null) throw Rejected.forbidden("not_yours");
        var reason = answer.text("refused");
        if (reason != null)
            return Reply.refused(
                    Refused.because(Refusal.named(reason)).withAll(answer.without("refused")));
        return Reply.ok(decision, answer.with("relay_ticket", ticket));
    }

    private static Reply noted(@Nullable Doc callback) {
        return callback == null
                ? Reply.refused(Refused.because(Refusal.VOICE_NOT_ENABLED))
                : Reply.ok("callback", Map.of("callback", callback));
    }

    private static @Nullable String ticket(boolean relay) {
        return relay ? Opaque.fresh() : null;
    }

    private record CallbackAsk(Callback callback) {}
}
