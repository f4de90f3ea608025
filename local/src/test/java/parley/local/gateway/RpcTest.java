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
import parley.local.tokens.ProjectKeys;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RpcTest {
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
    void the_key_alone_calls_as_anon_with_named_arguments_and_defaults() throws Exception {
        GatewayRig.Got got =
                rig.post("/rest/v1/rpc/who", null, "{\"a\":1,\"b\":{\"c\":[1]}}", "X-Test", "here");
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.header("content-type")).isEqualTo("application/json; charset=utf-8");
        assertThat(got.header("access-control-allow-origin")).isEqualTo("*");
        JsonNode json = got.json();
        assertThat(json.path("role").asText()).isEqualTo("anon");
        assertThat(json.path("b").toString()).isEqualTo("{\"c\":[1]}");
        assertThat(json.path("agent").asText()).isEqualTo("here");
        assertThat(json.path("limit").asText()).isEqualTo("300ms");
        assertThat(rig.post("/rest/v1/rpc/who", null, "{\"a\":1}").status()).isEqualTo(200);
    }

    @Test
    void a_token_of_each_known_key_calls_as_the_role_it_names() throws Exception {
        long exp = Instant.now().getEpochSecond() + 60;
        Map<String, Object> visitor =
                Map.of(
                        "role",
                        "anon",
                        "sub",
                        "71517012-0000-4000-8000-000000000001",
                        "tenant_id",
                        "t1",
                        "exp",
                        exp);
        Map<String, Object> agent =
                Map.of(
                        "role",
                        "authenticated",
                        "sub",
                        "71517012-0000-4000-8000-000000000002",
                        "exp",
                        exp);
        JsonNode asVisitor = who(rig.issuerKey.sign(visitor));
        assertThat(asVisitor.path("role").asText()).isEqualTo("anon");
        assertThat(asVisitor.path("sub").asText()).isEqualTo(visitor.get("sub"));
        assertThat(asVisitor.path("tenant").asText()).isEqualTo("t1");
        assertThat(who(rig.authKey.sign(agent)).path("limit").asText()).isEqualTo("8s");
        assertThat(who(ProjectKeys.LOCAL.sign(agent)).path("role").asText())
                .isEqualTo("authenticated");
        assertThat(who(ProjectKeys.LOCAL.anonToken()).path("role").asText()).isEqualTo("anon");
        assertThat(who(ProjectKeys.LOCAL.secretKey()).path("role").asText())
                .isEqualTo("service_role");
    }

    @Test
    void results_have_postgrests_shapes() throws Exception {
        assertThat(rig.post("/rest/v1/rpc/nothing", null, "").status()).isEqualTo(204);
        assertThat(rig.post("/rest/v1/rpc/many", null, "{}").whole().body()).isEqualTo("[1, 2, 3]");
        assertThat(rig.post("/rest/v1/rpc/pairs", null, "{}").json().toString())
                .isEqualTo("[{\"x\":1,\"y\":\"one\"}]");
        assertThat(get("/rest/v1/rpc/who?a=7").json().path("method").asText()).isEqualTo("GET");
        assertThat(get("/rest/v1/rpc/writes").json().path("code").asText()).isEqualTo("25006");
    }

    private JsonNode who(String token) throws Exception {
        return rig.post("/rest/v1/rpc/who", token, "{\"a\":1}").json();
    }

    private GatewayRig.Got get(String path) throws Exception {
        return rig.got(
                HttpRequest.newBuilder(rig.at(path))
                        .header("apikey", ProjectKeys.LOCAL.publishable())
                        .build());
    }
}
