package parley.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import parley.edge.json.Json;

/** Signs whatever it is told to, with or without our key. */
public final class Forge {
    public static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    public static final String ISSUER = "https://calls.example";

    public final ECKey key;
    public final ECKey nextKey = generate(Curve.P_256, "key-2");
    final ECKey strange;
    private final Map<String, Object> claims;

    /** Keys and a visitor of its own, at a moment that never passes. */
    public Forge() {
        this(generate(Curve.P_256, "key-1"), example());
    }

    /** The key and the claims of somebody who is really there. */
    public Forge(ECKey key, Map<String, Object> claims) {
        this.key = key;
        this.strange = generate(Curve.P_256, key.getKeyID());
        this.claims = new LinkedHashMap<>(claims);
    }

    String kid() {
        return key.getKeyID();
    }

    /** A header that names our key, and nothing more. */
    String plainHeader() {
        return "{\"alg\":\"ES256\",\"kid\":\"" + kid() + "\"}";
    }

    long now() {
        return ((Number) claims.getOrDefault("iat", 0L)).longValue();
    }

    public Map<String, Object> header() {
        var header = new LinkedHashMap<String, Object>();
        header.put("typ", "JWT");
        header.put("alg", "ES256");
        return header;
    }

    public Map<String, Object> claims() {
        return new LinkedHashMap<>(claims);
    }

    private static Map<String, Object> example() {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", ISSUER);
        claims.put("aud", "authenticated");
        claims.put("sub", "71517012-0000-4000-8000-000000000001");
        claims.put("role", "anon");
        claims.put("tenant_id", "a0000000-0000-4000-8000-00000000acee");
        claims.put("chat_session_id", "5e551011-0000-4000-8000-000000000001");
        claims.put("iat", NOW.getEpochSecond());
        claims.put("exp", NOW.getEpochSecond() + 600);
        return claims;
    }

    public String token() {
        return signed(key, header(), claims());
    }

    /** A token of ours, signed that long ago. */
    public String aged(Duration age) {
        var claims = claims();
        claims.put("iat", now() - age.toSeconds());
        claims.put("exp", now() - age.toSeconds() + 600);
        return signed(key, header(), claims);
    }

    public String with(String claim, Object value) {
        var claims = claims();
        claims.put(claim, value);
        return signed(key, header(), claims);
    }

    String without(String claim) {
        var claims = claims();
        claims.remove(claim);
        return signed(key, header(), claims);
    }

    String headed(String name, Object value) {
        var header = header();
        header.put(name, value);
        return signed(key, header, claims());
    }

    public String signed(ECKey by, Map<String, Object> header, Map<String, Object> claims) {
        var all = new LinkedHashMap<>(header);
        all.putIfAbsent("kid", by.getKeyID());
        return signed(by, Json.write(all), Json.write(claims));
    }

    String signed(ECKey by, String header, String claims) {
        var input = encode(header) + "." + encode(claims);
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(by.toECPrivateKey());
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            int length = ECDSA.getSignatureByteArrayLength(JWSAlgorithm.ES256);
            return input
                    + "."
                    + Base64URL.encode(ECDSA.transcodeSignatureToConcat(signature.sign(), length));
        } catch (GeneralSecurityException | JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static String encode(String text) {
        return Base64URL.encode(text).toString();
    }

    static ECKey generate(Curve curve, String id) {
        try {
            return new ECKeyGenerator(curve).keyID(id).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
