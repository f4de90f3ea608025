package parley.functions.visitorsession;

import java.sql.SQLException;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parley.core.session.SessionAsk;
import parley.core.session.SessionDecision;
import parley.core.session.SessionDecision.Denied;
import parley.core.session.SessionDecision.NotVouched;
import parley.core.session.SessionDecision.Renewed;
import parley.core.session.SessionDecision.Started;
import parley.core.session.SessionDecision.Vouched;
import parley.core.session.SessionDecision.WrongSecret;
import parley.core.session.SessionFacts;
import parley.core.session.SessionPolicy;
import parley.core.session.Visitor;
import parley.edge.Rejected;
import parley.edge.Settings;
import parley.edge.http.Endpoint;
import parley.edge.http.Reply;
import parley.edge.http.Request;
import parley.edge.secret.Opaque;
import parley.edge.secret.Secrets;
import parley.edge.secret.Source;
import parley.edge.sql.Database;
import parley.edge.stage.Rehearsal;

/** Lets a visitor in, and signs the token that says who he is for ten minutes. */
public final class VisitorSessionHandler extends Endpoint {
    private final Database database;
    private final Sessions sessions;
    private final Source source;
    private final HostTokens hosts;
    private final VisitorTokens tokens;

    public VisitorSessionHandler() {
        this(Settings.fromEnvironment(), Clock.systemUTC());
        joinSnapshots();
    }

    public VisitorSessionHandler(Settings settings, Clock clock) {
        super("visitor-session", "POST");
        var secrets = new Secrets(settings, clock);
        this.database = new Database("visitor-session", settings, secrets, clock);
        this.sessions = new Sessions(database);
        this.source = new Source(secrets);
        this.hosts = new HostTokens(clock);
        this.tokens = new VisitorTokens(settings, secrets, clock);
    }

    @Override
    protected Rehearsal rehearsal() {
        return Script.of(settings -> new VisitorSessionHandler(settings, Clock.systemUTC()));
    }

    @Override
    public void wake() throws SQLException {
        database.open();
    }

    @Override
    protected Reply answer(Request request) throws SQLException {
        var ask = request.read(SessionAsk.class);
        var from = source.of(request.sourceIp());
        var facts = sessions.facts(ask, hosts.sessionIn(ask.hostToken()), from);
        if (facts == null) throw Rejected.notFound("unknown_tenant");
        request.log().tenant(facts.tenant().id());
        var vouched = hosts.verified(ask.hostToken(), facts.hostKeys());
        var decision = SessionPolicy.decide(ask, facts, vouched, request.origin());
        var reply = act(decision, ask, facts.tenant());
        if (reply.status() == 200) request.log().count("signed", 1);
        return reply;
    }

    private Reply act(SessionDecision decision, SessionAsk ask, SessionFacts.Tenant tenant)
            throws SQLException {
        return switch (decision) {
            case Started _ -> start(tenant.id());
            case Renewed(UUID session, UUID visitor) -> renew(tenant.id(), session, visitor, ask);
            case Vouched vouched -> welcome(tenant.id(), vouched);
            case WrongSecret _ -> throw Rejected.forbidden("wrong_secret");
            case NotVouched _ -> throw Rejected.unauthorized("bad_host_token");
            case Denied(var refused) -> Reply.refused(refused);
        };
    }

    private Reply start(UUID tenant) throws SQLException {
        var visitor = new Visitor(UUID.randomUUID(), tenant, UUID.randomUUID());
        var secret = Opaque.fresh();
        sessions.open(visitor, secret, null);
        return token("started", visitor, secret);
    }

    /** Using the secret keeps it alive for another thirty days. */
    private Reply renew(UUID tenant, UUID session, UUID visitor, SessionAsk ask)
            throws SQLException {
        var known = new Visitor(visitor, tenant, session);
        var secret = ask.session() == null ? null : ask.session().secret();
        sessions.open(known, secret, null);
        return token("renewed", known, secret);
    }

    /** An id that is already another tenant's session is not this host's to vouch for. */
    private Reply welcome(UUID tenant, Vouched vouched) throws SQLException {
        var visitor = vouched.visitor();
        if (visitor == null) {
            var stranger = new Visitor(UUID.randomUUID(), tenant, vouched.session());
            visitor = sessions.open(stranger, null, vouched.name());
            if (visitor == null) throw Rejected.forbidden("not_yours");
        }
        return token("vouched", new Visitor(visitor, tenant, vouched.session()), null);
    }

    private Reply token(String decision, Visitor visitor, @Nullable String secret) {
        var session = new SessionAnswer.Session(visitor.session(), secret);
        var seconds = VisitorTokens.LIFE.toSeconds();
        return Reply.ok(
                decision,
                new SessionAnswer(
                        tokens.mint(visitor), seconds, session, visitor.id(), visitor.tenant()));
    }
}
