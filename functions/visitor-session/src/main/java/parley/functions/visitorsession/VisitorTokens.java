package parley.functions.visitorsession;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import parley.core.session.Visitor;
import parley.edge.Settings;
import parley.edge.json.Json;
import parley.edge.secret.Secrets;
import parley.edge.token.Tokens;

/**
 * Signs one template and nothing else. Whoever holds this key could sign any role of the project,
 * so no request chooses a claim's name, and the role is a constant.
 */
final class VisitorTokens {
    static final Duration LIFE = Tokens.LIFE;

    private final Settings settings;
    private final Secrets secrets;
    private final Clock clock;

    VisitorTokens(Settings settings, Secrets secrets, Clock clock) {
        this.settings = settings;
        this.secrets = secrets;
        this.clock = clock;
    }

    String mint(Visitor visitor) {
        long now = clock.instant().getEpochSecond();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", settings.required("PARLEY_ISSUER"));
        claims.put("aud", Tokens.AUDIENCE);
        claims.put("sub", visitor.id());
        claims.put("role", Tokens.ROLE);
        claims.put("tenant_id", visitor.tenant());
        claims.put("chat_session_id", visitor.session());
        claims.put("iat", now);
        claims.put("exp", now + LIFE.toSeconds());
        return sign(Json.write(claims));
    }

    private String sign(String claims) {
        try {
            var key = ECKey.parse(secrets.named("PARLEY_SIGNING_SECRET"));
            var header =
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(JOSEObjectType.JWT)
                            .keyID(key.getKeyID())
                            .build();
            var token = new JWSObject(header, new Payload(claims));
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (ParseException | JOSEException e) {
            // without the cause: its message may quote the key
            throw new IllegalStateException("PARLEY_SIGNING_SECRET holds no P-256 private key");
        }
    }
}
