package parley.local.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.local.attacks.Handlers;
import parley.local.attacks.Shared;
import parley.local.attacks.Street;

/** What turn-token lends, tried against a real coturn. */
class OldCredentialTest {
    private static final int UNAUTHORIZED = 401;

    @TempDir private Path folder;
    private Handlers handlers;
    private Lines lines;
    private int port;

    @BeforeEach
    void a_deployment_with_a_coturn() throws Exception {
        Street street = Shared.street();
        lines = new Lines(street.stack.postgres().admin());
        lines.endAll();
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        handlers =
                new Handlers(street.stack)
                        .with("PARLEY_RELAY_PROVIDER", "coturn")
                        .with("PARLEY_RELAY_URLS", "turn:127.0.0.1:" + port + "?transport=udp");
    }

    @AfterEach
    void as_before() throws Exception {
        life(300);
        handlers.close();
    }

    @Test
    void a_credential_allocates_for_its_life_of_five_minutes_and_no_longer() throws Exception {
        Path binary = Installed.coturn();
        JsonNode lent = lent();
        assertThat(lent.path("expires_in").asInt()).isEqualTo(300);
        assertThat(secondsLeft(lent)).isBetween(280L, 301L);
        try (Coturn coturn = Coturn.start(binary, port, "north", folder, List.of())) {
            assertThat(coturn.at().secret()).isEqualTo("north");
            assertThat(allocate(lent)).isZero();
            life(5);
            JsonNode brief = lent();
            assertThat(allocate(brief)).as("while it lives").isZero();
            // time(2), which coturn asks, turns to the next second milliseconds after our clock
            // does
            while (secondsLeft(brief) >= -1) Thread.sleep(100);
            assertThat(allocate(brief)).as("afterwards").isEqualTo(UNAUTHORIZED);
            assertThat(allocate(lent)).as("the relay itself still lends").isZero();
        }
    }

    private JsonNode lent() throws Exception {
        Asked asked = Asked.ticket(handlers.turnToken(), lines.accepted().visitor());
        assertThat(asked.reason()).isEqualTo("relay");
        return asked.body();
    }

    private void life(int seconds) throws Exception {
        lines.sql(
                "update parley.settings set value = '%d' where name = 'turn_credential'"
                        .formatted(seconds));
    }

    private static String user(JsonNode answer) {
        return answer.at("/ice_servers/1/username").asText();
    }

    /** As coturn reads it out of the name. */
    private static long secondsLeft(JsonNode answer) {
        long until = Long.parseLong(user(answer).split(":", 2)[0]);
        return until - Instant.now().getEpochSecond();
    }

    private int allocate(JsonNode answer) throws Exception {
        try (TurnClient client = new TurnClient(port, user(answer), "north")) {
            return client.allocate(false);
        }
    }
}
