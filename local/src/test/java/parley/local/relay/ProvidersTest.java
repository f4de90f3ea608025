package parley.local.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.local.attacks.Handlers;
import parley.local.attacks.Shared;
import parley.local.attacks.Street;
import parley.local.http.EndpointHandler;
import parley.local.http.LocalServer;
import parley.local.relay.Lines.Line;
import parley.local.relay.TwilioTokens.Mode;

/** Whatever a provider does, the answer comes in time and says what happened. */
class ProvidersTest {
    /** A page waits two seconds; a machine that does ten other things may take twice that. */
    private static final long IN_TIME_MS = 4_000;

    private final TwilioTokens twilio = new TwilioTokens();
    private final CloudflareTurn cloudflare = new CloudflareTurn();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream console = System.out;
    private LocalServer twilioServer;
    private LocalServer cloudflareServer;
    private Handlers handlers;
    private Lines lines;

    @BeforeEach
    void providers() throws Exception {
        Street street = Shared.street();
        twilioServer = LocalServer.start(0, new EndpointHandler(twilio));
        cloudflareServer = LocalServer.start(0, new EndpointHandler(cloudflare));
        handlers = new Handlers(street.stack);
        lines = new Lines(street.stack.postgres().admin());
        lines.endAll();
        lines.sql("delete from parley.relay_grants; delete from parley.relay_months");
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void nothing_stays() {
        System.setOut(console);
        handlers.close();
        twilioServer.close();
        cloudflareServer.close();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .doesNotContain("canary", "Account", "http://", Handlers.RELAY);
    }

    @Test
    void twilios_servers_reach_the_page_with_our_stun_and_without_its_own() throws Exception {
        Line line = lines.accepted();
        Asked asked = Asked.ticket(twilio(), line.visitor());
        JsonNode servers = asked.body().path("ice_servers");
        assertThat(servers.path(0).path("urls").path(0).asText()).startsWith("stun:stun.l.google");
        assertThat(servers.path(1).toString())
                .isEqualTo(
                        "{\"urls\":[\"turn:global.turn.twilio.com:3478?transport=udp\"],"
                                + "\"username\":\"dc2d2894d5a9023620c467b0e71cfa6a35457e6679785ed6ae9856fe5bdfa269\","
                                + "\"credential\":\"tE2DajzSJwnsSbc123\"}");
        assertThat(servers).hasSize(4);
        assertThat(twilio.asked())
                .singleElement()
                .asString()
                .matches("/2010-04-01/Accounts/AC0{32}/Tokens.json\\?Ttl=300");
        assertThat(lines.lent(line.call())).isEqualTo("visitor 1");
    }

    @ParameterizedTest
    @CsvSource({
        "TOO_MANY_REQUESTS, provider_busy, 2",
        "UNAUTHORIZED, provider_refused, 2",
        "BROKEN, provider_failed, 1",
        "GARBAGE, provider_garbled, 1",
        "EMPTY, provider_garbled, 1",
        "SILENT, provider_slow, 1"
    })
    void what_twilio_does_wrong_is_named_in_time_and_charged_to_nobody(
            Mode mode, String reason, int tries) throws Exception {
        Line line = lines.accepted();
        RequestStreamHandler turnToken = twilio();
        // its classes are loaded then, on a slow machine too late for the first
        for (int i = 0; i < 3; i++)
            if (Asked.ticket(turnToken, line.agent()).reason().equals("relay")) break;
        twilio.be(mode);
        Asked asked = Asked.ticket(turnToken, line.visitor());
        assertThat(asked.reason()).isEqualTo(reason);
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.milliseconds()).isLessThan(IN_TIME_MS);
        assertThat(asked.body().path("ice_servers")).hasSize(1);
        assertThat(twilio.asked()).hasSize(tries);
        assertThat(lines.lent(line.call())).isEqualTo("agent 1");
        assertThat(
                        lines.ask(
                                "select failure || ' ' || charged from parley.relay_grants where side = 'visitor' and call_id = '"
                                        + line.call()
                                        + "'"))
                .isEqualTo(reason + " 0");
        System.err.printf("twilio %s: %s after %d ms%n", mode, reason, asked.milliseconds());
    }

    @Test
    void one_busy_moment_is_waited_out() throws Exception {
        twilio.be(Mode.BUSY_ONCE);
        assertThat(Asked.ticket(twilio(), lines.accepted().visitor()).reason()).isEqualTo("relay");
        assertThat(twilio.asked()).hasSize(2);
    }

    @Test
    void a_secret_that_was_exchanged_is_read_anew_without_a_deploy() throws Exception {
        RequestStreamHandler turnToken = twilio();
        Asked.ticket(turnToken, lines.accepted().visitor());
        handlers.relaySecret(Handlers.RELAY.replace("AC000", "AC111"));
        twilio.be(Mode.UNAUTHORIZED);
        Asked.ticket(turnToken, lines.accepted().visitor());
        assertThat(twilio.asked().getFirst()).contains("AC000");
        assertThat(twilio.asked().getLast()).contains("AC111");
    }

    @Test
    void a_provider_that_fails_again_and_again_is_left_alone() throws Exception {
        RequestStreamHandler turnToken = twilio();
        Line line = lines.accepted();
        twilio.be(Mode.BROKEN);
        for (int i = 0; i < 3; i++) {
            assertThat(Asked.ticket(turnToken, line.visitor()).reason())
                    .isEqualTo("provider_failed");
        }
        Asked fourth = Asked.ticket(turnToken, line.visitor());
        assertThat(fourth.reason()).isEqualTo("provider_resting");
        assertThat(twilio.asked()).hasSize(3);
        assertThat(
                        lines.ask(
                                "select redeemed from parley.relay_tickets where ticket_hash = sha256('"
                                        + line.visitor()
                                        + "')"))
                .isEqualTo("0");
    }

    @Test
    void cloudflares_servers_carry_the_grant_and_leave_out_the_blocked_port() throws Exception {
        Line line = lines.accepted();
        Asked asked = Asked.ticket(cloudflare(), line.visitor());
        assertThat(asked.reason()).isEqualTo("relay");
        assertThat(asked.body().path("ice_servers").findValues("urls"))
                .extracting(urls -> urls.path(0).asText())
                .containsExactly(
                        "stun:stun.l.google.com:19302",
                        "turn:turn.cloudflare.com:3478?transport=udp",
                        "turn:turn.cloudflare.com:3478?transport=tcp",
                        "turns:turn.cloudflare.com:443?transport=tcp");
        String grant =
                lines.ask(
                        "select id from parley.relay_grants where call_id = '" + line.call() + "'");
        assertThat(cloudflare.asked())
                .containsExactly(
                        "Bearer canary-of-cloudflare /v1/turn/keys/0123456789abcdef/credentials/generate-ice-servers "
                                + grant);
        assertThat(
                        lines.ask(
                                "select provider_user from parley.relay_grants where id = '"
                                        + grant
                                        + "'"))
                .isEqualTo("name-of-" + grant);
    }

    @ParameterizedTest
    @CsvSource({
        "429, provider_busy",
        "401, provider_refused",
        "500, provider_failed",
        "200, provider_garbled"
    })
    void what_cloudflare_does_wrong_is_named(int status, String reason) throws Exception {
        cloudflare.answerWith(status);
        Asked asked = Asked.ticket(cloudflare(), lines.accepted().visitor());
        assertThat(asked.reason()).isEqualTo(reason);
        assertThat(asked.milliseconds()).isLessThan(IN_TIME_MS);
    }

    @Test
    void coturns_name_is_expiry_and_grant_and_needs_no_network() throws Exception {
        Line line = lines.accepted();
        RequestStreamHandler coturn =
                handlers.with("PARLEY_RELAY_PROVIDER", "coturn")
                        .with("PARLEY_RELAY_URLS", "turn:r.example:3478?transport=udp")
                        .turnToken();
        JsonNode server = Asked.ticket(coturn, line.visitor()).body().at("/ice_servers/1");
        String grant =
                lines.ask(
                        "select ceil(extract(epoch from expires_at))::bigint || ':' || id from parley.relay_grants where call_id = '"
                                + line.call()
                                + "'");
        assertThat(server.path("username").asText()).isEqualTo(grant);
        assertThat(server.path("credential").asText()).isEqualTo(Hmac.sha1("north", grant));
        assertThat(List.of(server.path("urls").path(0).asText()))
                .containsExactly("turn:r.example:3478?transport=udp");
    }

    private RequestStreamHandler twilio() {
        return handlers.with("PARLEY_RELAY_PROVIDER", "twilio")
                .with("PARLEY_RELAY_API", "http://127.0.0.1:" + twilioServer.port())
                .turnToken();
    }

    private RequestStreamHandler cloudflare() {
        return handlers.with("PARLEY_RELAY_PROVIDER", "cloudflare")
                .with("PARLEY_RELAY_API", "http://127.0.0.1:" + cloudflareServer.port())
                .turnToken();
    }
}
