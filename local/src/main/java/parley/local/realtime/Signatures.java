package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Signs with the project's secret, and checks what it or one of the public keys signed. */
final class Signatures {
    private static final List<String> BY_SECRET = List.of("HS256", "HS384", "HS512");

    private static final List<String> BY_PUBLIC_KEY =
            List.of(
                    "RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "Ed25519", "Ed448",
                    "EdDSA");

    private final byte[] secret;
    private final Supplier<String> jwks;

    Signatures(String secret, Supplier<String> jwks) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.jwks = jwks;
    }

    String sign(String signed) {
        return Base64URL.encode(mac("HS256", signed)).toString();
    }

    /** What is wrong with a token's signature, if anything is. */
    Optional<TokenVerdict> fault(
            JsonNode header, String encodedHeader, String signed, String signature) {
        String alg = header.path("alg").asText();
        String kid = header.path("kid").isTextual() ? header.path("kid").asText() : null;
        Base64URL given = new Base64URL(signature);
        boolean good;
        if (BY_SECRET.contains(alg)) {
            good = MessageDigest.isEqual(mac(alg, signed), given.decode());
        } else {
            JWSVerifier verifier = kid == null ? null : verifier(alg, kid);
            if (verifier == null) {
                return Optional.of(
                        new TokenVerdict.NoSigner(BY_PUBLIC_KEY.contains(alg) ? kid : null));
            }
            good = isSigned(verifier, encodedHeader, signed, given);
        }
        return good ? Optional.empty() : Optional.of(new TokenVerdict.BadSignature());
    }

    private @Nullable JWSVerifier verifier(String alg, String kid) {
        try {
            JWK key = JWKSet.parse(jwks.get()).getKeyByKeyId(kid);
            if (key == null) {
                return null;
            }
            if (alg.startsWith("RS")) {
                return new RSASSAVerifier(key.toRSAKey());
            }
            return alg.startsWith("ES") ? new ECDSAVerifier(key.toECKey()) : null;
        } catch (ParseException | JOSEException | ClassCastException e) {
            return null;
        }
    }

    private static boolean isSigned(
            JWSVerifier verifier, String encodedHeader, String signed, Base64URL signature) {
        try {
            JWSHeader header = JWSHeader.parse(new Base64URL(encodedHeader));
            return verifier.verify(header, signed.getBytes(StandardCharsets.UTF_8), signature);
        } catch (ParseException | JOSEException e) {
            return false;
        }
    }

    private byte[] mac(String alg, String signed) {
        try {
            String name = "HmacSHA" + alg.substring(2);
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(secret, name));
            return mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
