package parley.local.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Requests that no recording shows. */
class RestBroadcastTest {
    private static final String JSON = "application/json";
    private static final String QUIET = "\"broadcast\":{}";
    private static final String SINGLE = "/" + Scene.CALL + "/events/rest?private=true";

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void a_body_is_parsed_before_anybody_asks_who_sent_it() throws Exception {
        try (Scene scene = Scene.open()) {
            assertThat(post(scene, "", JSON, "{nope", null)).isEqualTo("400 Bad Request");
            assertThat(post(scene, "", JSON, "{}", "Bearer abc.def.ghi"))
                    .isEqualTo("401 {\"message\":\"Unauthorized\"}");
            assertThat(post(scene, "", "text/plain", "{\"messages\":[{}]}", null))
                    .isEqualTo("422 {\"errors\":{\"messages\":[\"can't be blank\"]}}");
        }
    }

    @Test
    void every_message_of_a_batch_says_what_is_wrong_with_it() throws Exception {
        try (Scene scene = Scene.open()) {
            String batch =
                    """
                    {"messages":[{"topic":"a","event":"b","payload":{},"private":"maybe","id":5},{"topic":"","event":1,"payload":[]}]}\
                    """;
            assertThat(post(scene, "", JSON, batch, null))
                    .isEqualTo(
                            "422 {\"errors\":{\"messages\":[{\"id\":[\"is invalid\"],\"private\":[\"is invalid\"]},"
                                    + "{\"topic\":[\"can't be blank\"],\"event\":[\"is invalid\"],\"payload\":[\"is invalid\"]}]}}");
            assertThat(post(scene, "", JSON, "{\"messages\":[1]}", null))
                    .isEqualTo("422 {\"errors\":{\"messages\":[\"is invalid\"]}}");
        }
    }

    @Test
    void public_messages_go_first_and_an_id_comes_as_meta() throws Exception {
        try (Scene scene = Scene.open();
                Talk talk = scene.visitor(QUIET)) {
            talk.say("[\"2\",\"2\",\"realtime:lobby\",\"phx_join\",{\"config\":{}}]");
            talk.hears("realtime:lobby", "phx_reply");
            String batch =
                    """
                    {"messages":[{"topic":"%s","event":"private","payload":{},"private":true,"id":"mine"},
                     {"topic":"lobby","event":"public","payload":{}}]}\
                    """
                            .formatted(Scene.CALL);
            assertThat(post(scene, "", JSON, batch, bearer(scene, Scene.VISITOR)))
                    .isEqualTo("202 ");
            assertThat(talk.hears("broadcast")).contains("\"public\"");
            assertThat(talk.hears("broadcast"))
                    .contains("\"private\"", "\"meta\":{\"id\":\"mine\"}");
        }
    }

    @Test
    void a_single_message_is_told_apart_denied_from_a_policy_that_raises() throws Exception {
        try (Scene scene = Scene.open();
                Talk talk = scene.visitor(QUIET)) {
            String stranger = "22222222-2222-4222-8222-222222222222";
            assertThat(post(scene, SINGLE, JSON, "{}", bearer(scene, stranger)))
                    .isEqualTo("403 {\"message\":\"Unauthorized\"}");
            assertThat(post(scene, SINGLE, JSON, "{}", bearer(scene, "bob")))
                    .isEqualTo("422 {\"message\":\"RLS policy error\"}");
            assertThat(post(scene, "/a/events/%20", JSON, "{}", null))
                    .isEqualTo("422 {\"errors\":{\"event\":[\"can't be blank\"]}}");
            assertThat(post(scene, SINGLE, null, "", bearer(scene, Scene.VISITOR)))
                    .isEqualTo("202 ");
            talk.hears("rest", "{}");
        }
    }

    private static String bearer(Scene scene, String sub) throws Exception {
        return "Bearer " + scene.token("authenticated", sub);
    }

    private String post(
            Scene scene,
            String path,
            @Nullable String type,
            String body,
            @Nullable String authorization)
            throws Exception {
        String url = "http://127.0.0.1:" + scene.port() + "/realtime/v1/api/broadcast" + path;
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url))
                        .header("apikey", "sb_publishable_ours")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        var answer = client.send(request.build(), BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
