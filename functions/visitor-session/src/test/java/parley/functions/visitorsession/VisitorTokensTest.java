package parley.functions.visitorsession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.core.session.Visitor;
import parley.edge.Settings;
import parley.edge.json.Json;
import parley.edge.secret.Secrets;
import parley.edge.token.Tokens;
import parley.testing.Contract;
import parley.testing.SecretsManager;

class VisitorTokensTest {
    private static final Clock TEN =
            Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);
    private static final Visitor ADA = new Visitor(new UUID(0, 7), new UUID(0, 1), new UUID(0, 5));

    private final SecretsManager aws = new SecretsManager();
    private final ECKey key = new ECKeyGenerator(Curve.P_256).keyID("key-1").generate();
    private final Settings settings =
            aws.settings(
                    Map.of(
                            "PARLEY_ISSUER", "https://calls.example",
                            "PARLEY_SIGNING_SECRET", "signing",
                            "PARLEY_JWKS", new JWKSet(key).toString()));
    private final VisitorTokens tokens =
            new VisitorTokens(settings, new Secrets(settings, TEN), TEN);

    VisitorTokensTest() throws JOSEException {
        aws.secrets.put("signing", key.toJSONString());
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void a_token_says_this_and_nothing_else() throws ParseException {
        var token = JWSObject.parse(tokens.mint(ADA));
        assertThat(token.getHeader().toJSONObject())
                .isEqualTo(Map.of("alg", "ES256", "typ", "JWT", "kid", "key-1"));
        assertThat(Contract.parse(token.getPayload().toString()))
                .isEqualTo(
                        Contract.parse(
                                """
                                {"iss":"https://calls.example","aud":"authenticated",
                                 "sub":"00000000-0000-0000-0000-000000000007","role":"anon",
                                 "tenant_id":"00000000-0000-0000-0000-000000000001",
                                 "chat_session_id":"00000000-0000-0000-0000-000000000005",
                                 "iat":1795341600,"exp":1795342200}\
                                """));
    }

    @Test
    void the_other_functions_believe_it() {
        assertThat(new Tokens(settings, TEN).visitor(tokens.mint(ADA))).isEqualTo(ADA);
    }

    @Test
    void a_key_that_is_none_is_not_quoted_in_the_failure() {
        aws.secrets.put("signing", "{\"kty\":\"EC\",\"d\":\"very-private\"}");
        assertThatThrownBy(() -> tokens.mint(ADA))
                .hasMessageContaining("PARLEY_SIGNING_SECRET")
                .hasMessageNotContaining("very-private")
                .hasNoCause();
    }

    @Test
    void the_answer_has_the_contracts_shape() {
        var example = Contract.tree("functions/visitor-session.answer.json");
        var answer =
                new SessionAnswer(
                        example.get("token").textValue(),
                        600,
                        new SessionAnswer.Session(
                                UUID.fromString(example.at("/session/id").textValue()),
                                example.at("/session/secret").textValue()),
                        UUID.fromString(example.get("visitor_id").textValue()),
                        UUID.fromString(example.get("tenant_id").textValue()));
        assertThat(Contract.parse(Json.write(answer))).isEqualTo(example);
    }
}
