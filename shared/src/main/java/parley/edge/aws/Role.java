package parley.edge.aws;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import parley.core.Malformed;
import parley.edge.Settings;
import parley.edge.json.Doc;
import parley.edge.json.Json;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * The credentials of this function's role. Under SnapStart Lambda hands over an address that gives
 * them, so that none is in a snapshot ({@code AWS_CONTAINER_CREDENTIALS_FULL_URI}, Lambda's guide,
 * "Using SnapStart with AWS SDKs"); otherwise they are variables.
 */
final class Role {
    private static final Duration SPARE = Duration.ofMinutes(1);
    private static final int PATIENCE_MS = 1000;

    private final Settings settings;
    private final Clock clock;
    private @Nullable Lent lent;

    private record Lent(AwsCredentialsIdentity identity, Instant until) {}

    Role(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    synchronized AwsCredentialsIdentity credentials() throws IOException {
        var address = settings.optional("AWS_CONTAINER_CREDENTIALS_FULL_URI");
        if (address == null) return ofVariables();
        if (lent == null || !clock.instant().isBefore(lent.until().minus(SPARE)))
            lent = ask(address);
        return lent.identity();
    }

    private AwsCredentialsIdentity ofVariables() throws IOException {
        return identity(
                settings.optional("AWS_ACCESS_KEY_ID"),
                settings.optional("AWS_SECRET_ACCESS_KEY"),
                settings.optional("AWS_SESSION_TOKEN"));
    }

    private Lent ask(String address) throws IOException {
        var http = (HttpURLConnection) URI.create(address).toURL().openConnection();
        http.setConnectTimeout(PATIENCE_MS);
        http.setReadTimeout(PATIENCE_MS);
        http.setRequestProperty(
                "Authorization", settings.or("AWS_CONTAINER_AUTHORIZATION_TOKEN", ""));
        http.setRequestProperty("Connection", "close");
        if (http.getResponseCode() != 200)
            throw new IOException("the role's address answers " + http.getResponseCode());
        try (var body = http.getInputStream()) {
            return lent(Json.parse(body.readAllBytes()));
        } catch (Malformed e) {
            throw new IOException("the role's address gives no credentials", e);
        }
    }

    private static Lent lent(Doc answer) throws IOException {
        var identity =
                identity(
                        answer.text("AccessKeyId"),
                        answer.text("SecretAccessKey"),
                        answer.text("Token"));
        try {
            var until = answer.text("Expiration");
            return new Lent(identity, until == null ? Instant.EPOCH : Instant.parse(until));
        } catch (DateTimeException e) {
            return new Lent(identity, Instant.EPOCH);
        }
    }

    private static AwsCredentialsIdentity identity(
            @Nullable String key, @Nullable String secret, @Nullable String session)
            throws IOException {
        if (key == null || secret == null) throw new IOException("this function has no role");
        return session == null
                ? AwsCredentialsIdentity.create(key, secret)
                : AwsSessionCredentialsIdentity.create(key, secret, session);
    }
}
