package parley.functions.calloutcome;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.testing.Contract;
import parley.testing.Invoked;
import parley.testing.SecretsManager;
import parley.testing.UrlEvent;

/**
 * A nudge that holds goes on to the database, which is not there: 503. One that does not is a 401
 * before anything is asked.
 */
class SignatureTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String NEXT_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private static final String ID = "evt_17";
    private static final String BODY =
            Contract.tree("functions/webhook.call-ended.json").toString();

    private final SecretsManager aws = new SecretsManager();
    private final CallOutcomeHandler handler =
            new CallOutcomeHandler(
                    aws.settings(
                            Map.of(
                                    "PARLEY_WEBHOOK_SECRET", "webhook",
                                    "PARLEY_DATABASE_SECRET", "database",
                                    "PARLEY_DATABASE_USER", "parley_functions",
                                    "PARLEY_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/x")),
                    Clock.systemUTC());
    private final long now = System.currentTimeMillis() / 1000;

    @BeforeEach
    void share() {
        aws.secrets.put("webhook", "{\"secrets\":[\"" + SECRET + "\"]}");
        aws.secrets.put("database", "{\"password\":\"secret\"}");
    }

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void the_published_vector_is_signed_alike() throws Exception {
        assertThat(
                        new Webhook(SECRET)
                                .sign(
                                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                        1614265330,
                                        "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void the_published_vector_is_too_old_by_now() {
        var old =
                nudge(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        "1614265330",
                        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                        "{\"test\": 2432232314}");
        assertThat(Invoked.by(handler, old).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -290, 290})
    void a_signed_nudge_goes_on_to_the_database(long seconds) {
        assertThat(status(signed(SECRET, now + seconds, BODY))).isEqualTo(503);
    }

    @Test
    void a_nudge_about_no_call_goes_on_as_well() {
        var body = Contract.tree("functions/webhook.budget-low.json").toString();
        assertThat(status(signed(SECRET, now, body))).isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(longs = {-310, 310, -86_400})
    void a_nudge_out_of_time_is_rejected(long seconds) {
        assertThat(status(signed(SECRET, now + seconds, BODY))).isEqualTo(401);
    }

    @Test
    void both_secrets_hold_while_one_is_exchanged_and_one_after() {
        assertThat(status(signed(NEXT_SECRET, now, BODY))).isEqualTo(401);
        aws.secrets.put("webhook", "{\"secrets\":[\"" + NEXT_SECRET + "\",\"" + SECRET + "\"]}");
        var fresh =
                new CallOutcomeHandler(
                        aws.settings(
                                Map.of(
                                        "PARLEY_WEBHOOK_SECRET", "webhook",
                                        "PARLEY_DATABASE_SECRET", "database",
                                        "PARLEY_DATABASE_USER", "parley_functions",
                                        "PARLEY_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/x")),
                        Clock.systemUTC());
        for (var secret : new String[] {SECRET, NEXT_SECRET})
            assertThat(Invoked.by(fresh, signed(secret, now, BODY)).status()).isEqualTo(503);
    }

    @Test
    void every_flipped_bit_of_body_id_time_and_signature_is_rejected() throws Exception {
        var signature = new Webhook(SECRET).sign(ID, now, BODY);
        int tried = 0;
        for (int part = 0; part < 4; part++) {
            var parts = new String[] {ID, Long.toString(now), signature, BODY};
            byte[] bytes = parts[part].getBytes(StandardCharsets.ISO_8859_1);
            for (int bit = 0; bit < bytes.length * 8; bit++) {
                byte[] flipped = bytes.clone();
                flipped[bit / 8] ^= (byte) (1 << (bit % 8));
                parts[part] = new String(flipped, StandardCharsets.ISO_8859_1);
                assertThat(status(flipped(parts, part == 3 ? flipped : null)))
                        .as("part %d bit %d", part, bit)
                        .isEqualTo(401);
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(1000);
    }

    @Test
    void a_body_that_is_no_text_is_signed_by_nobody() {
        byte[] latin = {'"', (byte) 0xE9, '"'};
        assertThat(status(flipped(new String[] {ID, "" + now, "v1,AAAA", ""}, latin)))
                .isEqualTo(401);
    }

    @Test
    void a_nudge_without_its_headers_is_rejected() {
        assertThat(status(UrlEvent.post(BODY))).isEqualTo(401);
    }

    private int status(UrlEvent event) {
        return Invoked.by(handler, event).status();
    }

    private static UrlEvent flipped(
            String[] parts, byte @org.jspecify.annotations.Nullable [] body) {
        var event = body == null ? UrlEvent.post(parts[3]) : UrlEvent.postBytes(body);
        return headed(event, parts[0], parts[1], parts[2]);
    }

    private static UrlEvent signed(String secret, long time, String body) {
        try {
            return nudge(ID, Long.toString(time), new Webhook(secret).sign(ID, time, body), body);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static UrlEvent nudge(String id, String time, String signature, String body) {
        return headed(UrlEvent.post(body), id, time, signature);
    }

    private static UrlEvent headed(UrlEvent event, String id, String time, String signature) {
        return event.header("webhook-id", id)
                .header("webhook-timestamp", time)
                .header("webhook-signature", signature);
    }
}
