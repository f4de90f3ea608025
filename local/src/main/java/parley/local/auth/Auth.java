package parley.local.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import parley.local.http.Answer;
import parley.local.http.Ask;
import parley.local.http.Endpoint;
import parley.local.http.Json;
import parley.local.jdbc.Connections;
import parley.local.tokens.SigningKey;

/** The endpoints of Supabase Auth that supabase-js needs to sign somebody in and keep them so. */
public final class Auth implements Endpoint {
    private final Connections database;
    private final AccessTokens tokens;
    private final SigningKey key;

    /**
     * @param database connections of the role {@code supabase_auth_admin}
     */
    public Auth(Connections database, AccessTokens tokens, SigningKey key) {
        this.database = database;
        this.tokens = tokens;
        this.key = key;
    }

    @Override
    public Answer answer(Ask ask) throws SQLException {
        try {
            return switch (ask.method() + " " + ask.path()) {
                case "GET /.well-known/jwks.json" ->
                        Answer.json(200, key.jwks()).with("Cache-Control", "public, max-age=600");
                case "GET /health" -> Answer.json(200, Json.object(Map.of("name", "GoTrue")));
                case "POST /token" -> token(ask);
                case "POST /signup" -> signUp(ask);
                case "GET /user" -> Answer.json(200, holder(ask).user());
                case "POST /logout" -> logout(ask);
                default -> Answer.text(404, "text/plain; charset=utf-8", "404 page not found\n");
            };
        } catch (AuthError e) {
            return e.answer(ask);
        }
    }

    private Answer token(Ask ask) throws SQLException {
        JsonNode body = body(ask);
        return switch (ask.parameters().getOrDefault("grant_type", "")) {
            case "password" -> signIn(body.path("email").asText(), body.path("password").asText());
            case "refresh_token" -> refresh(body.path("refresh_token").asText());
            default -> throw new AuthError(400, "invalid_request", "unsupported_grant_type");
        };
    }

    private Answer signIn(String email, String password) throws SQLException {
        return database.inTransaction(connection -> {
            ObjectNode user = Users.withPassword(connection, email, password);
            if (user == null) {
                throw new AuthError(400, "invalid_credentials", "Invalid login credentials");
            }
            return opened(connection, user, "password");
        });
    }

    private Answer signUp(Ask ask) throws SQLException {
        if (body(ask).hasNonNull("email")) {
            throw new AuthError(422, "signup_disabled", "Signups not allowed for this instance");
        }
        return database.inTransaction(
                connection -> opened(connection, Users.createAnonymous(connection), "anonymous"));
    }

    private Answer opened(Connection connection, ObjectNode user, String method)
            throws SQLException {
        UUID id = UUID.fromString(user.path("id").asText());
        Users.signedIn(connection, id);
        return tokens.answer(user, Sessions.open(connection, id), method);
    }

    private Answer refresh(String token) throws SQLException {
        return database.inTransaction(connection -> {
            Sessions.Opened opened = Sessions.refresh(connection, token);
            ObjectNode user = Users.withId(connection, opened.user());
            if (user == null) {
                throw new AuthError(404, "user_not_found", "User not found");
            }
            return tokens.answer(user, opened, "password");
        });
    }

    private Answer logout(Ask ask) throws SQLException {
        AccessTokens.Holder holder = holder(ask);
        String scope = ask.parameters().getOrDefault("scope", "global");
        return database.inTransaction(connection -> {
            Sessions.end(connection, holder.id(), holder.session(), scope);
            return Answer.empty(204);
        });
    }

    private AccessTokens.Holder holder(Ask ask) throws SQLException {
        return database.inTransaction(connection -> tokens.holder(connection, ask.bearer()));
    }

    private static JsonNode body(Ask ask) {
        try {
            return ask.json();
        } catch (JsonProcessingException e) {
            throw new AuthError(400, "bad_json", "Could not parse request body as JSON");
        }
    }
}
