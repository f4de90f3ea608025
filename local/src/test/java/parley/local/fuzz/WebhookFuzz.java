package parley.local.fuzz;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import parley.functions.calloutcome.CallOutcomeHandler;
import parley.local.attacks.Quiet;
import parley.testing.OnLambda;
import parley.testing.SecretsManager;
import parley.testing.UrlEvent;

/**
 * Any bytes as a nudge: id, time and signature in a line each, then the body. After a first letter
 * {@code s} everything is the body, and really signed, so that what comes after the signature is
 * met too. Behind the door there is no database: an answer of 503 means that it was let in.
 */
public final class WebhookFuzz {
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RequestStreamHandler DOOR = door();

    private WebhookFuzz() {}

    private static RequestStreamHandler door() {
        SecretsManager aws = new SecretsManager();
        aws.secrets.put("webhook", "{\"secrets\":[\"" + SECRET + "\"]}");
        aws.secrets.put("database", "{\"password\":\"x\"}");
        Map<String, String> settings =
                Map.of(
                        "PARLEY_WEBHOOK_SECRET", "webhook",
                        "PARLEY_DATABASE_SECRET", "database",
                        "PARLEY_DATABASE_USER", "nobody",
                        "PARLEY_DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/none");
        return new CallOutcomeHandler(aws.settings(settings), Clock.systemUTC());
    }

    public static void fuzzerTestOneInput(byte[] input)
            throws IOException, WebhookSigningException, EmptyWebhookSecretException {
        boolean signed = input.length > 0 && input[0] == 's';
        UrlEvent event = signed ? signed(Arrays.copyOfRange(input, 1, input.length)) : said(input);
        int status = status(event);
        List<Integer> right = signed ? List.of(400, 401, 413, 503) : List.of(400, 401, 413, 431);
        if (!right.contains(status)) {
            throw new AssertionError("answered " + status);
        }
        if (signed && status == 401 && isText(Arrays.copyOfRange(input, 1, input.length))) {
            throw new AssertionError("a signature of ours was refused");
        }
    }

    private static UrlEvent signed(byte[] body)
            throws WebhookSigningException, EmptyWebhookSecretException {
        long now = System.currentTimeMillis() / 1000;
        String text = new String(body, StandardCharsets.UTF_8);
        return UrlEvent.postBytes(body)
                .header("webhook-id", "evt_1")
                .header("webhook-timestamp", "" + now)
                .header("webhook-signature", new Webhook(SECRET).sign("evt_1", now, text));
    }

    private static UrlEvent said(byte[] input) {
        String[] parts = new String(input, StandardCharsets.ISO_8859_1).split("\n", 4);
        String body = parts.length > 3 ? parts[3] : "";
        UrlEvent event = UrlEvent.postBytes(body.getBytes(StandardCharsets.ISO_8859_1));
        List<String> names = List.of("webhook-id", "webhook-timestamp", "webhook-signature");
        for (int i = 0; i < Math.min(names.size(), parts.length); i++) {
            event.header(names.get(i), parts[i]);
        }
        return event;
    }

    private static int status(UrlEvent event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Quiet _ = new Quiet()) {
            DOOR.handleRequest(new ByteArrayInputStream(event.bytes()), out, new OnLambda());
        }
        JsonNode answer = JSON.readTree(out.toByteArray());
        return answer.path("statusCode").asInt();
    }

    private static boolean isText(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
