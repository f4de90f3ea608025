package parley.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import parley.local.http.Json;
import parley.local.http.LocalServer;

/** The runner, with a function under AWS's real runtime interface client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LambdaTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private Lambda lambda;
    private LocalServer urls;
    private LocalServer secretsServer;
    private Path folder;

    @BeforeAll
    void start(@TempDir Path temp) throws IOException {
        folder = temp;
        Secrets secrets = new Secrets(Map.of("mine", "{\"password\":\"p\"}", "theirs", "x"));
        secretsServer = LocalServer.start(0, secrets);
        lambda =
                Lambda.start(
                        new Lambda.Options(
                                EchoZip.template(temp),
                                Map.of(
                                        "PARLEY_ISSUER",
                                        "http://issuer",
                                        "PARLEY_SECRET",
                                        "mine",
                                        "OTHER",
                                        "no"),
                                secrets,
                                secretsServer.port(),
                                temp.resolve("tasks"),
                                temp.resolve("logs"),
                                3));
        urls = LocalServer.start(0, lambda.urls());
    }

    @AfterAll
    void stop() {
        lambda.close();
        urls.close();
        secretsServer.close();
    }

    @Test
    void a_request_arrives_as_the_event_that_awss_own_classes_read() throws Exception {
        HttpResponse<String> answer =
                send(
                        HttpRequest.newBuilder(at("/a%20b?x=1&y=%C3%A9"))
                                .header("Content-Type", "application/json")
                                .header("X-Two", "one")
                                .header("X-Two", "two")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"ü\":1}")));
        APIGatewayV2HTTPEvent event =
                LambdaEventSerializers.serializerFor(
                                APIGatewayV2HTTPEvent.class, getClass().getClassLoader())
                        .fromJson(
                                new ByteArrayInputStream(
                                        answer.body().getBytes(StandardCharsets.UTF_8)));
        assertThat(event.getVersion()).isEqualTo("2.0");
        assertThat(event.getRawPath()).isEqualTo("/a%20b");
        assertThat(event.getRawQueryString()).isEqualTo("x=1&y=%C3%A9");
        assertThat(event.getQueryStringParameters()).containsEntry("y", "é");
        assertThat(event.getHeaders()).containsEntry("x-two", "one,two");
        assertThat(event.getBody()).isEqualTo("{\"ü\":1}");
        assertThat(event.getIsBase64Encoded()).isFalse();
        assertThat(event.getRequestContext().getHttp().getMethod()).isEqualTo("POST");
        assertThat(event.getRequestContext().getHttp().getSourceIp()).isEqualTo("127.0.0.1");
    }

    @Test
    void binary_bodies_travel_in_base64_both_ways() throws Exception {
        HttpResponse<String> sent =
                send(
                        HttpRequest.newBuilder(at("/"))
                                .header("Content-Type", "application/octet-stream")
                                .POST(
                                        HttpRequest.BodyPublishers.ofByteArray(
                                                new byte[] {0, 1, 2})));
        JsonNode event = Json.parse(sent.body());
        assertThat(event.path("body").asText()).isEqualTo("AAEC");
        assertThat(event.path("isBase64Encoded").asBoolean()).isTrue();
        HttpResponse<byte[]> got =
                http.send(
                        HttpRequest.newBuilder(at("/binary")).build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(got.statusCode()).isEqualTo(201);
        assertThat(got.body()).containsExactly(0, 1, 2);
    }

    @Test
    void json_without_a_status_is_the_body_of_a_200() throws Exception {
        assertThat(get("/plain").body()).isEqualTo("{\"plain\":true}");
    }

    @Test
    void a_function_sees_only_what_its_resource_names_and_reads_only_its_secrets()
            throws Exception {
        String env = get("/env").body();
        assertThat(env)
                .contains("GREETING=hello", "PARLEY_ISSUER=http://issuer", "PARLEY_SECRET=mine");
        assertThat(env).doesNotContain("OTHER=", "HOME=");
        String token = env.replaceAll("(?s).*AWS_SESSION_TOKEN=([^,}]*).*", "$1");
        assertThat(secret("mine", token).body())
                .contains("\"SecretString\":\"{\\\"password\\\":\\\"p\\\"}\"");
        assertThat(secret("theirs", token).statusCode()).isEqualTo(400);
        assertThat(secret("mine", "guess").statusCode()).isEqualTo(401);
    }

    @Test
    void preflight_is_answered_by_the_runner_as_the_template_says() throws Exception {
        HttpResponse<String> answer =
                send(
                        HttpRequest.newBuilder(at("/"))
                                .header("Origin", "http://shop.example")
                                .header("Access-Control-Request-Method", "POST")
                                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("access-control-allow-origin")).contains("*");
        assertThat(answer.headers().firstValue("access-control-allow-methods")).contains("POST");
        assertThat(answer.headers().firstValue("access-control-max-age")).contains("600");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void an_exception_is_502_and_the_environment_lives_on() throws Exception {
        int before = Integer.parseInt(get("/count").body());
        assertThat(get("/throw").statusCode()).isEqualTo(502);
        assertThat(Integer.parseInt(get("/count").body())).isEqualTo(before + 2);
    }

    @Test
    void a_function_that_runs_too_long_is_502_and_gets_a_new_environment() throws Exception {
        assertThat(Integer.parseInt(get("/remaining").body())).isBetween(1, 1000);
        assertThat(get("/slow").statusCode()).isEqualTo(502);
        assertThat(get("/count").body()).isEqualTo("1");
    }

    @Test
    void a_crash_is_502_and_the_next_request_is_served() throws Exception {
        assertThat(get("/exit").statusCode()).isEqualTo(502);
        assertThat(get("/count").body()).isEqualTo("1");
    }

    @Test
    void an_answer_over_6_megabytes_is_502() throws Exception {
        assertThat(get("/big").statusCode()).isEqualTo(502);
        assertThat(get("/plain").statusCode()).isEqualTo(200);
    }

    @Test
    void a_request_over_6_megabytes_is_413() throws Exception {
        HttpResponse<String> answer =
                send(
                        HttpRequest.newBuilder(at("/"))
                                .POST(
                                        HttpRequest.BodyPublishers.ofByteArray(
                                                new byte[6 * 1024 * 1024 + 1])));
        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void one_runs_a_few_wait_and_the_rest_are_throttled() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(
                    http.sendAsync(
                            HttpRequest.newBuilder(at("/slow")).build(),
                            HttpResponse.BodyHandlers.ofString()));
        }
        List<Integer> statuses = all.stream().map(f -> f.join().statusCode()).sorted().toList();
        assertThat(statuses).containsExactly(429, 429, 429, 502, 502, 502);
    }

    @Test
    void a_scheduled_function_is_fired_with_an_event() throws Exception {
        assertThat(lambda.fire()).isTrue();
        assertThat(Files.readString(folder.resolve("logs/echo.log"))).contains("handled");
    }

    @Test
    void an_unknown_function_is_forbidden() throws Exception {
        assertThat(send(HttpRequest.newBuilder(URI.create(urls.url() + "/nobody/"))).statusCode())
                .isEqualTo(403);
    }

    private URI at(String path) {
        return URI.create(urls.url() + "/echo" + path);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(at(path)));
    }

    private HttpResponse<String> secret(String id, String token) throws Exception {
        return send(
                HttpRequest.newBuilder(
                                URI.create(
                                        secretsServer.url() + "/secretsmanager/get?secretId=" + id))
                        .header("X-Aws-Parameters-Secrets-Token", token));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
