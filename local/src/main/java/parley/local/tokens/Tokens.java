package parley.local.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Believes a token or not, as a Supabase project with a third-party issuer does: its own Auth
 * (ES256), the registered issuer's keys (ES256), the project's secret (HS256). No issuer is bound
 * to a key or a role: the real one does not bind them either.
 */
public final class Tokens {
    private final ProjectKeys project;
    private volatile List<ECKey> keys;
    private final Clock clock;
    private volatile Instant expireIssuedBefore = Instant.MIN;

    public Tokens(ProjectKeys project, List<SigningKey> trusted, Clock clock) {
        this.project = project;
        this.keys = publicKeys(trusted);
        this.clock = clock;
    }

    /** Whose tokens are believed from now on. */
    public void trust(List<SigningKey> trusted) {
        keys = publicKeys(trusted);
    }

    private static List<ECKey> publicKeys(List<SigningKey> trusted) {
        return trusted.stream().map(k -> k.jwk().toPublicJWK()).toList();
    }

    /** The claims of a token that is signed by a known key and valid now. */
    public Map<String, Object> verify(String token) throws BadToken {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!jwt.verify(verifier(jwt))) {
                throw new BadToken(BadToken.Why.SIGNATURE);
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            checkTimes(claims);
            return claims.toJSONObject();
        } catch (ParseException e) {
            throw new BadToken(BadToken.Why.MALFORMED);
        } catch (JOSEException e) {
            throw new BadToken(BadToken.Why.SIGNATURE);
        }
    }

    /**
     * What an API key stands for: the opaque keys are mapped to a role by the gateway, the legacy
     * ones are tokens. Null for a key that is neither.
     */
    public @Nullable Map<String, Object> ofApiKey(String key) {
        if (key.equals(project.publishable())) {
            return role("anon");
        }
        if (key.equals(project.secretKey())) {
            return role("service_role");
        }
        if (key.equals(project.anonToken())) {
            return role("anon");
        }
        return key.equals(project.serviceToken()) ? role("service_role") : null;
    }

    /**
     * Every person's token issued until now counts as expired; project keys stay good. Tokens count
     * in whole seconds: this returns when the next one has begun, so that what is issued afterwards
     * is good.
     */
    public void expireAll() throws InterruptedException {
        Instant next = clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        expireIssuedBefore = next;
        Thread.sleep(Duration.between(clock.instant(), next).plusMillis(1));
    }

    /** The hosted gateway turns an opaque key into a token of 24 hours. */
    private Map<String, Object> role(String role) {
        long exp = clock.instant().getEpochSecond() + 86_400;
        return Map.of("iss", "supabase", "ref", "local", "role", role, "exp", exp);
    }

    private JWSVerifier verifier(SignedJWT jwt) throws JOSEException, BadToken {
        JWSAlgorithm algorithm = jwt.getHeader().getAlgorithm();
        if (JWSAlgorithm.HS256.equals(algorithm)) {
            return new MACVerifier(project.secret().getBytes(StandardCharsets.UTF_8));
        }
        String kid = jwt.getHeader().getKeyID();
        for (ECKey key : keys) {
            if (JWSAlgorithm.ES256.equals(algorithm) && key.getKeyID().equals(kid)) {
                return new ECDSAVerifier(key);
            }
        }
        throw new BadToken(BadToken.Why.UNKNOWN_KEY);
    }

    private void checkTimes(JWTClaimsSet claims) throws BadToken {
        Instant now = clock.instant();
        Date expires = claims.getExpirationTime();
        if (expires != null && !now.isBefore(expires.toInstant())) {
            throw new BadToken(
                    BadToken.Why.EXPIRED,
                    now.getEpochSecond() - expires.toInstant().getEpochSecond());
        }
        Date issued = claims.getIssueTime();
        boolean person = claims.getSubject() != null;
        if (person && issued != null && issued.toInstant().isBefore(expireIssuedBefore)) {
            throw new BadToken(BadToken.Why.EXPIRED, 1);
        }
        Date notBefore = claims.getNotBeforeTime();
        if (notBefore != null && now.isBefore(notBefore.toInstant())) {
            throw new BadToken(BadToken.Why.NOT_YET_VALID);
        }
    }
}
