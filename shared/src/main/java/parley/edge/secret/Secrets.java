package parley.edge.secret;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import parley.edge.Settings;
import parley.edge.Unavailable;
import parley.edge.json.Json;

/**
 * Secrets by a plain GET to the Parameters-and-Secrets extension beside the function: no SDK in the
 * call path. Kept a few minutes, so that a rotated secret arrives without a deploy; an old one
 * serves on while the extension does not answer.
 */
public final class Secrets {
    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final int PATIENCE_MS = 2000;

    private final Settings settings;
    private final Clock clock;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    private record Kept(String value, Instant until) {}

    public Secrets(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
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
        var port = settings.or("PARAMETERS_SECRETS_EXTENSION_HTTP_PORT", "2773");
        var query = "secretId=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
        var address = "http://localhost:" + port + "/secretsmanager/get?" + query;
        var http = (HttpURLConnection) URI.create(address).toURL().openConnection();
        http.setConnectTimeout(PATIENCE_MS);
        http.setReadTimeout(PATIENCE_MS);
        http.setRequestProperty(
                "X-Aws-Parameters-Secrets-Token", settings.or("AWS_SESSION_TOKEN", ""));
        if (http.getResponseCode() != 200)
            throw new IOException("the extension answers " + http.getResponseCode());
        try (var body = http.getInputStream()) {
            var secret = Json.parse(body.readAllBytes()).text("SecretString");
            if (secret == null) throw new IOException("the extension's answer has no SecretString");
            return secret;
        }
    }
}
