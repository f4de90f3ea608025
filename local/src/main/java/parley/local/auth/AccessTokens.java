package parley.local.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parley.local.http.Answer;
import parley.local.http.Json;
import parley.local.tokens.BadToken;
import parley.local.tokens.SigningKey;
import parley.local.tokens.Tokens;

/** Access tokens with the claims that Supabase Auth puts in, and who holds one. */
public final class AccessTokens {
    private final SigningKey key;
    private final Tokens tokens;
    private final String issuer;
    private volatile int seconds;
    private final Clock clock;

    /**
     * @param issuer the public address of {@code /auth/v1}
     * @param seconds how long a token lives; an hour on Supabase
     */
    public AccessTokens(SigningKey key, Tokens tokens, String issuer, int seconds, Clock clock) {
        this.key = key;
        this.tokens = tokens;
        this.issuer = issuer;
        this.seconds = seconds;
        this.clock = clock;
    }

    /** From now on a new token lives {@code jwt_exp} seconds; one that is out keeps its own end. */
    public void limit(JsonNode config) {
        seconds = config.path("jwt_exp").asInt(seconds);
    }

    record Holder(UUID id, UUID session, ObjectNode user) {}

    Answer answer(ObjectNode user, Sessions.Opened opened, String method) {
        long now = clock.instant().getEpochSecond();
        ObjectNode body = Json.object();
        body.put("access_token", token(user, opened.session(), method, now));
        body.put("token_type", "bearer");
        body.put("expires_in", seconds);
        body.put("expires_at", now + seconds);
        body.put("refresh_token", opened.refreshToken());
        body.set("user", user);
        return Answer.json(200, body);
    }

    Holder holder(Connection connection, @Nullable String token) throws SQLException {
        if (token == null) {
            throw new AuthError(
                    401, "no_authorization", "This endpoint requires a valid Bearer token");
        }
        Map<String, Object> claims = verified(token);
        UUID session = uuid(claims, "session_id");
        if (!Sessions.exists(connection, session)) {
            throw new AuthError(
                    403,
                    "session_not_found",
                    "Session from session_id claim in JWT does not exist");
        }
        UUID id = uuid(claims, "sub");
        ObjectNode user = Users.withId(connection, id);
        if (user == null) {
            throw new AuthError(403, "user_not_found", "User from sub claim in JWT does not exist");
        }
        return new Holder(id, session, user);
    }

    private String token(ObjectNode user, UUID session, String method, long now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("sub", user.path("id").asText());
        claims.put("aud", user.path("aud").asText());
        claims.put("exp", now + seconds);
        claims.put("iat", now);
        claims.put("email", user.path("email").asText());
        claims.put("phone", "");
        claims.put("app_metadata", Json.MAPPER.convertValue(user.path("app_metadata"), Map.class));
        claims.put(
                "user_metadata", Json.MAPPER.convertValue(user.path("user_metadata"), Map.class));
        claims.put("role", user.path("role").asText());
        claims.put("aal", "aal1");
        claims.put("amr", List.of(Map.of("method", method, "timestamp", now)));
        claims.put("session_id", session.toString());
        claims.put("is_anonymous", user.path("is_anonymous").asBoolean());
        return key.sign(claims);
    }

    private Map<String, Object> verified(String token) {
        try {
            return tokens.verify(token);
        } catch (BadToken e) {
            String why =
                    e.why() == BadToken.Why.EXPIRED
                            ? "token has invalid claims: token is expired"
                            : "token signature is invalid";
            throw new AuthError(
                    403, "bad_jwt", "invalid JWT: unable to parse or verify signature, " + why);
        }
    }

    private static UUID uuid(Map<String, Object> claims, String name) {
        try {
            return UUID.fromString(String.valueOf(claims.get(name)));
        } catch (IllegalArgumentException e) {
            throw new AuthError(403, "bad_jwt", "invalid claim: missing " + name);
        }
    }
}
