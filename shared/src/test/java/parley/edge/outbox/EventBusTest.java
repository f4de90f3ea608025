package parley.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.edge.Settings;
import parley.testing.Contract;

/** Against an address that answers as EventBridge does. */
class EventBusTest {
    private final List<String> bodies = new ArrayList<>();
    private final List<String> signatures = new ArrayList<>();
    private HttpServer aws;
    private int status = 200;
    private String answer = "{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"1\"}]}";

    EventBusTest() throws IOException {
        aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        aws.createContext("/", this::answer);
        aws.start();
    }

    @AfterEach
    void stop() {
        aws.stop(0);
    }

    @Test
    void an_outcome_becomes_a_signed_event() {
        assertThat(bus().publish(List.of(outcome(7)))).isEmpty();
        var entry = Contract.parse(bodies.getFirst()).get("Entries").get(0);
        assertThat(entry.get("EventBusName").textValue()).isEqualTo("calls");
        assertThat(entry.get("Source").textValue()).isEqualTo("parley");
        assertThat(entry.get("DetailType").textValue()).isEqualTo("CallEnded");
        assertThat(Contract.parse(entry.get("Detail").textValue()))
                .isEqualTo(Contract.tree("sql/drain_outbox.json").at("/events/0/outcome"));
        assertThat(signatures.getFirst())
                .startsWith("AWS4-HMAC-SHA256 Credential=key/")
                .contains("/eu-central-1/events/aws4_request");
    }

    @Test
    void an_event_that_was_not_accepted_is_named_by_its_row() {
        answer =
                "{\"FailedEntryCount\":1,\"Entries\":[{\"EventId\":\"1\"},"
                        + "{\"ErrorCode\":\"ThrottlingException\",\"ErrorMessage\":\"slow down\"}]}";
        assertThat(bus().publish(List.of(outcome(7), outcome(8))))
                .isEqualTo(Map.of(8L, "refused: ThrottlingException"));
    }

    @Test
    void a_bus_that_fails_fails_every_row_and_nothing_else() {
        status = 500;
        assertThat(bus().publish(List.of(outcome(7), outcome(8)))).containsOnlyKeys(7L, 8L);
    }

    @Test
    void a_bus_that_answers_nonsense_accepted_nothing() {
        answer = "<html>";
        assertThat(bus().publish(List.of(outcome(7)))).containsOnlyKeys(7L);
        answer = "{}";
        assertThat(bus().publish(List.of(outcome(7)))).containsOnlyKeys(7L);
    }

    @Test
    void a_bus_that_is_not_there_accepted_nothing() {
        var bus = bus();
        aws.stop(0);
        assertThat(bus.publish(List.of(outcome(7)))).containsOnlyKeys(7L);
    }

    @Test
    void a_function_that_has_no_role_accepted_nothing_and_fails_nothing_else() {
        var bus =
                new EventBus(new Settings(Map.of("PARLEY_EVENT_BUS", "calls", "AWS_REGION", "x")));
        assertThat(bus.publish(List.of(outcome(7))))
                .isEqualTo(Map.of(7L, "IOException: this function has no role"));
        var nowhere = new EventBus(new Settings(Map.of("PARLEY_EVENT_BUS", "calls")));
        assertThat(nowhere.publish(List.of(outcome(7)))).containsOnlyKeys(7L);
    }

    @Test
    void many_go_ten_at_a_time() {
        status = 500;
        bus().publish(LongStream.range(0, 25).mapToObj(EventBusTest::outcome).toList());
        assertThat(bodies).hasSize(3);
    }

    private EventBus bus() {
        return new EventBus(
                new Settings(
                        Map.of(
                                "PARLEY_EVENT_BUS", "calls",
                                "AWS_REGION", "eu-central-1",
                                "AWS_ACCESS_KEY_ID", "key",
                                "AWS_SECRET_ACCESS_KEY", "secret",
                                "AWS_SESSION_TOKEN", "session",
                                "AWS_ENDPOINT_URL",
                                        "http://127.0.0.1:" + aws.getAddress().getPort())));
    }

    private static Outcome outcome(long row) {
        var example = parley.edge.json.Json.parse(Contract.text("sql/drain_outbox.json"));
        var outcome = example.list("events").getFirst().child("outcome");
        return new Outcome(row, "call.ended", outcome.without(""));
    }

    private void answer(HttpExchange exchange) throws IOException {
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        signatures.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
