package parley.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may use a tenant's key. A tenant that listed none has not restricted it; one that did
 * is matched letter for letter, so no suffix, port or "null" slips in. This is manners towards
 * other sites' visitors, not authentication: a program can send any Origin.
 */
public final class Origins {
    private Origins() {}

    public static boolean allow(List<String> allowed, @Nullable String origin) {
        return allowed.isEmpty() || (origin != null && allowed.contains(origin));
    }
}
