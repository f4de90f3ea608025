package parley.functions.visitorsession;

import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parley.core.session.SessionAsk;
import parley.core.session.SessionFacts;
import parley.core.session.Visitor;
import parley.edge.secret.Opaque;
import parley.edge.sql.Database;

/** Chat sessions, as far as they are known here. */
final class Sessions {
    private final Database database;

    Sessions(Database database) {
        this.database = database;
    }

    /** Null for an unknown tenant. */
    @Nullable SessionFacts facts(SessionAsk ask, @Nullable UUID hosted, byte[] source)
            throws SQLException {
        var known = ask.session();
        return known == null
                ? facts(ask.tenant(), hosted, null, source)
                : facts(ask.tenant(), known.id(), Opaque.hash(known.secret()), source);
    }

    /** Opens it, or finds it open; whose it is then. Null when the id is another tenant's. */
    @Nullable UUID open(Visitor visitor, @Nullable String secret, @Nullable String name)
            throws SQLException {
        var opened =
                database.act(
                        "select parley.open_session(?, ?, ?, ?::bytea, ?::text)",
                        visitor.tenant(),
                        visitor.session(),
                        visitor.id(),
                        secret == null ? null : Opaque.hash(secret),
                        name);
        return opened == null ? null : opened.as(Opened.class).visitorId();
    }

    private record Opened(UUID visitorId) {}

    private @Nullable SessionFacts facts(
            String tenant, @Nullable UUID session, byte @Nullable [] secretHash, byte[] source)
            throws SQLException {
        var known =
                database.ask(
                        "select parley.session_facts(?, ?::uuid, ?::bytea, ?)",
                        tenant,
                        session,
                        secretHash,
                        source);
        return known == null ? null : known.as(SessionFacts.class);
    }
}
