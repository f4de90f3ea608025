package parley.local.prove.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import parley.local.prove.people.Said;
import parley.local.prove.people.Town;

/** Sends nudges that the database did not send. */
final class Forger {
    private static final String BODY =
            "{\"type\":\"call.ended\",\"call_id\":\"%1$s\",\"tenant_id\":\"%1$s\",\"version\":3}"
                    .formatted(Town.TENANT);
    private static final String FOREIGN = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final int TOO_OLD_S = 301;
    private static final int OLD_S = 290;

    private final Town town;

    Forger(Town town) {
        this.town = town;
    }

    /** What was sent and how it had to be answered. */
    record Attempt(String what, int wanted, Said said) {
        boolean right() {
            return said.status() == wanted;
        }
    }

    /** None of these may be believed. */
    List<Attempt> attempts() throws GeneralSecurityException {
        String secret = town.stack.keys().webhook();
        long now = Instant.now().getEpochSecond();
        Map<String, String> right = signed(secret, "evt_1", now, BODY);
        return List.of(
                send("no signature", 401, Map.of(), BODY),
                send("another secret", 401, signed(FOREIGN, "evt_1", now, BODY), BODY),
                send("another body", 401, right, BODY.replace(":3}", ":4}")),
                send("another id", 401, with(right, "webhook-id", "evt_2"), BODY),
                send(
                        "another moment",
                        401,
                        with(right, "webhook-timestamp", String.valueOf(now + 1)),
                        BODY),
                send("too old", 401, signed(secret, "evt_1", now - TOO_OLD_S, BODY), BODY),
                send(
                        "from the future",
                        401,
                        signed(secret, "evt_1", now + TOO_OLD_S + 30, BODY),
                        BODY));
    }

    /** Late, but still the database's own word: it only says that something waits. */
    Attempt late() throws GeneralSecurityException {
        long then = Instant.now().getEpochSecond() - OLD_S;
        return send(
                "290 s late", 200, signed(town.stack.keys().webhook(), "evt_1", then, BODY), BODY);
    }

    private Attempt send(String what, int wanted, Map<String, String> headers, String body) {
        String url = town.stack.addresses().function("call-outcome");
        return new Attempt(what, wanted, town.wire.post(url, null, headers, body));
    }

    private static Map<String, String> with(
            Map<String, String> headers, String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(name, value);
        return changed;
    }

    private static Map<String, String> signed(String secret, String id, long at, String body)
            throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        byte[] said = (id + "." + at + "." + body).getBytes(StandardCharsets.UTF_8);
        return Map.of(
                "webhook-id",
                id,
                "webhook-timestamp",
                String.valueOf(at),
                "webhook-signature",
                "v1," + Base64.getEncoder().encodeToString(mac.doFinal(said)));
    }
}
