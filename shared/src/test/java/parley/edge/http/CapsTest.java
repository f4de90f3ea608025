package parley.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.edge.http.Toy.ECHO;
import static parley.edge.http.Toy.assertRejected;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import parley.testing.Invoked;
import parley.testing.UrlEvent;

class CapsTest {
    @Test
    void a_body_over_the_cap_is_too_large_in_text_and_in_base64() {
        var most = "x".repeat(Events.LARGEST_BODY);
        assertThat(Invoked.by(ECHO, UrlEvent.post(most)).status()).isEqualTo(200);
        assertThat(
                        Invoked.by(ECHO, UrlEvent.postBytes(most.getBytes(StandardCharsets.UTF_8)))
                                .status())
                .isEqualTo(200);
        assertRejected(Invoked.by(ECHO, UrlEvent.post(most + "x")), 413, "too_large");
        assertRejected(
                Invoked.by(ECHO, UrlEvent.post("x".repeat(2 * 1024 * 1024))), 413, "too_large");
    }

    @Test
    void too_many_or_too_large_headers_are_rejected() {
        var large = UrlEvent.post("{}").header("x-large", "x".repeat(17 * 1024));
        assertRejected(Invoked.by(ECHO, large), 431, "headers_too_large");
        var many = UrlEvent.post("{}");
        for (int i = 0; i < 100; i++) many.header("x-" + i, "x");
        assertRejected(Invoked.by(ECHO, many), 431, "headers_too_large");
    }

    @Test
    void base64_that_is_none_is_rejected() {
        var event = new String(UrlEvent.postBytes(new byte[3]).bytes(), StandardCharsets.UTF_8);
        var bad = event.replace("AAAA", "A*A").getBytes(StandardCharsets.UTF_8);
        assertRejected(Invoked.by(ECHO, bad), 400, "bad_request");
    }
}
