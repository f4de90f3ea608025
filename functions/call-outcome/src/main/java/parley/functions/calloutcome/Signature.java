package parley.functions.calloutcome;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.edge.Rejected;
import parley.edge.http.Body;
import parley.edge.http.Request;
import parley.edge.json.Json;
import parley.edge.secret.Secrets;

/**
 * Standard Webhooks over the bytes that were sent, within five minutes of now. While a secret is
 * being exchanged both the old and the new one hold.
 */
final class Signature {
    private static final List<String> HEADERS =
            List.of("webhook-id", "webhook-timestamp", "webhook-signature");

    private final Secrets secrets;

    private record Shared(List<String> secrets) {}

    Signature(Secrets secrets) {
        this.secrets = secrets;
    }

    void verify(Request request) {
        var said = Json.read(secrets.named("PARLEY_WEBHOOK_SECRET"), Shared.class).secrets();
        if (said.isEmpty())
            throw new IllegalStateException("PARLEY_WEBHOOK_SECRET holds no secret");
        var body = text(request.body());
        var headers = headers(request);
        if (body == null || said.stream().noneMatch(secret -> holds(secret, body, headers)))
            throw Rejected.unauthorized("bad_signature");
    }

    private static boolean holds(String secret, String body, Map<String, List<String>> headers) {
        try {
            new Webhook(secret).verify(body, headers);
            return true;
        } catch (WebhookVerificationException e) {
            return false;
        } catch (EmptyWebhookSecretException e) {
            throw new IllegalStateException("PARLEY_WEBHOOK_SECRET holds an empty secret", e);
        }
    }

    private static Map<String, List<String>> headers(Request request) {
        var signed = new HashMap<String, List<String>>();
        for (var name : HEADERS) {
            var value = request.header(name);
            if (value != null) signed.put(name, List.of(value));
        }
        return signed;
    }

    /** Null for what is no text: replaced characters would be signed by nobody. */
    private static @Nullable String text(Body body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.bytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
