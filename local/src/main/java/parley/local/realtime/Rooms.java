package parley.local.realtime;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Who is in which room, and the delivery of a message to everybody in it. */
final class Rooms {
    /** A joined channel as a room sees it. */
    interface Member {
        /** Called on the sender's thread; must not block. */
        void deliver(Message message);
    }

    private final Map<RoomKey, List<Member>> members = new ConcurrentHashMap<>();

    void enter(RoomKey room, Member member) {
        members.computeIfAbsent(room, _ -> new CopyOnWriteArrayList<>()).add(member);
    }

    void leave(RoomKey room, Member member) {
        members.computeIfPresent(
                room,
                (_, inside) -> {
                    inside.remove(member);
                    return inside.isEmpty() ? null : inside;
                });
    }

    /** Delivers to everybody in the room but one. */
    void deliver(RoomKey room, Message message, @Nullable Member except) {
        for (Member member : members.getOrDefault(room, List.of())) {
            if (!member.equals(except)) {
                member.deliver(message);
            }
        }
    }
}
