package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What a room delivers to its members. */
sealed interface Message permits UserBroadcast, Message.JsonBroadcast, Message.PresenceDiff {
    /**
     * Id of the database row it came from, if any: who replayed that row does not want it again.
     */
    default @Nullable String rowId() {
        return null;
    }

    /** A broadcast pushed as JSON text: delivered to everybody as text, whatever it holds. */
    record JsonBroadcast(JsonNode payload) implements Message {
        @Override
        public @Nullable String rowId() {
            JsonNode id = payload.path("meta").path("id");
            return id.isTextual() ? id.asText() : null;
        }
    }

    /** Who came and who went. */
    record PresenceDiff(JsonNode payload) implements Message {}
}
