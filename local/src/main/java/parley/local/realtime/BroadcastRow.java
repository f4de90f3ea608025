package parley.local.realtime;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** A row of {@code realtime.messages} as the members of its room get it. */
record BroadcastRow(RoomKey room, UserBroadcast broadcast) {
    /** Nothing for a row that lacks something: it is stored, and heard by nobody. */
    static Optional<BroadcastRow> of(PgOutput.Inserted inserted) {
        Map<String, String> row = inserted.values();
        String topic = row.get("topic");
        String event = row.get("event");
        String json = row.get("payload");
        String binary = row.get("binary_payload");
        String isPrivate = row.get("private");
        boolean empty = json == null && binary == null;
        if (topic == null || event == null || isPrivate == null || empty) {
            return Optional.empty();
        }
        byte[] payload =
                binary != null
                        ? HexFormat.of().parseHex(binary.substring(2))
                        : String.valueOf(json).getBytes(StandardCharsets.UTF_8);
        return Optional.of(
                new BroadcastRow(
                        new RoomKey(isPrivate.equals("t"), topic),
                        new UserBroadcast(event, binary == null, payload, row.get("id"))));
    }
}
