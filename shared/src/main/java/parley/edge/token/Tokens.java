package parley.edge.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parley.core.Malformed;
import parley.core.session.Visitor;
import parley.edge.Rejected;
import parley.edge.Settings;
import parley.edge.json.Doc;

/**
 * Visitors' tokens: ES256 by one of our configured keys, our issuer, role anon, at most ten
 * minutes.
 */
public final class Tokens {
    public static final String AUDIENCE = "authenticated";
    public static final String ROLE = "anon";
    public static final Duration LIFE = Duration.ofMinutes(10);

    private final Settings settings;
    private final Clock clock;
    private @Nullable Map<String, JWSVerifier> keys;

    private record Claims(
            String iss,
            String aud,
            UUID sub,
            String role,
            UUID tenantId,
            UUID chatSessionId,
            long iat,
            long exp,
            @Nullable Long nbf) {}

    public Tokens(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    public Visitor visitor(String token) {
        var jws = Jws.parse(token, JWSAlgorithm.ES256);
        var key = jws == null || jws.kid() == null ? null : keys().get(jws.kid());
        var said = jws == null || key == null ? null : jws.claims(key);
        var claims = said == null ? null : read(said);
        if (claims == null || !holds(claims)) throw Rejected.unauthorized("bad_token");
        return new Visitor(claims.sub(), claims.tenantId(), claims.chatSessionId());
    }

    private static @Nullable Claims read(Doc said) {
        try {
            return said.as(Claims.class);
        } catch (Malformed e) {
            return null;
        }
    }

    private boolean holds(Claims claims) {
        long now = clock.instant().getEpochSecond();
        long skew = Jws.SKEW.toSeconds();
        return claims.iss().equals(settings.required("PARLEY_ISSUER"))
                && claims.aud().equals(AUDIENCE)
                && claims.role().equals(ROLE)
                && claims.exp() > now - skew
                && claims.iat() < now + skew
                && (claims.nbf() == null || claims.nbf() < now + skew)
                && claims.exp() <= claims.iat() + LIFE.toSeconds();
    }

    private synchronized Map<String, JWSVerifier> keys() {
        if (keys == null) keys = read(settings.required("PARLEY_JWKS"));
        return keys;
    }

    private static Map<String, JWSVerifier> read(String jwks) {
        var verifiers = new HashMap<String, JWSVerifier>();
        try {
            for (var jwk : JWKSet.parse(jwks).getKeys()) {
                if (jwk instanceof ECKey key
                        && Curve.P_256.equals(key.getCurve())
                        && key.getKeyID() != null)
                    verifiers.put(key.getKeyID(), new ECDSAVerifier(key.toPublicJWK()));
            }
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("PARLEY_JWKS is no set of public keys", e);
        }
        return verifiers;
    }
}
