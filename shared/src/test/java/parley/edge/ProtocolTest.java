package parley.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import parley.core.Refusal;
import parley.core.Refused;
import parley.core.call.Ask;
import parley.core.call.CallFacts;
import parley.core.relay.RelayFacts;
import parley.core.session.SessionAsk;
import parley.core.session.SessionFacts;
import parley.edge.http.Reply;
import parley.edge.json.Json;
import parley.testing.Contract;

/** The contract's examples, read into our records and written again: nothing is lost between. */
class ProtocolTest {
    @ParameterizedTest
    @MethodSource
    void an_example_survives_our_records(String file, Class<?> type) {
        var read = Json.read(Contract.text(file), type);
        assertThat(withoutNulls(Json.write(read))).isEqualTo(withoutNulls(Contract.text(file)));
    }

    static Stream<Arguments> an_example_survives_our_records() {
        return Stream.of(
                Arguments.of("functions/call-request.request.json", Ask.class),
                Arguments.of("functions/visitor-session.first-request.json", SessionAsk.class),
                Arguments.of("functions/visitor-session.request.json", SessionAsk.class),
                Arguments.of("functions/visitor-session.host-request.json", SessionAsk.class),
                Arguments.of("sql/call_request_facts.json", CallFacts.class),
                Arguments.of("sql/call_request_facts.retry.json", CallFacts.class),
                Arguments.of("sql/session_facts.json", SessionFacts.class),
                Arguments.of("sql/relay_facts.json", RelayFacts.class));
    }

    /** What belongs to a refusal is taken from its example, the rest is ours. */
    @ParameterizedTest
    @EnumSource
    void every_refusal_is_told_as_its_example(Refusal refusal) {
        var file = "refused/" + refusal.name().toLowerCase(Locale.ROOT) + ".json";
        var refused = Refused.because(refusal);
        for (var field : Json.parse(Contract.text(file)).without("refused").entrySet())
            if (!Arrays.asList("type", "title", "status").contains(field.getKey()))
                refused = refused.withAll(Map.of(field.getKey(), String.valueOf(field.getKey())));
        var body = Contract.parse(Json.write(Reply.refused(refused).body()));
        var example = Contract.tree(file);
        assertThat(body.fieldNames()).toIterable().containsExactlyElementsOf(example::fieldNames);
        for (var name : Arrays.asList("type", "title", "status", "refused"))
            assertThat(body.get(name)).isEqualTo(example.get(name));
    }

    private static Object withoutNulls(String json) {
        var tree = Contract.parse(json);
        var all = Json.parse(json).without("");
        all.values().removeIf(it -> it == null || it.toString().equals("null"));
        return all.isEmpty() ? tree : Contract.parse(Json.write(all));
    }
}
