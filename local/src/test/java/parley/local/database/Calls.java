package parley.local.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/** Puts a call into a state, by the same doors as the product. */
final class Calls {
    private static final String OFFER = "{\"sdp\": \"v=0 offer\"}";

    private final Ledger ledger;

    Calls(Ledger ledger) {
        this.ledger = ledger;
    }

    /** A call and the pages that its parties hold it by. */
    record Call(
            UUID id, UUID tenant, UUID session, UUID visitor, UUID visitorPage, UUID agentPage) {
        Person caller() {
            return Person.visitor(tenant, session, visitor);
        }
    }

    /** A new session of acme that has not called yet. */
    Call session() throws SQLException {
        return session(Person.ACME);
    }

    Call session(UUID tenant) throws SQLException {
        Call call =
                new Call(
                        UUID.randomUUID(),
                        tenant,
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        UUID.randomUUID());
        function(
                "select parley.open_session(?, ?, ?, null, 'Ada')",
                tenant,
                call.session,
                call.visitor);
        return call;
    }

    /** Asks for the call as call-request does after its decision. */
    JsonNode open(Call call) throws SQLException {
        return json(
                function(
                        "select parley.open_call(?, ?, ?, ?, ?, 'audio', '"
                                + OFFER
                                + "', '{}', 'Ada', null)",
                        call.id,
                        call.tenant,
                        call.session,
                        call.visitor,
                        call.visitorPage));
    }

    Call ringing() throws SQLException {
        Call call = session();
        open(call);
        return call;
    }

    /** Accepted by Ana from the call's agent page. */
    Call accepted() throws SQLException {
        Call call = ringing();
        ledger.rpc(
                Person.ANA,
                "parley_accept_call",
                args("p_call", call.id, "p_instance", call.agentPage));
        return call;
    }

    /** Accepted, and Ana has answered. */
    Call answered() throws SQLException {
        Call call = accepted();
        ledger.rpc(Person.ANA, "parley_send_signal", signal(call, call.agentPage, "answer"));
        return call;
    }

    Call connected() throws SQLException {
        Call call = answered();
        ledger.rpc(call.caller(), "parley_touch_call", touch(call, call.visitorPage));
        return call;
    }

    Call ended() throws SQLException {
        Call call = connected();
        ledger.rpc(call.caller(), "parley_end_call", end(call, call.visitorPage, "hang_up"));
        return call;
    }

    Call in(String state) throws SQLException {
        return switch (state) {
            case "ringing" -> ringing();
            case "accepted" -> accepted();
            case "answered" -> answered();
            case "connected" -> connected();
            case "ended" -> ended();
            default -> throw new IllegalArgumentException(state);
        };
    }

    /**
     * Ends whatever is open, so that Ana is free and no session is held; and nothing of it waits in
     * the outbox.
     */
    void endAll() throws SQLException {
        ledger.run(
                "select parley.end_call(c, 'dropped', 'system') from parley.calls c where state <> 'ended'");
        ledger.run("delete from parley.desks");
        drainAll();
    }

    /** In portions: no statement of the functions may take long. */
    private void drainAll() throws SQLException {
        String portion = "select parley.drain_outbox('test', 50, false)";
        while (json(function(portion)).path("recorded").asInt() > 0) {}
    }

    /** What stands in the row: state, reason, who ended, generation, version, agent. */
    String row(Call call) throws SQLException {
        return String.valueOf(
                ledger.ask(
                        """
                        select concat_ws(' ', state, coalesce(end_reason, '-'), coalesce(ended_by, '-'), 'g' || generation,
                          coalesce(agent_name, '-')) from parley.calls where id = '%s'\
                        """
                                .formatted(call.id)));
    }

    /** Outbox rows of a call: exactly one once it has ended, none before. */
    String outbox(Call call) throws SQLException {
        return String.valueOf(
                ledger.ask(
                        "select count(*) from parley.outbox where call_id = '%s'"
                                .formatted(call.id)));
    }

    static Map<String, Object> args(Object... pairs) {
        Map<String, Object> args = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            args.put((String) pairs[i], pairs[i + 1]);
        }
        return args;
    }

    static Map<String, Object> signal(Call call, UUID page, String type) {
        return args(
                "p_call",
                call.id,
                "p_instance",
                page,
                "p_generation",
                0,
                "p_id",
                UUID.randomUUID(),
                "p_type",
                type,
                "p_payload",
                jsonb("{\"sdp\": \"v=0 " + type + "\"}"));
    }

    static Map<String, Object> touch(Call call, UUID page) {
        return args(
                "p_call",
                call.id,
                "p_instance",
                page,
                "p_generation",
                0,
                "p_report",
                jsonb("{\"connected\": true, \"path\": \"direct\"}"));
    }

    static Map<String, Object> end(Call call, UUID page, String intent) {
        return args(
                "p_call",
                call.id,
                "p_instance",
                page,
                "p_intent",
                intent,
                "p_report",
                jsonb("{}"),
                "p_generation",
                0);
    }

    static PGobject jsonb(String value) {
        try {
            PGobject object = new PGobject();
            object.setType("jsonb");
            object.setValue(value);
            return object;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks as the functions' role, in a transaction of its own. */
    @Nullable String function(String sql, Object... args) throws SQLException {
        try (PreparedStatement statement = ledger.kept("parley_functions").prepareStatement(sql)) {
            List<Object> values = new ArrayList<>(List.of(args));
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    static JsonNode json(@Nullable String text) {
        try {
            return Ledger.JSON.readTree(String.valueOf(text));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
