package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Base64URL;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Who a token says its bearer is. HS* by the project's secret, RS* and ES* by the public key with
 * the token's {@code kid}, side by side; issuer and audience are not looked at.
 */
final class Tokens {
    private static final long DAY = 86_400;
    private final RealtimeSettings settings;

    Tokens(RealtimeSettings settings) {
        this.settings = settings;
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
        Optional<JsonNode> claims = parts.length == 3 ? part(parts[1]) : Optional.empty();
        Optional<JsonNode> header = parts.length == 3 ? part(parts[0]) : Optional.empty();
        if (claims.isEmpty() || header.isEmpty()) {
            return new TokenVerdict.Malformed();
        }
        if (!(claims.get() instanceof ObjectNode known)) {
            return new TokenVerdict.Other(":expected_claims_map");
        }
        TokenVerdict refusal = signature(header.get(), parts);
        return refusal != null ? refusal : claims(known);
    }

    private TokenVerdict claims(ObjectNode claims) {
        JsonNode exp = claims.path("exp");
        if (claims.has("exp") && (!exp.isNumber() || exp.asDouble() <= now())) {
            return exp.isIntegralNumber()
                    ? new TokenVerdict.Expired(now() - exp.asLong())
                    : new TokenVerdict.Other("[message: " + now() + ", claim: \"exp\"]");
        }
        if (claims.has("iat") && !claims.path("iat").isNumber()) {
            return new TokenVerdict.Other("[message: \"Invalid token\", claim: \"iat\"]");
        }
        if (!claims.has("exp") || !claims.has("role")) {
            return new TokenVerdict.MissingClaims();
        }
        return new TokenVerdict.Valid(claims, Math.round(exp.asDouble()));
    }

    /** Null if the signature is good. */
    private @Nullable TokenVerdict signature(JsonNode header, String[] parts) {
        String alg = header.path("alg").asText();
        String kid = header.path("kid").isTextual() ? header.path("kid").asText() : null;
        String signed = parts[0] + "." + parts[1];
        boolean good;
        if (List.of("HS256", "HS384", "HS512").contains(alg)) {
            good = MessageDigest.isEqual(mac(alg, signed), bytes(parts[2]));
        } else if (kid != null && (alg.startsWith("RS") || alg.startsWith("ES"))) {
            JWSVerifier verifier = verifier(alg, kid);
            if (verifier == null) {
                return new TokenVerdict.NoSigner(kid);
            }
            good = isSigned(verifier, parts, signed);
        } else {
            return new TokenVerdict.NoSigner(null);
        }
        return good ? null : new TokenVerdict.BadSignature();
    }

    private @Nullable JWSVerifier verifier(String alg, String kid) {
        try {
            JWK key = JWKSet.parse(settings.jwks().get()).getKeyByKeyId(kid);
            if (key == null) {
                return null;
            }
            if (alg.startsWith("RS")) {
                return new RSASSAVerifier(key.toRSAKey());
            }
            return new ECDSAVerifier(key.toECKey());
        } catch (ParseException | JOSEException | ClassCastException e) {
            return null;
        }
    }

    private static boolean isSigned(JWSVerifier verifier, String[] parts, String signed) {
        try {
            JWSHeader header = JWSHeader.parse(new Base64URL(parts[0]));
            byte[] input = signed.getBytes(StandardCharsets.UTF_8);
            return verifier.verify(header, input, new Base64URL(parts[2]));
        } catch (ParseException | JOSEException e) {
            return false;
        }
    }

    private String mint(String role) {
        ObjectNode claims = Json.object();
        claims.put("role", role).put("iss", "supabase");
        claims.put("iat", now()).put("exp", now() + DAY);
        String signed =
                encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encoded(claims.toString());
        return signed + "." + Base64URL.encode(mac("HS256", signed));
    }

    private byte[] mac(String alg, String signed) {
        try {
            String name = "HmacSHA" + alg.substring(2);
            Mac mac = Mac.getInstance(name);
            byte[] secret = settings.jwtSecret().getBytes(StandardCharsets.UTF_8);
            mac.init(new SecretKeySpec(secret, name));
            return mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return Base64URL.encode(text).toString();
    }

    private static Optional<JsonNode> part(String encoded) {
        return Json.parse(bytes(encoded));
    }

    private static byte[] bytes(String encoded) {
        try {
            return Base64.getUrlDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            return new byte[0];
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
