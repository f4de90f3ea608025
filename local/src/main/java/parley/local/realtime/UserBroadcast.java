package parley.local.realtime;

import org.jspecify.annotations.Nullable;

/**
 * A broadcast whose payload the server never looks into.
 *
 * @param json whether the payload is JSON text or raw bytes
 * @param rowId id of the row in {@code realtime.messages} it came from
 * @param replayed whether it was read from the table at a join
 */
@SuppressWarnings("ArrayRecordComponent")
record UserBroadcast(
        String event, boolean json, byte[] payload, @Nullable String rowId, boolean replayed)
        implements Message {
    UserBroadcast(String event, boolean json, byte[] payload, @Nullable String rowId) {
        this(event, json, payload, rowId, false);
    }
}
