package parley.local.prove.attacks;

import com.standardwebhooks.Webhook;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import parley.local.attacks.Scene;
import parley.local.prove.Proof;
import parley.local.stack.Options;
import parley.local.stack.Stack;

/**
 * {@code make prove ONLY=webhook-bit-flips}: each single bit of a signed nudge's id, time,
 * signature and body flipped, and sent over HTTP to the running call-outcome. What HTTP itself
 * cannot carry in a header (control characters) is not counted.
 */
public final class WebhookBitFlips {
    /** 400: a flip that makes a character of zero, which no JSON event of ours may hold. */
    private static final List<Integer> REFUSED = List.of(400, 401);

    private static final int LEAST = 5000;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;
    private final String secret;
    private long tried;
    private long failed;

    private WebhookBitFlips(Stack stack) {
        this.url = URI.create(stack.addresses().function("call-outcome"));
        this.secret = stack.keys().webhook();
    }

    public static void main(String[] args) throws Exception {
        long start = System.nanoTime();
        try (Stack stack = Stack.start(Options.fresh())) {
            WebhookBitFlips flips = new WebhookBitFlips(stack);
            int caught = 0;
            while (flips.tried < LEAST) {
                caught = flips.oneNudge();
            }
            new Proof(
                            "webhook-bit-flips",
                            flips.tried,
                            flips.failed,
                            1,
                            caught,
                            0,
                            (System.nanoTime() - start) / 1e9)
                    .report();
        }
    }

    /** Returns 1 when a nudge that is as it was signed gets in: then 401 means something. */
    private int oneNudge() throws Exception {
        long now = System.currentTimeMillis() / 1000;
        String body =
                "{\"type\": \"call.ended\", \"call_id\": \"%s\", \"version\": 3, \"tenant_id\": \"%s\"}"
                        .formatted(UUID.randomUUID(), Scene.GLOBEX);
        String[] parts = {
            "evt_" + tried,
            Long.toString(now),
            new Webhook(secret).sign("evt_" + tried, now, body),
            body
        };
        int unharmed = send(parts, body.getBytes(StandardCharsets.UTF_8));
        for (int part = 0; part < parts.length; part++) {
            byte[] bytes = parts[part].getBytes(StandardCharsets.ISO_8859_1);
            for (int bit = 0; bit < bytes.length * 8; bit++) {
                byte[] flipped = bytes.clone();
                flipped[bit / 8] ^= (byte) (1 << (bit % 8));
                String[] changed = parts.clone();
                changed[part] = new String(flipped, StandardCharsets.ISO_8859_1);
                if (part == 3 || carried(flipped, bit / 8)) {
                    int status = send(changed, part == 3 ? flipped : bytesOf(changed[3]));
                    tried++;
                    if (!REFUSED.contains(status)) {
                        System.out.println("part " + part + " bit " + bit + ": " + status);
                        failed++;
                    }
                }
            }
        }
        return unharmed == 200 ? 1 : 0;
    }

    private static boolean carried(byte[] header, int at) {
        int c = header[at] & 0xff;
        return c > 0x20 && c < 0x7f;
    }

    private static byte[] bytesOf(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private int send(String[] parts, byte[] body) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(url)
                        .header("content-type", "application/json")
                        .header("webhook-id", parts[0])
                        .header("webhook-timestamp", parts[1])
                        .header("webhook-signature", parts[2])
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
