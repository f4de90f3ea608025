package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of a request, parsed before anybody asks who sent it. */
final class RestBody {
    private final boolean bytes;
    private final byte[] raw;
    private final Optional<JsonNode> parsed;

    RestBody(@Nullable String type, byte[] raw) {
        this.raw = raw;
        this.bytes = type != null && type.startsWith("application/octet-stream");
        // What is not called JSON is not looked at; nothing at all is an empty map.
        boolean json = type != null && type.startsWith("application/json") && raw.length > 0;
        this.parsed = json ? Json.parse(raw) : Optional.of(Json.object());
    }

    boolean isBroken() {
        return parsed.isEmpty();
    }

    boolean isBytes() {
        return bytes;
    }

    byte[] raw() {
        return raw;
    }

    /** A value that is no map comes under the name {@code _json}. */
    ObjectNode map() {
        JsonNode json = parsed.orElseGet(Json::object);
        if (json instanceof ObjectNode map) {
            return map;
        }
        ObjectNode wrapped = Json.object();
        wrapped.set("_json", json);
        return wrapped;
    }
}
