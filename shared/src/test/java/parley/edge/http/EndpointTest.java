package parley.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.core.Refusal;
import parley.core.Refused;
import parley.edge.Unavailable;
import parley.testing.Contract;
import parley.testing.Invoked;
import parley.testing.UrlEvent;

class EndpointTest {
    @Test
    void a_function_urls_event_becomes_a_request() {
        var event = UrlEvent.post("{\"a\":1}").header("Origin", "https://shop.example");
        var answer = Invoked.by(Toy.ECHO, event);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().get("content-type").textValue()).isEqualTo("application/json");
        assertThat(answer.headers().get("cache-control").textValue()).isEqualTo("no-store");
        assertThat(answer.body())
                .isEqualTo(
                        Contract.parse(
                                """
                                {"path":"/","origin":"https://shop.example","ip":"203.0.113.7",
                                 "body":"{\\"a\\":1}"}\
                                """));
    }

    @Test
    void a_body_in_base64_is_the_bytes_that_were_sent() {
        var event = UrlEvent.postBytes("{\"a\":\"é\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(Invoked.by(Toy.ECHO, event).body().get("body").textValue())
                .isEqualTo("{\"a\":\"é\"}");
    }

    @Test
    void no_cors_header_is_added_because_the_url_adds_them() {
        assertThat(Invoked.by(Toy.ECHO, UrlEvent.post("{}")).headers().fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("content-type", "cache-control");
    }

    @Test
    void another_method_is_rejected() {
        Toy.assertRejected(Invoked.by(Toy.ECHO, UrlEvent.get("/")), 405, "method_not_allowed");
    }

    @Test
    void a_rejection_is_told_as_the_contract_has_it() {
        var reading = Toy.answering("POST", request -> Reply.ok("read", request.read(Asked.class)));
        var answer = Invoked.by(reading, UrlEvent.post("{\"call_id\":\"nobody\"}"));
        assertThat(answer.body()).isEqualTo(Contract.tree("functions/rejected.json"));
        assertThat(answer.headers().get("content-type").textValue())
                .isEqualTo("application/problem+json");
    }

    private record Asked(java.util.UUID callId) {}

    @Test
    void a_refusal_to_come_back_later_says_when() {
        var busy =
                Toy.answering(
                        "POST",
                        _ -> Reply.refused(Refused.because(Refusal.TENANT_BUSY).retryAfter(30)));
        var answer = Invoked.by(busy, UrlEvent.post("{}"));
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers().get("retry-after").textValue()).isEqualTo("30");
        assertThat(answer.body()).isEqualTo(Contract.tree("refused/tenant_busy.json"));
    }

    @ParameterizedTest
    @CsvSource({
        "08006, 503",
        "08001, 503",
        "57P01, 503",
        "57014, 503",
        "53300, 503",
        "55P03, 503",
        "40P01, 503",
        "XX000, 500",
        "42501, 500",
        "23505, 500"
    })
    void a_database_that_is_away_may_be_asked_again(String state, int status) {
        var failing =
                Toy.answering(
                        "POST",
                        _ -> {
                            throw new SQLException("secret words", state);
                        });
        var answer = Invoked.by(failing, UrlEvent.post("{}"));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().has("retry-after")).isEqualTo(status == 503);
        assertThat(answer.body().toString()).doesNotContain("secret words");
    }

    @Test
    void what_we_lean_on_being_away_is_told_as_the_contract_has_it() {
        var failing =
                Toy.answering(
                        "POST",
                        _ -> {
                            throw new Unavailable("the secret store");
                        });
        assertThat(Invoked.by(failing, UrlEvent.post("{}")).body())
                .isEqualTo(Contract.tree("functions/failed.json"));
    }

    @Test
    void a_scheduled_function_fails_loudly_so_that_lambda_counts_it() {
        var failing =
                Toy.answering(
                        Request.NO_METHOD,
                        _ -> {
                            throw new SQLException("away", "08006");
                        });
        byte[] scheduled = "{\"source\":\"aws.scheduler\"}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Invoked.by(failing, scheduled))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_missing_token_is_unauthorized() {
        var verifying =
                Toy.answering(
                        "POST", request -> Reply.ok("token", Map.of("t", request.bearerToken())));
        Toy.assertRejected(Invoked.by(verifying, UrlEvent.post("{}")), 401, "no_token");
        var other = UrlEvent.post("{}").header("authorization", "Basic abc");
        Toy.assertRejected(Invoked.by(verifying, other), 401, "no_token");
        var good = UrlEvent.post("{}").header("authorization", "bearer abc");
        assertThat(Invoked.by(verifying, good).body().get("t").textValue()).isEqualTo("abc");
    }
}
