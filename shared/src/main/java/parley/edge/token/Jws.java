package parley.edge.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import java.text.ParseException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import parley.core.Malformed;
import parley.edge.json.Doc;
import parley.edge.json.Json;

/**
 * A signed token before it is believed. The algorithm is the reader's choice and never the token's;
 * a header that points to keys elsewhere, or asks for what we do not know, is not read further.
 */
public final class Jws {
    /** How far our clocks and a signer's may stand apart. */
    public static final Duration SKEW = Duration.ofSeconds(30);

    private static final int LONGEST = 4096;

    private final JWSObject token;

    private Jws(JWSObject token) {
        this.token = token;
    }

    /** Null when it is not a token of that algorithm. */
    public static @Nullable Jws parse(String compact, JWSAlgorithm only) {
        if (compact.length() > LONGEST) return null;
        try {
            var parts = JWSObject.split(compact);
            if (parts.length != 3) return null;
            Json.parse(parts[0].decode()); // a name said twice is read two ways by two readers
            var token = new JWSObject(parts[0], parts[1], parts[2]);
            return plain(token) && only.equals(token.getHeader().getAlgorithm())
                    ? new Jws(token)
                    : null;
        } catch (ParseException | IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean plain(JWSObject token) {
        var header = token.getHeader();
        return header.getCriticalParams() == null
                && header.getJWK() == null
                && header.getJWKURL() == null
                && header.getX509CertURL() == null
                && header.getX509CertChain() == null
                && header.isBase64URLEncodePayload();
    }

    public @Nullable String kid() {
        return token.getHeader().getKeyID();
    }

    /** What it says if that key signed it, else null. */
    public @Nullable Doc claims(JWSVerifier key) {
        try {
            return token.verify(key) ? Json.parse(token.getPayload().toBytes()) : null;
        } catch (JOSEException | Malformed e) {
            return null;
        }
    }

    /** What it says, believed by nobody: good for looking up who might have signed it. */
    public @Nullable Doc unverifiedClaims() {
        try {
            return Json.parse(token.getPayload().toBytes());
        } catch (Malformed e) {
            return null;
        }
    }
}
