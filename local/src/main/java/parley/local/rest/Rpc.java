package parley.local.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import parley.local.http.Answer;
import parley.local.http.Ask;
import parley.local.http.Endpoint;
import parley.local.http.Json;
import parley.local.jdbc.Connections;
import parley.local.tokens.BadToken;
import parley.local.tokens.Tokens;

/** {@code /rpc/NAME}: calls one function of the database as the role that the token names. */
public final class Rpc implements Endpoint {
    private final Connections database;
    private final Tokens tokens;

    /**
     * @param database connections of the role {@code authenticator}
     */
    public Rpc(Connections database, Tokens tokens) {
        this.database = database;
        this.tokens = tokens;
    }

    @Override
    public Answer answer(Ask ask) {
        if (!ask.path().startsWith("/rpc/")) {
            return RestError.of(
                    404,
                    "PGRST205",
                    "Could not find the table '%s' in the schema cache".formatted(ask.path()),
                    null,
                    "The local stack answers /rpc only.");
        }
        if (!Set.of("POST", "GET", "HEAD").contains(ask.method())) {
            return RestError.of(
                    405,
                    "PGRST101",
                    "Cannot use the " + ask.method() + " method on RPC",
                    null,
                    null);
        }
        try {
            Map<String, Object> claims = claims(ask);
            Object role = claims.getOrDefault("role", "anon");
            return call(ask, String.valueOf(role), claims, arguments(ask));
        } catch (BadToken e) {
            return RestError.of(e);
        } catch (JsonProcessingException e) {
            return RestError.of(400, "PGRST102", "Empty or invalid json", null, null);
        }
    }

    /** The person's token if there is one, else what the API key stands for. */
    private Map<String, Object> claims(Ask ask) throws BadToken {
        String key = ask.headers().getOrDefault("apikey", "");
        String bearer = ask.bearer();
        Map<String, Object> ofKey = tokens.ofApiKey(bearer == null ? key : bearer);
        if (ofKey != null) {
            return ofKey;
        }
        return tokens.verify(bearer == null ? key : bearer);
    }

    private static ObjectNode arguments(Ask ask) throws JsonProcessingException {
        JsonNode body = "POST".equals(ask.method()) ? ask.json() : Json.object(ask.parameters());
        if (body instanceof ObjectNode object) {
            return object;
        }
        throw new NotAnObject();
    }

    private Answer call(Ask ask, String role, Map<String, Object> claims, ObjectNode arguments) {
        Set<String> names = new TreeSet<>();
        arguments.fieldNames().forEachRemaining(names::add);
        String name = ask.path().substring("/rpc/".length());
        try {
            return database.inTransaction(connection -> {
                Routine routine = find(connection, name, names);
                if (routine == null) {
                    return RestError.unknown(name, names);
                }
                Session.begin(connection, role, claims, ask);
                return run(connection, routine, names, arguments);
            });
        } catch (Connections.Exhausted e) {
            return RestError.of(504, "PGRST003", String.valueOf(e.getMessage()), null, null);
        } catch (SQLException e) {
            return RestError.of(e, "anon".equals(role));
        }
    }

    private static @Nullable Routine find(Connection connection, String name, Set<String> arguments)
            throws SQLException {
        List<Routine> overloads = Routine.named(connection, name);
        return overloads.stream().filter(r -> r.takes(arguments)).findFirst().orElse(null);
    }

    private static Answer run(
            Connection connection, Routine routine, Set<String> names, ObjectNode arguments)
            throws SQLException {
        try (PreparedStatement call = connection.prepareStatement(routine.sql(names))) {
            call.setString(1, arguments.toString());
            try (ResultSet row = call.executeQuery()) {
                String result = row.next() ? row.getString(1) : null;
                return routine.answers() == Routine.Answers.NOTHING
                        ? Answer.empty(204)
                        : Answer.json(200, result == null ? "null" : result);
            }
        }
    }

    private static final class NotAnObject extends JsonProcessingException {
        NotAnObject() {
            super("not an object");
        }
    }
}
