package parley.functions.visitorsession;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parley.core.Malformed;
import parley.core.session.HostClaims;
import parley.edge.json.Doc;
import parley.edge.token.Jws;

/** The short word of a host's backend, HS256 by one of the tenant's keys: this session is mine. */
final class HostTokens {
    /** Longer-lived words would be bare ids with a signature. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Clock clock;

    private record Claims(UUID sub, long exp, @Nullable Long nbf, @Nullable String name) {}

    HostTokens(Clock clock) {
        this.clock = clock;
    }

    /** Which session it speaks of, believed by nobody yet: only to look it up. */
    @Nullable UUID sessionIn(@Nullable String token) {
        var jws = token == null ? null : Jws.parse(token, JWSAlgorithm.HS256);
        var claims = jws == null ? null : read(jws.unverifiedClaims());
        return claims == null ? null : claims.sub();
    }

    /** What the host vouches for, if one of these keys signed it and its time is now. */
    @Nullable HostClaims verified(@Nullable String token, List<String> keys) {
        var jws = token == null ? null : Jws.parse(token, JWSAlgorithm.HS256);
        if (jws == null) return null;
        for (var key : keys) {
            var claims = read(signedBy(jws, key));
            if (claims != null && inTime(claims))
                return new HostClaims(claims.sub(), claims.name());
        }
        return null;
    }

    /** Postgres breaks base64 into lines, so the lenient decoder reads it. */
    private static @Nullable Doc signedBy(Jws jws, String key) {
        try {
            return jws.claims(new MACVerifier(Base64.getMimeDecoder().decode(key)));
        } catch (JOSEException e) {
            throw new IllegalStateException("a tenant's key is too short for HS256", e);
        }
    }

    private static @Nullable Claims read(@Nullable Doc said) {
        try {
            return said == null ? null : said.as(Claims.class);
        } catch (Malformed e) {
            return null;
        }
    }

    private boolean inTime(Claims claims) {
        long now = clock.instant().getEpochSecond();
        long skew = Jws.SKEW.toSeconds();
        return claims.exp() > now - skew
                && claims.exp() <= now + LONGEST.toSeconds() + skew
                && (claims.nbf() == null || claims.nbf() < now + skew);
    }
}
