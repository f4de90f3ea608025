package parley.functions.callrequest;

import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parley.core.call.Ask;
import parley.core.call.CallFacts;
import parley.core.call.Callback;
import parley.core.session.Visitor;
import parley.edge.Rejected;
import parley.edge.json.Doc;
import parley.edge.json.Json;
import parley.edge.secret.Opaque;
import parley.edge.sql.Database;

/** Calls, as far as they begin here. */
final class Calls {
    private final Database database;

    Calls(Database database) {
        this.database = database;
    }

    CallFacts facts(Visitor visitor, @Nullable UUID call, byte[] source) throws SQLException {
        var known =
                database.ask(
                        "select parley.call_request_facts(?, ?, ?::uuid, ?)",
                        visitor.tenant(),
                        visitor.session(),
                        call,
                        source);
        if (known == null) throw Rejected.unauthorized("unknown_tenant");
        return known.as(CallFacts.class);
    }

    @Nullable Doc open(Ask ask, Visitor visitor, @Nullable String ticket) throws SQLException {
        return database.act(
                "select parley.open_call(?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::text, ?::bytea)",
                ask.callId(),
                visitor.tenant(),
                visitor.session(),
                visitor.id(),
                ask.instance(),
                ask.media().toString(),
                Json.write(ask.offer()),
                ask.page() == null ? null : Json.write(ask.page()),
                ask.name(),
                hash(ticket));
    }

    /** Null when the call is another session's. */
    @Nullable Doc regrant(Ask ask, Visitor visitor, @Nullable String ticket) throws SQLException {
        return database.act(
                "select parley.regrant_call(?, ?, ?::bytea)",
                ask.callId(),
                visitor.session(),
                hash(ticket));
    }

    /** Null when the tenant has no voice. */
    @Nullable Doc requestCallback(Visitor visitor, Callback wish) throws SQLException {
        return database.act(
                "select parley.request_callback(?, ?, ?, ?::jsonb)",
                visitor.tenant(),
                visitor.session(),
                visitor.id(),
                Json.write(wish));
    }

    private static byte @Nullable [] hash(@Nullable String ticket) {
        return ticket == null ? null : Opaque.hash(ticket);
    }
}
