package parley.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import parley.testing.Invoked;

/** Functions that do what a test tells them to. */
final class Toy {
    private Toy() {}

    interface Verbs {
        Reply answer(Request request) throws Exception;
    }

    static final Endpoint ECHO =
            answering(
                    "POST",
                    request ->
                            Reply.ok(
                                    "echoed",
                                    Map.of(
                                            "path", request.path(),
                                            "origin", String.valueOf(request.origin()),
                                            "ip", String.valueOf(request.sourceIp()),
                                            "body",
                                                    new String(
                                                            request.body().bytes(),
                                                            StandardCharsets.UTF_8))));

    static Endpoint answering(String method, Verbs verbs) {
        return new Endpoint("test", method) {
            @Override
            protected Reply answer(Request request) throws Exception {
                return verbs.answer(request);
            }
        };
    }

    static void assertRejected(Invoked answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().get("rejected").textValue()).isEqualTo(code);
    }
}
