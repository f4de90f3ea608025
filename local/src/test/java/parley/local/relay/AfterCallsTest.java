package parley.local.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.local.attacks.Handlers;
import parley.local.attacks.Shared;
import parley.local.attacks.Street;
import parley.local.http.EndpointHandler;
import parley.local.http.LocalServer;
import parley.local.relay.Lines.Line;
import parley.testing.OnLambda;

/** A provider that takes credentials back and counts what they carried is asked for both. */
class AfterCallsTest {
    private static final String COUNTS =
            Handlers.RELAY.replace(
                    "}",
                    ", \"account_id\": \"acc\", \"analytics_token\": \"canary-of-analytics\"}");
    private static final String ASK = "Bearer canary-of-analytics /client/v4/graphql";

    private final CloudflareTurn cloudflare = new CloudflareTurn();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream console = System.out;
    private LocalServer server;
    private Handlers handlers;
    private Lines lines;

    @BeforeEach
    void a_call_is_over_that_had_a_credential() throws Exception {
        Street street = Shared.street();
        server = LocalServer.start(0, new EndpointHandler(cloudflare));
        handlers =
                new Handlers(street.stack)
                        .with("PARLEY_RELAY_PROVIDER", "cloudflare")
                        .with("PARLEY_RELAY_API", "http://127.0.0.1:" + server.port());
        lines = new Lines(street.stack.postgres().admin());
        lines.endAll();
        lines.sql("delete from parley.relay_grants; delete from parley.relay_months");
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void nothing_secret_was_said() throws Exception {
        System.setOut(console);
        lines.sql("update parley.settings set value = '60' where name = 'settle'");
        handlers.close();
        server.close();
        assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("canary", "name-of-");
    }

    @Test
    void a_credential_is_called_back_once_its_call_is_over_and_only_once() throws Exception {
        Line line = lines.accepted();
        String grant = lent(line);
        RequestStreamHandler sweep = handlers.callSweep();
        assertThat(swept(sweep).path("relays_revoked").asInt()).as("it runs").isZero();
        lines.end(line.call(), "hung_up");
        assertThat(swept(sweep).path("relays_revoked").asInt()).isOne();
        assertThat(swept(sweep).path("relays_revoked").asInt()).isZero();
        assertThat(cloudflare.asked().stream().filter(it -> it.endsWith("/revoke")))
                .containsExactly(
                        "Bearer canary-of-cloudflare /v1/turn/keys/0123456789abcdef/credentials/name-of-"
                                + grant
                                + "/revoke");
        assertThat(cloudflare.asked()).as("without a token for it").doesNotContain(ASK);
    }

    @Test
    void a_provider_that_fails_hinders_no_sweep_and_is_asked_again() throws Exception {
        Line line = lines.accepted();
        lent(line);
        lines.end(line.call(), "hung_up");
        RequestStreamHandler sweep = handlers.callSweep();
        cloudflare.answerWith(500);
        JsonNode failed = swept(sweep);
        assertThat(failed.path("decision").asText()).isEqualTo("swept");
        assertThat(failed.path("relay_failed").asInt()).isOne();
        cloudflare.answerWith(201);
        assertThat(swept(sweep).path("relays_revoked").asInt()).isOne();
    }

    @Test
    void one_credential_that_is_refused_holds_up_no_other_and_no_counting() throws Exception {
        handlers.relaySecret(COUNTS);
        Line first = lines.accepted();
        lent(first);
        lines.end(first.call(), "hung_up");
        Line second = lines.accepted();
        String refused = lent(second);
        lines.end(second.call(), "hung_up");
        cloudflare.refuses("name-of-" + refused, 400);
        ago(second, "4 min");
        JsonNode swept = swept(handlers.callSweep());
        assertThat(swept.path("relays_revoked").asInt()).isOne();
        assertThat(swept.path("relay_failed").asInt()).isOne();
        assertThat(cloudflare.asked()).as("and counted").contains(ASK);
        lines.sql("update parley.relay_grants set expires_at = now()");
        assertThat(swept(handlers.callSweep()).path("relay_failed").asInt())
                .as("it has ended by itself")
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429, 503})
    void a_provider_that_would_revoke_nothing_now_is_asked_no_more_but_for_its_counter(int status)
            throws Exception {
        handlers.relaySecret(COUNTS);
        Line first = lines.accepted();
        lent(first);
        lines.end(first.call(), "hung_up");
        Line second = lines.accepted();
        String refused = lent(second);
        lines.end(second.call(), "hung_up");
        cloudflare.refuses("name-of-" + refused, status);
        ago(second, "4 min");
        JsonNode swept = swept(handlers.callSweep());
        assertThat(swept.path("relays_revoked").asInt()).isZero();
        assertThat(swept.path("relay_failed").asInt()).isOne();
        assertThat(cloudflare.asked()).contains(ASK);
    }

    @Test
    void what_it_counted_is_charged_in_place_of_the_worst_case() throws Exception {
        handlers.relaySecret(COUNTS);
        lines.sql("update parley.settings set value = '0' where name = 'settle'");
        Line line = lines.accepted();
        String grant = lent(line);
        lines.end(line.call(), "hung_up");
        cloudflare.carried(grant, 1_000_000, 2_000_000);
        RequestStreamHandler sweep = handlers.callSweep();
        swept(sweep);
        assertThat(cloudflare.asked()).as("its figures are behind").doesNotContain(ASK);
        ago(line, "4 min");
        JsonNode counted = swept(sweep);
        assertThat(counted.path("relays_counted").asInt()).as(counted.toString()).isOne();
        assertThat(charged(grant)).isEqualTo("1000000 2000000 counter 100");
        cloudflare.carried(grant, 1_500_000, 2_500_000);
        assertThat(swept(sweep).path("relays_counted").asInt()).as("not yet again").isZero();
        ago(line, "12 min");
        swept(sweep);
        assertThat(charged(grant)).as("figures that grew").isEqualTo("1500000 2500000 counter 125");
        assertThat(cloudflare.asked().stream().filter(ASK::equals)).hasSize(2);
    }

    @Test
    void an_answer_that_counts_nothing_leaves_what_was_charged() throws Exception {
        handlers.relaySecret(COUNTS);
        Line line = lines.accepted();
        String grant = lent(line);
        lines.end(line.call(), "hung_up");
        ago(line, "4 min");
        RequestStreamHandler sweep = handlers.callSweep();
        String before = charged(grant);
        cloudflare.answerWith(200);
        assertThat(swept(sweep).path("relay_failed").asInt()).isOne();
        assertThat(charged(grant)).isEqualTo(before);
        cloudflare.answerWith(201);
        assertThat(swept(sweep).path("relay_failed").asInt()).as("asked again").isZero();
        assertThat(charged(grant)).as("nothing is known of it").isEqualTo(before);
    }

    @Test
    void a_settlement_that_fails_is_seen_and_hinders_no_end_no_outcome_and_no_other_step()
            throws Exception {
        Line line = lines.accepted();
        lent(line);
        // nobody else is to record it
        lines.sql("alter table parley.outbox disable trigger outbox_nudges");
        lines.end(line.call(), "hung_up");
        lines.sql(
                "alter table parley.outbox enable trigger outbox_nudges; alter function"
                        + " parley.settle_relays rename to settle_relays_kept; create function"
                        + " parley.settle_relays(int) returns jsonb language plpgsql as $$ begin raise"
                        + " 'no such column' using errcode = 'undefined_column'; end $$");
        try {
            RequestStreamHandler sweep = handlers.callSweep();
            assertThatThrownBy(() -> asked(sweep)).isInstanceOf(IllegalStateException.class);
            JsonNode failed = line();
            assertThat(failed.path("status").asInt()).isEqualTo(500);
            assertThat(failed.path("sqlstate").asText()).isEqualTo("42703");
            assertThat(failed.path("recorded").asInt()).isOne();
            assertThat(failed.has("ended") && failed.has("purged")).isTrue();
            assertThat(failed.path("relays_revoked").asInt()).isOne();
        } finally {
            lines.sql(
                    "drop function parley.settle_relays; alter function parley.settle_relays_kept"
                            + " rename to settle_relays");
        }
        assertThat(swept(handlers.callSweep()).path("decision").asText()).isEqualTo("swept");
    }

    private String lent(Line line) throws Exception {
        assertThat(Asked.ticket(handlers.turnToken(), line.visitor()).reason()).isEqualTo("relay");
        return lines.ask(
                "select id from parley.relay_grants where call_id = '" + line.call() + "'");
    }

    private void ago(Line line, String time) throws Exception {
        lines.sql(
                "update parley.calls set ended_at = ended_at - interval '%s' where id = '%s'"
                        .formatted(time, line.call()));
    }

    private String charged(String grant) throws Exception {
        return lines.ask(
                "select concat_ws(' ', up, down, charged_by, cost_micros) from parley.relay_grants where id = '"
                        + grant
                        + "'");
    }

    private JsonNode swept(RequestStreamHandler sweep) throws Exception {
        asked(sweep);
        JsonNode line = line();
        assertThat(line.path("status").asInt()).as(line.toString()).isEqualTo(200);
        return line;
    }

    private void asked(RequestStreamHandler sweep) throws IOException {
        printed.reset();
        sweep.handleRequest(
                new ByteArrayInputStream(
                        "{\"source\":\"aws.scheduler\"}".getBytes(StandardCharsets.UTF_8)),
                new ByteArrayOutputStream(),
                new OnLambda());
    }

    /** What a sweep leaves. */
    private JsonNode line() throws IOException {
        for (String said : printed.toString(StandardCharsets.UTF_8).lines().toList()) {
            if (said.contains("call-sweep")) return new ObjectMapper().readTree(said);
        }
        throw new AssertionError("the sweep left no line");
    }
}
