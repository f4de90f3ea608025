package parley.local.relay;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A coturn that answers.
 *
 * @param urls its addresses, in the order in which pages try them
 * @param secret its {@code static-auth-secret}
 * @param log where its usage lines go, or null when nobody reads them
 */
public record RelayAt(List<String> urls, String secret, @Nullable Path log) {
    public RelayAt {
        urls = List.copyOf(urls);
    }
}
