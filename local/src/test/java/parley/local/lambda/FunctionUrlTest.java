package parley.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import parley.local.http.Json;

/** What a function URL makes of a request and of an answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FunctionUrlTest {
    private LambdaRig rig;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        rig = new LambdaRig(folder);
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    @Test
    void a_request_arrives_as_the_event_that_awss_own_classes_read() throws Exception {
        HttpResponse<String> answer =
                rig.send(
                        HttpRequest.newBuilder(rig.at("/a%20b?x=1&y=%C3%A9"))
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
                rig.send(
                        HttpRequest.newBuilder(rig.at("/"))
                                .header("Content-Type", "application/octet-stream")
                                .POST(
                                        HttpRequest.BodyPublishers.ofByteArray(
                                                new byte[] {0, 1, 2})));
        JsonNode event = Json.parse(sent.body());
        assertThat(event.path("body").asText()).isEqualTo("AAEC");
        assertThat(event.path("isBase64Encoded").asBoolean()).isTrue();
        HttpResponse<byte[]> got =
                rig.http.send(
                        HttpRequest.newBuilder(rig.at("/binary")).build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(got.statusCode()).isEqualTo(201);
        assertThat(got.body()).containsExactly(0, 1, 2);
    }

    @Test
    void json_without_a_status_is_the_body_of_a_200() throws Exception {
        assertThat(rig.get("/plain").body()).isEqualTo("{\"plain\":true}");
    }

    @Test
    void preflight_is_answered_by_the_runner_as_the_template_says() throws Exception {
        HttpResponse<String> answer =
                rig.send(
                        HttpRequest.newBuilder(rig.at("/"))
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
    void a_request_over_6_megabytes_is_413() throws Exception {
        HttpResponse<String> answer =
                rig.send(
                        HttpRequest.newBuilder(rig.at("/"))
                                .POST(
                                        HttpRequest.BodyPublishers.ofByteArray(
                                                new byte[6 * 1024 * 1024 + 1])));
        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void an_unknown_function_is_forbidden() throws Exception {
        assertThat(
                        rig.send(HttpRequest.newBuilder(URI.create(rig.urls.url() + "/nobody/")))
                                .statusCode())
                .isEqualTo(403);
    }
}
