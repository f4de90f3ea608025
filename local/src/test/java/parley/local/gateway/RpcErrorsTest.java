package parley.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import parley.local.tokens.SigningKey;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RpcErrorsTest {
    private final GatewayRig rig = rig();

    private static GatewayRig rig() {
        try {
            return new GatewayRig();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    void functions() throws Exception {
        rig.functions();
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    @Test
    void an_unknown_function_or_argument_is_404_pgrst202() throws Exception {
        GatewayRig.Got got = rig.post("/rest/v1/rpc/who", null, "{\"z\":1}");
        assertThat(got.status()).isEqualTo(404);
        assertThat(got.json().path("code").asText()).isEqualTo("PGRST202");
        assertThat(got.json().path("message").asText())
                .isEqualTo("Could not find the function public.who(z) in the schema cache");
        assertThat(rig.post("/rest/v1/rpc/nobody", null, "{}").status()).isEqualTo(404);
    }

    @Test
    void a_sqlstate_becomes_its_http_status_and_the_four_fields() throws Exception {
        JsonNode refused = refused("PT403", 403);
        assertThat(refused.toString())
                .isEqualTo(
                        "{\"code\":\"PT403\",\"details\":\"there\",\"hint\":\"look\",\"message\":\"not_a_party\"}");
        refused("P0001", 400);
        refused("22P02", 400);
        refused("23502", 400);
        refused("23505", 409);
        refused("40001", 500);
        refused("42501", 401);
        assertThat(rig.post("/rest/v1/rpc/who", null, "{\"a\":\"x\"}").status()).isEqualTo(400);
        assertThat(rig.post("/rest/v1/rpc/who", null, "{").json().path("code").asText())
                .isEqualTo("PGRST102");
    }

    @Test
    void a_body_with_zeros_in_front_is_400_and_no_guess_at_utf_32() throws Exception {
        GatewayRig.Got got = rig.post("/rest/v1/rpc/who", null, "\0\0\0{\"a\":1}");
        assertThat(got.status()).isEqualTo(400);
        assertThat(got.json().path("code").asText()).isEqualTo("PGRST102");
    }

    @Test
    void a_missing_right_is_401_for_anon_and_403_for_a_person() throws Exception {
        String person =
                rig.authKey.sign(
                        Map.of(
                                "role",
                                "authenticated",
                                "exp",
                                Instant.now().getEpochSecond() + 60));
        assertThat(rig.post("/rest/v1/rpc/theirs", null, "{}").status()).isEqualTo(401);
        GatewayRig.Got got = rig.post("/rest/v1/rpc/theirs", person, "{}");
        assertThat(got.status()).isEqualTo(403);
        assertThat(got.json().path("code").asText()).isEqualTo("42501");
    }

    @Test
    void the_roles_time_limit_ends_a_slow_statement() throws Exception {
        GatewayRig.Got got = rig.post("/rest/v1/rpc/slow", null, "{}");
        assertThat(got.status()).isEqualTo(500);
        assertThat(got.json().path("code").asText()).isEqualTo("57014");
    }

    @Test
    void a_bad_token_is_401_and_says_why() throws Exception {
        String expired = rig.issuerKey.sign(Map.of("role", "anon", "exp", 1));
        GatewayRig.Got got = rig.post("/rest/v1/rpc/who", expired, "{\"a\":1}");
        assertThat(got.status()).isEqualTo(401);
        assertThat(got.json().path("code").asText()).isEqualTo("PGRST303");
        assertThat(got.json().path("message").asText()).isEqualTo("JWT expired");
        assertThat(got.header("www-authenticate")).contains("invalid_token");
        String foreign = SigningKey.generate().sign(Map.of("role", "anon"));
        assertThat(rig.post("/rest/v1/rpc/who", foreign, "{\"a\":1}").json().path("code").asText())
                .isEqualTo("PGRST301");
        assertThat(rig.post("/rest/v1/rpc/who", "junk", "{\"a\":1}").status()).isEqualTo(401);
    }

    @Test
    void without_a_known_key_the_gateway_answers_itself() throws Exception {
        GatewayRig.Got none = rig.got(HttpRequest.newBuilder(rig.at("/rest/v1/rpc/who")).build());
        assertThat(none.status()).isEqualTo(401);
        assertThat(none.json().path("message").asText()).isEqualTo("No API key found in request");
        GatewayRig.Got wrong =
                rig.got(HttpRequest.newBuilder(rig.at("/rest/v1/rpc/who?apikey=x")).build());
        assertThat(wrong.json().path("message").asText()).isEqualTo("Invalid API key");
    }

    private JsonNode refused(String state, int status) throws Exception {
        GatewayRig.Got got =
                rig.post("/rest/v1/rpc/refuses", null, "{\"state\":\"" + state + "\"}");
        assertThat(got.status()).isEqualTo(status);
        return got.json();
    }
}
