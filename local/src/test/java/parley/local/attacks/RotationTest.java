package parley.local.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.local.tokens.SigningKey;
import parley.testing.Invoked;
import parley.testing.UrlEvent;

/** The visitors' signing key is exchanged, at all three doors, while a call runs. */
class RotationTest {
    private final SigningKey next = SigningKey.generate();

    @AfterEach
    void the_first_key_again() throws Exception {
        Shared.street().stack.parts().trustIssuers(List.of(Shared.street().stack.keys().issuer()));
    }

    @Test
    void both_keys_hold_during_the_overlap_then_one_and_the_call_never_notices() throws Exception {
        Street street = Shared.street();
        Scene scene = new Scene(street);
        scene.reset(true);
        SigningKey first = street.stack.keys().issuer();
        String old = first.sign(scene.claims());
        String fresh = next.sign(scene.claims());
        String topic = "chat_session_" + scene.session() + ":call";
        try (Listener visitor = street.listener(topic, old, true)) {
            assertThat(visitor.letIn()).isTrue();
            assertThat(doors(street, scene, fresh, first.jwks())).containsExactly(401, 401, 0);

            street.stack.parts().trustIssuers(List.of(first, next));
            String both = SigningKey.jwks(List.of(first, next));
            assertThat(doors(street, scene, old, both)).containsExactly(200, 200, 1);
            assertThat(doors(street, scene, fresh, both)).containsExactly(200, 200, 1);

            street.stack.parts().trustIssuers(List.of(next));
            assertThat(doors(street, scene, old, next.jwks())).containsExactly(401, 401, 0);
            assertThat(doors(street, scene, fresh, next.jwks())).containsExactly(200, 200, 1);

            visitor.send("access_token", "{\"access_token\":\"" + fresh + "\"}");
            String agent = street.agentToken("gina@globex.example");
            String hangUp =
                    "{\"p_call\":\"%s\",\"p_instance\":\"%s\",\"p_intent\":\"hang_up\"}"
                            .formatted(scene.call(), Scene.AGENTS_PAGE);
            assertThat(street.rpc("parley_end_call", agent, hangUp).status()).isEqualTo(200);
            assertThat(visitor.hears("ended")).isTrue();
        }
    }

    /** What call-request, the database and the channel say to a token of the running call. */
    private static List<Integer> doors(Street street, Scene scene, String token, String jwks)
            throws Exception {
        String state = "{\"p_call\":\"" + scene.call() + "\"}";
        String topic = "chat_session_" + scene.session() + ":call";
        try (Quiet _ = new Quiet();
                Handlers handlers = new Handlers(street.stack).with("PARLEY_JWKS", jwks)) {
            return List.of(
                    again(handlers.callRequest(), token, scene),
                    street.rpc("parley_call_state", token, state).status(),
                    street.joins(topic, token) ? 1 : 0);
        }
    }

    private static int again(RequestStreamHandler callRequest, String token, Scene scene) {
        return Invoked.by(
                        callRequest,
                        UrlEvent.post(
                                        "{\"call_id\":\"%s\",\"instance\":\"%s\",\"media\":\"audio\",\"offer\":{\"sdp\":\"v=0\"}}"
                                                .formatted(scene.call(), Scene.VISITORS_PAGE))
                                .header("authorization", "Bearer " + token))
                .status();
    }
}
