package parley.local.realtime;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom the database is asked about.
 *
 * @param topic without the {@code realtime:} prefix
 * @param claims all claims of the token as JSON text
 * @param headers the {@code x-*} headers of the upgrade request, or all of a REST request
 */
record Bearer(
        String topic,
        String role,
        @Nullable String sub,
        String claims,
        Map<String, String> headers) {

    static Bearer of(TokenVerdict.Valid token, String topic, Map<String, String> headers) {
        return new Bearer(topic, token.role(), token.sub(), Json.text(token.claims()), headers);
    }
}
