package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Who a token says its bearer is. HS* by the project's secret, RS* and ES* by the public key with
 * the token's {@code kid}, side by side; issuer and audience are not looked at.
 */
final class Tokens {
    private static final long DAY = 86_400;
    private final RealtimeSettings settings;
    private final Signatures signatures;

    Tokens(RealtimeSettings settings) {
        this.settings = settings;
        this.signatures = new Signatures(settings.jwtSecret(), settings.jwks());
    }

    long now() {
        return settings.clock().instant().getEpochSecond();
    }

    /** The token that stands for an API key: a publishable key is swapped as the gateway does. */
    String forApiKey(String key) {
        String role = settings.publishableKeys().get(key);
        return role == null ? key : mint(role);
    }

    TokenVerdict verify(@Nullable String token) {
        if (token == null) {
            return new TokenVerdict.Other(":invalid_token");
        }
        String[] parts = cleaned(token).split("\\.", -1);
        byte[] body = parts.length == 3 ? decoded(parts[1]) : null;
        if (body == null) {
            return new TokenVerdict.Malformed();
        }
        JsonNode claims = Json.parse(body).orElse(null);
        if (claims == null) {
            return new TokenVerdict.Raises(Json.complaint(body));
        }
        if (!(claims instanceof ObjectNode known)) {
            return new TokenVerdict.Other(":expected_claims_map");
        }
        byte[] head = decoded(parts[0]);
        JsonNode header = head == null ? Json.array() : Json.parse(head).orElse(null);
        if (head != null && header == null) {
            return new TokenVerdict.Raises(Json.complaint(head));
        }
        if (!(header instanceof ObjectNode)) {
            return new TokenVerdict.Other(":expected_header_map");
        }
        return signatures
                .fault(header, parts[0], parts[0] + "." + parts[1], parts[2])
                .orElseGet(() -> claims(known));
    }

    private TokenVerdict claims(ObjectNode claims) {
        JsonNode exp = claims.path("exp");
        if (claims.has("exp") && !exp.isNumber()) {
            return new TokenVerdict.Raises("bad argument in arithmetic expression");
        }
        if (claims.has("exp") && exp.asDouble() <= now()) {
            return new TokenVerdict.Expired(
                    exp.isIntegralNumber()
                            ? BigInteger.valueOf(now()).subtract(exp.bigIntegerValue()).toString()
                            : String.valueOf(now() - exp.asDouble()));
        }
        JsonNode iat = claims.path("iat");
        if (claims.has("iat") && !iat.isNumber()) {
            return new TokenVerdict.Other(
                    "[message: \"Invalid token\", claim: \"iat\", claim_val: "
                            + ElixirText.of(iat)
                            + "]");
        }
        if (!claims.has("exp") || !claims.has("role")) {
            return new TokenVerdict.MissingClaims();
        }
        return new TokenVerdict.Valid(claims, Math.round(exp.asDouble()));
    }

    private String mint(String role) {
        ObjectNode claims = Json.object();
        claims.put("role", role).put("iss", "supabase");
        claims.put("iat", now()).put("exp", now() + DAY);
        String signed =
                encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encoded(claims.toString());
        return signed + "." + signatures.sign(signed);
    }

    private static String encoded(String text) {
        return Base64URL.encode(text).toString();
    }

    /** What a part of a token says, null if it is no base64url. */
    private static byte @Nullable [] decoded(String part) {
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Tokens come percent-encoded and with white space now and then. */
    private static String cleaned(String token) {
        try {
            String decoded = URLDecoder.decode(token.replace("+", "%2B"), StandardCharsets.UTF_8);
            return decoded.replaceAll("\\s", "");
        } catch (IllegalArgumentException e) {
            return token;
        }
    }
}
