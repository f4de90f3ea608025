package parley.edge.secret;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import parley.edge.Settings;
import parley.edge.Unavailable;
import parley.edge.aws.AwsCall;
import parley.edge.json.Json;

/**
 * Secrets of AWS Secrets Manager. Kept a few minutes, so that a rotated secret arrives without a
 * deploy; an old one serves on while there is no answer.
 */
public final class Secrets {
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final Settings settings;
    private final Clock clock;
    private final AwsCall read;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    private record Kept(String value, Instant until) {}

    public Secrets(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.read =
                new AwsCall(
                        AwsCall.Service.SECRETS_MANAGER,
                        "secretsmanager.GetSecretValue",
                        settings,
                        clock);
    }

    /** The secret whose id that setting holds. */
    public String named(String setting) {
        var id = settings.required(setting);
        var old = kept.get(id);
        if (old != null && clock.instant().isBefore(old.until())) return old.value();
        try {
            return keep(id, fetch(id));
        } catch (IOException e) {
            if (old != null) return keep(id, old.value());
            throw new Unavailable("the secret of " + setting + " cannot be read", e);
        }
    }

    /** The world says it is wrong by now: read it again next time. */
    public void forget(String setting) {
        kept.remove(settings.required(setting));
    }

    private String keep(String id, String value) {
        kept.put(id, new Kept(value, clock.instant().plus(FRESH)));
        return value;
    }

    private String fetch(String id) throws IOException {
        var secret = read.post(Json.write(Map.of("SecretId", id))).text("SecretString");
        if (secret == null) throw new IOException("the answer has no SecretString");
        return secret;
    }
}
