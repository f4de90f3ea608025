package parley.functions.turntoken;

import java.sql.SQLException;
import java.time.Clock;
import java.util.Objects;
import parley.core.relay.RelayDecision.Denied;
import parley.core.relay.RelayDecision.Direct;
import parley.core.relay.RelayDecision.Mint;
import parley.core.relay.RelayDecision.Reason;
import parley.core.relay.RelayDecision.UnknownTicket;
import parley.core.relay.RelayFacts;
import parley.edge.Rejected;
import parley.edge.Settings;
import parley.edge.http.Endpoint;
import parley.edge.http.Reply;
import parley.edge.http.Request;
import parley.edge.secret.Secrets;
import parley.edge.sql.Database;
import parley.edge.stage.Rehearsal;
import parley.functions.turntoken.Grants.Redeemed;

/** Redeems a relay ticket. No relay is never a reason to drop a call: STUN is always answered. */
public final class TurnTokenHandler extends Endpoint {
    private final Database database;
    private final Grants grants;
    private final Relay relay;

    public TurnTokenHandler() {
        this(Settings.fromEnvironment(), Clock.systemUTC());
        joinSnapshots();
    }

    public TurnTokenHandler(Settings settings, Clock clock) {
        super("turn-token", "POST");
        var secrets = new Secrets(settings, clock);
        this.database = new Database("turn-token", settings, secrets, clock);
        this.grants = new Grants(database);
        this.relay = Relay.of(settings, secrets, clock);
    }

    @Override
    protected Rehearsal rehearsal() {
        return Script.of(settings -> new TurnTokenHandler(settings, Clock.systemUTC()));
    }

    @Override
    public void wake() throws SQLException {
        database.open();
    }

    @Override
    protected Reply answer(Request request) throws SQLException {
        var ask = request.read(TicketAsk.class);
        var redeemed = grants.redeem(ask.ticket(), relay.name(), relay.hindrance());
        var facts = redeemed.facts();
        if (facts != null) request.log().tenant(facts.tenantId());
        return switch (redeemed.decision()) {
            case Mint(_, _, _, boolean low) -> minted(redeemed, low);
            case Direct(var reason) -> direct(reason, Objects.requireNonNull(facts));
            case UnknownTicket _ -> throw Rejected.forbidden("unknown_ticket");
            case Denied(var refused) -> Reply.refused(refused);
        };
    }

    private Reply minted(Redeemed redeemed, boolean low) throws SQLException {
        var facts = Objects.requireNonNull(redeemed.facts());
        var lent = Objects.requireNonNull(redeemed.lent());
        try {
            var credential = relay.mint(lent, facts.lifeMs());
            if (credential.user() != null) grants.name(lent.grantId(), credential.user());
            return Reply.ok(
                    "relayed " + relay.name(),
                    RelayAnswer.relayed(facts, low, credential.servers()));
        } catch (ProviderTrouble trouble) {
            grants.release(lent.grantId(), trouble.reason());
            return direct(trouble.reason(), facts);
        }
    }

    private static Reply direct(Reason reason, RelayFacts facts) {
        return Reply.ok("direct " + reason, RelayAnswer.direct(reason, facts));
    }

    private record TicketAsk(String ticket) {}
}
