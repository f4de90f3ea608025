package parley.functions.callsweep;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import parley.core.Malformed;
import parley.edge.Settings;
import parley.edge.Unavailable;
import parley.edge.json.Json;
import parley.edge.secret.Secrets;
import parley.edge.sql.Database;

/**
 * What is left to say to a relay's provider when calls are over: credentials that outlive their
 * call are called back, and what each carried is asked for. Of the providers only Cloudflare does
 * either. Whatever fails is tried again in the next sweep.
 */
final class RelayAfterCalls {
    private static final String SECRET = "PARLEY_RELAY_SECRET";

    /** The sweep has other things to do, and a provider may be slow. */
    private static final Duration AT_MOST = Duration.ofSeconds(15);

    private final Settings settings;
    private final Secrets secrets;
    private final Database database;
    private final Clock clock;

    RelayAfterCalls(Settings settings, Secrets secrets, Database database, Clock clock) {
        this.settings = settings;
        this.secrets = secrets;
        this.database = database;
        this.clock = clock;
    }

    /** How many were called back and counted, and how many things the provider did not do. */
    record Done(int revoked, int counted, int failed) {}

    private record Lent(UUID id, String user) {}

    private record Revocable(List<Lent> grants) {}

    private record Countable(List<UUID> grants, @Nullable String since) {}

    private record Counted(int counted) {}

    Done settle() throws SQLException {
        if (!"cloudflare".equals(settings.optional("PARLEY_RELAY_PROVIDER")))
            return new Done(0, 0, 0);
        CloudflareRelay cloudflare;
        try {
            var secret = Json.parse(secrets.named(SECRET));
            cloudflare = new CloudflareRelay(settings.optional("PARLEY_RELAY_API"), secret);
        } catch (Unavailable | Malformed e) {
            secrets.forget(SECRET);
            return new Done(0, 0, 1);
        }
        var revoked = revoke(cloudflare);
        try {
            int counted = cloudflare.mayCount() ? count(cloudflare) : 0;
            return new Done(revoked.revoked(), counted, revoked.failed());
        } catch (IOException e) {
            secrets.forget(SECRET);
            return new Done(revoked.revoked(), 0, revoked.failed() + 1);
        }
    }

    /** One credential that is refused holds up no other; a provider that gives out ends it. */
    private Done revoke(CloudflareRelay cloudflare) throws SQLException {
        int revoked = 0;
        int failed = 0;
        var until = clock.instant().plus(AT_MOST);
        try {
            for (var lent : ask("select parley.relays_to_revoke()", Revocable.class).grants()) {
                if (clock.instant().isAfter(until)) break;
                if (cloudflare.revoke(lent.user())) {
                    database.act("select parley.relay_revoked(?)", lent.id());
                    revoked++;
                } else {
                    failed++;
                }
            }
        } catch (IOException e) {
            secrets.forget(SECRET);
            failed++;
        }
        return new Done(revoked, 0, failed);
    }

    private int count(CloudflareRelay relay) throws IOException, SQLException {
        var due = ask("select parley.relays_to_count()", Countable.class);
        if (due.grants().isEmpty() || due.since() == null) return 0;
        var lines = relay.usage(due.grants(), Instant.parse(due.since()), clock.instant());
        var said = database.act("select parley.count_relay(?::jsonb)", Json.write(lines));
        database.act("select parley.relays_asked(?::jsonb)", Json.write(due.grants()));
        return Objects.requireNonNull(said).as(Counted.class).counted();
    }

    private <T> T ask(@CompileTimeConstant final String sql, Class<T> type) throws SQLException {
        return Objects.requireNonNull(database.ask(sql)).as(type);
    }
}
