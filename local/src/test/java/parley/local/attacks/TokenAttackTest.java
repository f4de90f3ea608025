package parley.local.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import parley.testing.Invoked;

class TokenAttackTest {
    private static final long SEED = 20_261_122;

    @Test
    void no_attack_token_opens_a_door_or_changes_a_row() throws Exception {
        Scene scene = new Scene(Shared.street());
        scene.reset(true);
        TokenAttack attack = new TokenAttack(Shared.street(), scene);
        int refused = 0;
        for (TokenAttack.Result result :
                List.of(attack.atCallRequest(), attack.atTheDatabase(), attack.atTheChannel())) {
            assertThat(result.letIn()).isEmpty();
            assertThat(result.rowsChanged()).isFalse();
            assertThat(result.refused()).isGreaterThanOrEqualTo(30);
            refused += result.refused();
        }
        System.out.println("shown: token attacks: " + refused + " tokens refused at three doors");
    }

    @Test
    void nothing_that_a_visitor_sends_changes_what_his_token_says() throws Exception {
        Street street = Shared.street();
        System.out.println("claims fuzz: seed " + SEED);
        int minted = 0;
        try (Quiet _ = new Quiet();
                Handlers handlers = new Handlers(street.stack)) {
            RequestStreamHandler sessions = handlers.visitorSession();
            Nonsense nonsense = new Nonsense(SEED, Nonsense.Known.nothing());
            Random random = new Random(SEED);
            for (int i = 0; i < 600; i++) {
                Invoked answer = Invoked.by(sessions, nonsense.claiming(random));
                if (answer.status() == 200) {
                    assertThat(claims(answer)).isEqualTo(template(street, answer));
                    minted++;
                }
            }
        }
        assertThat(minted).isGreaterThan(100);
    }

    private static Map<String, Object> claims(Invoked answer) throws ParseException {
        SignedJWT token = SignedJWT.parse(answer.body().path("token").asText());
        assertThat(token.getHeader().toJSONObject().keySet())
                .containsExactlyInAnyOrder("alg", "typ", "kid");
        Map<String, Object> claims = token.getPayload().toJSONObject();
        claims.put("exp", number(claims, "exp") - number(claims, "iat"));
        claims.remove("iat");
        return claims;
    }

    private static long number(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof Number number ? number.longValue() : -1;
    }

    private static Map<String, Object> template(Street street, Invoked answer) {
        assertThat(UUID.fromString(answer.body().path("visitor_id").asText())).isNotNull();
        return Map.of(
                "iss",
                street.stack.addresses().web(),
                "aud",
                "authenticated",
                "sub",
                answer.body().path("visitor_id").asText(),
                "role",
                "anon",
                "tenant_id",
                Scene.GLOBEX,
                "chat_session_id",
                answer.body().at("/session/id").asText(),
                "exp",
                600L);
    }
}
