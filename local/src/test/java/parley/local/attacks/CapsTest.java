package parley.local.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is too large is refused at the running doors before anybody reads it. */
class CapsTest {
    private Street street;
    private Scene scene;
    private String token;

    @BeforeEach
    void a_call_runs() throws Exception {
        street = Shared.street();
        scene = new Scene(street);
        scene.reset(true);
        token = scene.visitor.path("token").asText();
    }

    @Test
    void bodies_depth_and_descriptions_have_their_caps() throws Exception {
        assertThat(request("v=0", "\"x\":\"" + "y".repeat(97 * 1024) + "\"").word())
                .isEqualTo("413 too_large");
        assertThat(request("v=0", "\"x\":" + "[".repeat(40) + "]".repeat(40)).word())
                .isEqualTo("400 bad_request");
        assertThat(request("v=0" + "y".repeat(65 * 1024), "\"x\":1").word())
                .isEqualTo("400 bad_request");
        assertThat(request("hello", "\"x\":1").word()).isEqualTo("400 bad_request");
        assertThat(street.function("call-request", "x".repeat(7000), "{}").status())
                .isGreaterThanOrEqualTo(400)
                .isLessThan(500);
    }

    @Test
    void candidates_and_signals_have_their_caps() throws Exception {
        assertThat(signal("{\"sdp\":\"" + "y".repeat(66_000) + "\"}").word())
                .isEqualTo("200 too_many");
        assertThat(signal("{\"candidates\":[" + "0,".repeat(64) + "0]}").word())
                .isEqualTo("200 too_many");
        assertThat(signal("{\"candidates\":[" + "0,".repeat(63) + "0]}").word()).isEqualTo("200");
        assertThat(signal("{\"candidates\":[0]}").word()).isEqualTo("200 too_many");
    }

    @Test
    void an_origin_is_matched_letter_for_letter() throws Exception {
        street.sql(
                "update public.tenants set allowed_origins = '{https://shop.example}' where id = '"
                        + Scene.GLOBEX
                        + "'");
        try {
            int refused = 0;
            for (String origin :
                    List.of(
                            "null",
                            "https://shop.example.evil.example",
                            "https://evil-shop.example",
                            "https://shop.example:444",
                            "http://shop.example",
                            "https://SHOP.example",
                            "https://shop.example/",
                            "https://shop.example.",
                            "https://user@shop.example",
                            "https://shop.example,https://evil.example",
                            "https://shop.examplé",
                            "*",
                            "")) {
                assertThat(session(origin)).as(origin).isEqualTo("403 origin_not_allowed");
                refused++;
            }
            assertThat(session("https://shop.example")).isEqualTo("200");
            System.out.println(
                    "shown: origins: " + (refused + 1) + " tried, " + refused + " refused");
        } finally {
            street.sql("update public.tenants set allowed_origins = '{}'");
        }
    }

    private String session(String origin) throws Exception {
        return street.from(origin, "visitor-session", "{\"tenant\":\"pk_globex_demo\"}").word();
    }

    private Said request(String sdp, String more) throws Exception {
        return street.function(
                "call-request",
                token,
                "{\"call_id\":\"%s\",\"instance\":\"%s\",\"media\":\"audio\",\"offer\":{\"sdp\":\"%s\"},%s}"
                        .formatted(UUID.randomUUID(), Scene.VISITORS_PAGE, sdp, more));
    }

    private Said signal(String payload) throws Exception {
        return street.rpc(
                "parley_send_signal",
                token,
                "{\"p_call\":\"%s\",\"p_instance\":\"%s\",\"p_generation\":0,\"p_id\":\"%s\",\"p_type\":\"candidate\",\"p_payload\":%s}"
                        .formatted(scene.call(), Scene.VISITORS_PAGE, UUID.randomUUID(), payload));
    }
}
