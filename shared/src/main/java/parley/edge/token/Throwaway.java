package parley.edge.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.Instant;
import java.util.LinkedHashMap;
import parley.core.session.Visitor;
import parley.edge.json.Json;

/** A key for one rehearsal: nobody outside of it ever believes what it signs. */
public final class Throwaway {
    public static final String ISSUER = "https://stage.example";

    private final ECKey key;

    public Throwaway() {
        try {
            this.key = new ECKeyGenerator(Curve.P_256).keyID("stage").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("P-256 is part of every JDK", e);
        }
    }

    public String jwks() {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    public String privateJwk() {
        return key.toJSONString();
    }

    /** A token that {@link Tokens} takes while it knows this key. */
    public String token(Visitor visitor) {
        long now = Instant.now().getEpochSecond();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", ISSUER);
        claims.put("aud", Tokens.AUDIENCE);
        claims.put("sub", visitor.id());
        claims.put("role", Tokens.ROLE);
        claims.put("tenant_id", visitor.tenant());
        claims.put("chat_session_id", visitor.session());
        claims.put("iat", now);
        claims.put("exp", now + Tokens.LIFE.toSeconds());
        try {
            var header =
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(JOSEObjectType.JWT)
                            .keyID(key.getKeyID())
                            .build();
            var token = new JWSObject(header, new Payload(Json.write(claims)));
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("a fresh P-256 key signs", e);
        }
    }
}
