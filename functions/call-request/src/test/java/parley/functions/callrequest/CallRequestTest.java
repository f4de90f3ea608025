package parley.functions.callrequest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parley.core.call.Callback;
import parley.edge.Settings;
import parley.edge.json.Json;
import parley.testing.Contract;
import parley.testing.Invoked;
import parley.testing.UrlEvent;

/** What is told before anything is asked of the database. */
class CallRequestTest {
    private final CallRequestHandler handler =
            new CallRequestHandler(
                    new Settings(
                            Map.of(
                                    "PARLEY_ISSUER", "https://calls.example",
                                    "PARLEY_JWKS", "{\"keys\":[]}")),
                    Clock.systemUTC());

    @Test
    void a_request_without_a_token_is_rejected() {
        var event = UrlEvent.post(Contract.text("functions/call-request.request.json"));
        assertRejected(Invoked.by(handler, event), 401, "no_token");
    }

    @Test
    void a_request_with_a_token_of_nobody_is_rejected() {
        var event =
                UrlEvent.post(Contract.text("functions/call-request.request.json"))
                        .header("authorization", "Bearer eyJhbGciOiJFUzI1NiJ9.e30.c2ln");
        assertRejected(Invoked.by(handler, event), 401, "bad_token");
    }

    @Test
    void a_body_that_is_no_json_is_rejected() {
        assertRejected(Invoked.by(handler, UrlEvent.post("call me")), 400, "bad_request");
    }

    @Test
    void a_callback_request_survives_our_record() {
        var example = Contract.tree("functions/call-request.callback-request.json");
        var callback = Json.parse(example.toString()).child("callback").as(Callback.class);
        assertThat(Contract.parse(Json.write(Map.of("callback", callback)))).isEqualTo(example);
    }

    @Test
    void the_databases_grant_with_a_ticket_is_the_answer() {
        var opened = Json.parse(Contract.text("sql/open_call.json"));
        assertThat(Contract.parse(Json.write(opened.with("relay_ticket", null))))
                .isEqualTo(Contract.tree("functions/call-request.granted.json"));
    }

    private static void assertRejected(Invoked answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().get("rejected").textValue()).isEqualTo(code);
    }
}
