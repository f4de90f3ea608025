package parley.functions.turntoken;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.core.relay.RelayDecision.Denied;
import parley.core.relay.RelayDecision.Direct;
import parley.core.relay.RelayDecision.UnknownTicket;
import parley.core.relay.RelayFacts;
import parley.core.relay.RelayPolicy;
import parley.edge.Rejected;
import parley.edge.Settings;
import parley.edge.http.Endpoint;
import parley.edge.http.Reply;
import parley.edge.http.Request;
import parley.edge.secret.Opaque;
import parley.edge.secret.Secrets;
import parley.edge.sql.Database;

/** Redeems a relay ticket. No relay is never a reason to drop a call: STUN is always answered. */
public final class TurnTokenHandler extends Endpoint {
    private final Database database;

    public TurnTokenHandler() {
        this(Settings.fromEnvironment(), Clock.systemUTC());
    }

    public TurnTokenHandler(Settings settings, Clock clock) {
        super("turn-token", "POST");
        this.database = new Database("turn-token", settings, new Secrets(settings, clock), clock);
    }

    @Override
    protected Reply answer(Request request) throws SQLException {
        var ask = request.read(TicketAsk.class);
        var facts = facts(ask.ticket());
        if (facts != null) request.log().tenant(facts.tenantId());
        return switch (RelayPolicy.decide(facts)) {
            case Direct(var reason) ->
                    Reply.ok("direct " + reason, RelayAnswer.direct(reason, stun(facts)));
            case UnknownTicket _ -> throw Rejected.forbidden("unknown_ticket");
            case Denied(var refused) -> Reply.refused(refused);
        };
    }

    private @Nullable RelayFacts facts(String ticket) throws SQLException {
        var known = database.ask("select parley.relay_facts(?)", Opaque.hash(ticket));
        return known == null ? null : known.as(RelayFacts.class);
    }

    private static List<String> stun(@Nullable RelayFacts facts) {
        return facts == null ? List.of() : facts.stun();
    }

    private record TicketAsk(String ticket) {}
}
