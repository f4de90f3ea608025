package parley.functions.turntoken;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider lent: servers in the order in which they are to be tried.
 *
 * @param user the provider's own name for it, where it can be revoked by that; else null
 */
record Credential(List<IceServer> servers, @Nullable String user) {
    Credential {
        servers = List.copyOf(servers);
    }
}
