package parley.functions.turntoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.core.relay.RelayDecision.Reason;
import parley.core.relay.RelayFacts;
import parley.edge.Settings;
import parley.edge.json.Json;
import parley.testing.Contract;
import parley.testing.Invoked;
import parley.testing.UrlEvent;

class TurnTokenTest {
    @ParameterizedTest
    @CsvSource({
        "no-relay, NOT_ENTITLED, 0",
        "not-yet, NOT_RUNG, 0",
        "too-many, TOO_MANY_REQUESTS, 2"
    })
    void without_a_relay_the_answer_is_the_contracts(String example, Reason reason, int wait) {
        var answer = RelayAnswer.direct(reason, facts(wait));
        assertThat(Contract.parse(Json.write(answer)))
                .isEqualTo(Contract.tree("functions/turn-token." + example + ".json"));
    }

    @Test
    void with_a_relay_the_answer_is_the_contracts() {
        var urls =
                List.of(
                        "turn:relay.example:3478?transport=udp",
                        "turn:relay.example:3478?transport=tcp",
                        "turns:relay.example:443?transport=tcp");
        assertThat(Contract.parse(Json.write(RelayAnswer.relayed(facts(0), false, turn(urls)))))
                .isEqualTo(Contract.tree("functions/turn-token.relay.json"));
        assertThat(
                        Contract.parse(
                                Json.write(
                                        RelayAnswer.relayed(
                                                facts(0), true, turn(urls.subList(0, 1))))))
                .isEqualTo(Contract.tree("functions/turn-token.low.json"));
    }

    private static List<IceServer> turn(List<String> urls) {
        return urls.stream()
                .<IceServer>map(url ->
                        new IceServer.Turn(
                                url,
                                "1795334857:9a3d1c52-5a7e-4f0f-8b86-1d2c3b4a5f60",
                                "c2VjcmV0c2VjcmV0c2VjcmV0c2U="))
                .toList();
    }

    private static RelayFacts facts(int retryAfter) {
        var known = Json.parse(Contract.text("sql/relay_facts.json"));
        return known.with("retry_after", retryAfter).as(RelayFacts.class);
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
