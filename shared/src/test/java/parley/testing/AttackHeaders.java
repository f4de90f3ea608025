package parley.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.HMAC;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import parley.edge.json.Json;

/** Tokens that choose how, or by whose key, they are to be believed. */
public final class AttackHeaders {
    private AttackHeaders() {}

    static void put(Forge forge, Map<String, String> all) {
        for (var alg :
                List.of("none", "None", "NONE", "ES384", "RS256", "PS256", "EdDSA", "es256", ""))
            all.put("alg " + alg, forge.headed("alg", alg));
        all.put(
                "alg none, unsigned",
                Forge.encode("{\"alg\":\"none\",\"kid\":\"" + forge.kid() + "\"}")
                        + "."
                        + Forge.encode(Json.write(forge.claims()))
                        + ".");
        all.put("hs256 keyed with our public key", hmac(forge));
        all.put("unknown kid", forge.headed("kid", "key-9"));
        all.put("kid as a path", forge.headed("kid", "../../dev/null"));
        all.put("kid as sql", forge.headed("kid", forge.kid() + "' or '1'='1"));
        all.put("kid as a list", forge.headed("kid", List.of(forge.kid())));
        all.put(
                "no kid",
                forge.signed(
                        forge.key,
                        "{\"alg\":\"ES256\",\"typ\":\"JWT\"}",
                        Json.write(forge.claims())));
        all.put("jku", forge.headed("jku", "https://evil.example/keys"));
        all.put("x5u", forge.headed("x5u", "https://evil.example/cert"));
        all.put("jwk", forge.headed("jwk", forge.key.toPublicJWK().toJSONObject()));
        own(forge, all, "jku", "https://evil.example/keys");
        own(forge, all, "x5u", "https://evil.example/cert");
        own(forge, all, "jwk", forge.strange.toPublicJWK().toJSONObject());
        all.put("crit", forge.headed("crit", List.of("exp")));
        all.put("unencoded payload", forge.headed("b64", false));
        all.put(
                "alg said twice",
                forge.signed(
                        forge.key,
                        "{\"alg\":\"none\",\"alg\":\"ES256\",\"kid\":\"" + forge.kid() + "\"}",
                        Json.write(forge.claims())));
    }

    /** The header says where the signer's own key is to be had. */
    private static void own(Forge forge, Map<String, String> all, String name, Object where) {
        var header = forge.header();
        header.put(name, where);
        all.put(name + " of a key of his own", forge.signed(forge.strange, header, forge.claims()));
    }

    private static String hmac(Forge forge) {
        var input =
                Forge.encode("{\"alg\":\"HS256\",\"kid\":\"" + forge.kid() + "\"}")
                        + "."
                        + Forge.encode(Json.write(forge.claims()));
        try {
            byte[] publicKey = forge.key.toECPublicKey().getEncoded();
            byte[] mac =
                    HMAC.compute(
                            new SecretKeySpec(publicKey, "HmacSHA256"),
                            input.getBytes(StandardCharsets.US_ASCII),
                            null);
            return input + "." + Base64URL.encode(mac);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
