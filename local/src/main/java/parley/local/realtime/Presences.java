package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who is tracked in which room under which key. */
final class Presences {
    private record Tracked(String key, ObjectNode meta) {}

    private final Rooms rooms;
    private final SecureRandom random = new SecureRandom();
    private final Map<RoomKey, Map<Rooms.Member, Tracked>> tracked = new ConcurrentHashMap<>();

    Presences(Rooms rooms) {
        this.rooms = rooms;
    }

    /** Tracks a member or changes what is tracked of it. */
    synchronized void track(RoomKey room, Rooms.Member member, String key, JsonNode payload) {
        Map<Rooms.Member, Tracked> inside =
                tracked.computeIfAbsent(room, _ -> new LinkedHashMap<>());
        Tracked before = inside.get(member);
        ObjectNode meta = Json.object();
        meta.put("phx_ref", reference());
        if (before != null) {
            meta.set("phx_ref_prev", before.meta().path("phx_ref"));
        }
        payload.properties().forEach(field -> meta.set(field.getKey(), field.getValue()));
        inside.put(member, new Tracked(key, meta));
        ObjectNode leaves = Json.object();
        if (before != null) {
            add(leaves, before);
        }
        ObjectNode joins = Json.object();
        add(joins, new Tracked(key, meta));
        deliver(room, joins, leaves);
    }

    synchronized void untrack(RoomKey room, Rooms.Member member) {
        Map<Rooms.Member, Tracked> inside = tracked.get(room);
        Tracked gone = inside == null ? null : inside.remove(member);
        if (gone != null) {
            ObjectNode leaves = Json.object();
            add(leaves, gone);
            deliver(room, Json.object(), leaves);
        }
    }

    /** Everybody tracked in the room, by key. */
    synchronized ObjectNode state(RoomKey room) {
        ObjectNode state = Json.object();
        tracked.getOrDefault(room, Map.of()).values().forEach(one -> add(state, one));
        return state;
    }

    private void deliver(RoomKey room, ObjectNode joins, ObjectNode leaves) {
        ObjectNode diff = Json.object();
        diff.set("joins", joins);
        diff.set("leaves", leaves);
        rooms.deliver(room, new Message.PresenceDiff(diff), null);
    }

    private static void add(ObjectNode byKey, Tracked one) {
        byKey.withObjectProperty(one.key()).withArrayProperty("metas").add(one.meta());
    }

    private String reference() {
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }
}
