package parley.functions.turntoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parley.core.relay.RelayDecision.Reason;
import parley.edge.Settings;
import parley.edge.json.Json;
import parley.testing.Contract;
import parley.testing.Invoked;
import parley.testing.UrlEvent;

class TurnTokenTest {
    @Test
    void without_a_relay_the_answer_is_the_contracts() {
        var answer =
                RelayAnswer.direct(Reason.NOT_ENTITLED, List.of("stun:stun.l.google.com:19302"));
        assertThat(Contract.parse(Json.write(answer)))
                .isEqualTo(Contract.tree("functions/turn-token.no-relay.json"));
    }

    @Test
    void a_request_without_a_ticket_names_what_is_missing() {
        var handler = new TurnTokenHandler(new Settings(Map.of()), Clock.systemUTC());
        var answer = Invoked.by(handler, UrlEvent.post("{}"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("detail").textValue()).isEqualTo("ticket: is missing");
    }

    @Test
    void a_deployment_without_settings_fails_and_says_nothing_of_itself() {
        var handler = new TurnTokenHandler(new Settings(Map.of()), Clock.systemUTC());
        var request = Contract.text("functions/turn-token.request.json");
        var answer = Invoked.by(handler, UrlEvent.post(request));
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body().toString()).doesNotContain("PARLEY");
    }
}
