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
import parley.local.tokens.SigningKey;

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
        rig.sql(
                """
                create function public.who(a int, b jsonb default '{}') returns jsonb language sql stable as $$
                  select jsonb_build_object('role', current_user, 'a', a, 'b', b, 'sub', auth.uid(),
                    'tenant', auth.jwt() ->> 'tenant_id', 'method', current_setting('request.method'),
                    'agent', current_setting('request.headers')::json ->> 'x-test',
                    'limit', current_setting('statement_timeout')) $$;
                create function public.nothing() returns void language sql as '';
                create function public.many() returns setof int language sql as 'select generate_series(1, 3)';
                create function public.pairs() returns table (x int, y text) language sql as $$ select 1, 'one' $$;
                create function public.writes() returns int language plpgsql volatile as $$ begin create temp table t(); return 1; end $$;
                create function public.refuses(state text) returns int language plpgsql as
                  $$ begin raise exception 'not_a_party' using errcode = state, hint = 'look', detail = 'there'; end $$;
                create function public.slow() returns int language sql as 'select 1 from pg_sleep(9)';
                create function public.theirs() returns int language sql as 'select 1';
                revoke execute on function public.theirs() from public, anon, authenticated;
                alter role anon set statement_timeout = '300ms';
                """);
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

    private JsonNode who(String token) throws Exception {
        return rig.post("/rest/v1/rpc/who", token, "{\"a\":1}").json();
    }

    private GatewayRig.Got get(String path) throws Exception {
        return rig.got(
                HttpRequest.newBuilder(rig.at(path))
                        .header("apikey", ProjectKeys.LOCAL.publishable())
                        .build());
    }

    private JsonNode refused(String state, int status) throws Exception {
        GatewayRig.Got got =
                rig.post("/rest/v1/rpc/refuses", null, "{\"state\":\"" + state + "\"}");
        assertThat(got.status()).isEqualTo(status);
        return got.json();
    }
}
