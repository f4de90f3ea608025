package parley.functions.turntoken;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.core.relay.RelayDecision.Reason;
import parley.edge.Settings;
import parley.edge.secret.Secrets;
import parley.functions.turntoken.Grants.Reserved;

/** The deployment's provider, asked with a deadline and left alone while it fails. */
final class Relay {
    private final @Nullable Provider provider;
    private final Breaker breaker;

    Relay(@Nullable Provider provider, Clock clock) {
        this.provider = provider;
        this.breaker = new Breaker(clock);
    }

    static Relay of(Settings settings, Secrets secrets, Clock clock) {
        var secret = new ProviderSecret(secrets);
        var provider =
                switch (settings.or("PARLEY_RELAY_PROVIDER", "none")) {
                    case "none" -> null;
                    case "coturn" ->
                            new Coturn(list(settings.optional("PARLEY_RELAY_URLS")), secret);
                    case "cloudflare" -> {
                        var api = settings.or("PARLEY_RELAY_API", Cloudflare.API);
                        yield new Bounded(new Cloudflare(api, secret), secret);
                    }
                    case "twilio" -> {
                        var http = new TwilioHttp(settings.optional("PARLEY_RELAY_API"));
                        yield new Bounded(new Twilio(http, secret), secret);
                    }
                    default -> throw new IllegalStateException("PARLEY_RELAY_PROVIDER is unknown");
                };
        return new Relay(provider, clock);
    }

    String name() {
        return provider == null ? "none" : provider.name();
    }

    /** Why the provider cannot be asked now; null when it can. */
    @Nullable Reason hindrance() {
        if (provider == null) return Reason.NO_PROVIDER;
        return breaker.rests() ? Reason.PROVIDER_RESTING : null;
    }

    Credential mint(Reserved lent, int lifeMs) throws ProviderTrouble {
        if (provider == null) throw new ProviderTrouble(Reason.NO_PROVIDER);
        int life = Math.ceilDiv(lifeMs, 1000);
        try {
            var credential = provider.mint(lent, life);
            breaker.worked();
            return credential;
        } catch (ProviderTrouble trouble) {
            breaker.failed();
            throw trouble;
        }
    }

    private static List<String> list(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split("[,\\s]+", -1)).filter(it -> !it.isEmpty()).toList();
    }
}
