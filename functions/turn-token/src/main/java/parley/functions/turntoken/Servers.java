package parley.functions.turntoken;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import parley.core.relay.RelayDecision.Reason;

/** TURN servers out of a provider's answer: what a browser would not take is no credential. */
final class Servers {
    private static final Pattern TURN =
            Pattern.compile(
                    "turns?:([A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+])(:\\d{1,5})?(\\?transport=(udp|tcp))?");

    /** Browsers block it, and would wait for it. */
    private static final Pattern PORT_OF_DNS = Pattern.compile(".*:53(\\?.*)?");

    private Servers() {}

    static List<IceServer> of(
            List<String> urls, @Nullable String username, @Nullable String credential)
            throws ProviderTrouble {
        if (username == null || username.isBlank() || credential == null || credential.isBlank())
            throw new ProviderTrouble(Reason.PROVIDER_GARBLED);
        var usable = urls.stream().filter(Servers::isUsable).toList();
        if (usable.isEmpty()) throw new ProviderTrouble(Reason.PROVIDER_GARBLED);
        return usable.stream()
                .<IceServer>map(url -> new IceServer.Turn(url, username, credential))
                .toList();
    }

    private static boolean isUsable(String url) {
        return TURN.matcher(url).matches() && !PORT_OF_DNS.matcher(url).matches();
    }
}
