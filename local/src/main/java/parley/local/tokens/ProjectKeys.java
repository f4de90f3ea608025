package parley.local.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The keys of a Supabase project: the new ones, which are opaque, and the legacy ones, which are
 * tokens signed with the project's secret.
 *
 * @param secret the project's HS256 secret
 */
public record ProjectKeys(String secret, String publishable, String secretKey) {
    private static final long TEN_YEARS = 315_360_000;
    private static final long ISSUED = 1_700_000_000;

    /** The same on every machine, like those of {@code supabase start}: they protect nothing. */
    public static final ProjectKeys LOCAL =
            new ProjectKeys(
                    "local-project-secret-with-at-least-32-characters",
                    "sb_publishable_local",
                    "sb_secret_local");

    /** The legacy {@code anon} key. */
    public String anonToken() {
        return token("anon");
    }

    /** The legacy {@code service_role} key. */
    public String serviceToken() {
        return token("service_role");
    }

    private String token(String role) {
        return sign(
                Map.of(
                        "iss",
                        "supabase",
                        "ref",
                        "local",
                        "role",
                        role,
                        "iat",
                        ISSUED,
                        "exp",
                        ISSUED + TEN_YEARS));
    }

    /** Signs claims with the project's secret, as Supabase's legacy tokens are. */
    public String sign(Map<String, ?> claims) {
        try {
            JWSHeader header =
                    new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build();
            SignedJWT token = new SignedJWT(header, SigningKey.claimsSet(claims));
            token.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
