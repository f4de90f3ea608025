package parley.local.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A P-256 key with its {@code kid}: Supabase Auth has one, our own issuer another. */
public record SigningKey(ECKey jwk) {

    public static SigningKey generate() {
        try {
            return new SigningKey(
                    new ECKeyGenerator(Curve.P_256)
                            .keyID(UUID.randomUUID().toString())
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(JWSAlgorithm.ES256)
                            .generate());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static SigningKey parse(String privateJwk) {
        try {
            return new SigningKey(ECKey.parse(privateJwk));
        } catch (ParseException e) {
            throw new IllegalArgumentException("not an EC JWK", e);
        }
    }

    public String privateJwk() {
        return jwk.toJSONString();
    }

    /** The public half, as a JWKS document. */
    public String jwks() {
        return new JWKSet(jwk.toPublicJWK()).toString();
    }

    /** The public halves of several keys, as one JWKS document. */
    public static String jwks(List<SigningKey> keys) {
        return new JWKSet(keys.stream().<JWK>map(k -> k.jwk().toPublicJWK()).toList()).toString();
    }

    public String sign(Map<String, ?> claims) {
        try {
            JWSHeader header =
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(jwk.getKeyID())
                            .type(JOSEObjectType.JWT)
                            .build();
            SignedJWT token = new SignedJWT(header, claimsSet(claims));
            token.sign(new ECDSASigner(jwk));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static JWTClaimsSet claimsSet(Map<String, ?> claims) {
        JWTClaimsSet.Builder set = new JWTClaimsSet.Builder().serializeNullClaims(false);
        claims.forEach(set::claim);
        return set.build();
    }
}
