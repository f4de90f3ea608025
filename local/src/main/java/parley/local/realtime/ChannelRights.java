package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the bearer of a channel's token may do on it. Reading is checked at the join and with each
 * new token; writing at the first write, and then remembered until a new token comes.
 */
final class ChannelRights {
    private final Channel channel;
    private final Project project;
    private String token;
    private TokenVerdict.Valid verdict;
    private volatile boolean hearsBroadcasts = true;
    private final Map<String, Boolean> read = new ConcurrentHashMap<>();
    private final Map<String, Boolean> write = new ConcurrentHashMap<>();

    ChannelRights(Channel channel, String token) {
        this.channel = channel;
        this.project = channel.project;
        this.token = token;
        this.verdict = new TokenVerdict.Valid(Json.object(), 0);
    }

    /** Checks the token at a join. */
    void checkToken() throws JoinRefused {
        TokenVerdict found = project.tokens.verify(token);
        if (!(found instanceof TokenVerdict.Valid valid)) {
            throw new JoinRefused(found.atJoin());
        }
        verdict = valid;
    }

    /** Asks the database at a join. */
    void checkReading(ProjectDatabase database) throws JoinRefused {
        try {
            if (!askReading(database, extensions(channel.config.presence()))) {
                throw new JoinRefused("Unauthorized: " + unreadable());
            }
        } catch (DatabaseTrouble e) {
            throw new JoinRefused(
                    e.kind == DatabaseTrouble.Kind.POLICY
                            ? "Unauthorized: " + unreadable()
                            : e.kind.atJoin);
        }
    }

    private static List<String> extensions(boolean presence) {
        return presence
                ? List.of(Permissions.BROADCAST, Permissions.PRESENCE)
                : List.of(Permissions.BROADCAST);
    }

    private boolean askReading(ProjectDatabase database, List<String> extensions)
            throws DatabaseTrouble {
        Set<String> readable = database.permissions.readable(bearer(), extensions);
        extensions.forEach(extension -> read.put(extension, readable.contains(extension)));
        hearsBroadcasts = read.getOrDefault(Permissions.BROADCAST, false);
        return read.containsValue(true);
    }

    private Bearer bearer() {
        return Bearer.of(verdict, channel.room.topic(), channel.socket.headers);
    }

    private String unreadable() {
        return "You do not have permissions to read from this Channel topic: "
                + channel.room.topic();
    }

    boolean hearsBroadcasts() {
        return hearsBroadcasts;
    }

    /** Whether presence was found readable when it was last asked. */
    boolean wasPresenceReadable() {
        return read.getOrDefault(Permissions.PRESENCE, false);
    }

    /** Whether presence may be read; asked now if it was not at the join. */
    boolean mayReadPresence() {
        if (!channel.config.isPrivate()) {
            return true;
        }
        if (!read.containsKey(Permissions.PRESENCE)) {
            try {
                askReading(project.database(), List.of(Permissions.PRESENCE));
            } catch (DatabaseTrouble e) {
                return false;
            }
        }
        return wasPresenceReadable();
    }

    /** Whether this may be written; empty when the database could not be asked. */
    Optional<Boolean> mayWrite(String extension) {
        Boolean known = write.get(extension);
        if (known == null) {
            try {
                known = project.database().permissions.isWritable(bearer(), extension);
            } catch (DatabaseTrouble e) {
                return Optional.empty();
            }
            write.put(extension, known);
        }
        return Optional.of(known);
    }

    /** A token sent on the joined channel: the same one, a publishable key and null are ignored. */
    void refresh(JsonNode sent) throws Channel.StopChannel {
        if (sent.isNull() || !sent.isTextual()) {
            return;
        }
        String fresh = sent.asText();
        if (fresh.startsWith("sb_") || fresh.equals(token)) {
            return;
        }
        token = fresh;
        confirm();
        Set<String> readBefore = new HashSet<>(read.keySet());
        readBefore.removeIf(extension -> !read.getOrDefault(extension, false));
        read.clear();
        write.clear();
        if (channel.config.isPrivate()) {
            readAgain(readBefore);
        }
    }

    private void readAgain(Set<String> readBefore) throws Channel.StopChannel {
        boolean presence = channel.config.presence() || readBefore.contains(Permissions.PRESENCE);
        try {
            if (!askReading(project.database(), extensions(presence))) {
                throw new Channel.StopChannel(unreadable());
            }
        } catch (DatabaseTrouble e) {
            throw new Channel.StopChannel(
                    e.kind == DatabaseTrouble.Kind.POLICY
                            ? unreadable()
                            : "Realtime was unable to connect to the project database");
        }
        if (readBefore.stream().anyMatch(extension -> !read.getOrDefault(extension, false))) {
            throw new Channel.StopChannel(
                    "You no longer have permission to read from this Channel topic: "
                            + channel.room.topic());
        }
    }

    /** Looks at the token alone; rights in the database are not asked again. */
    void confirmToken() throws Channel.StopChannel {
        confirm();
    }

    private void confirm() throws Channel.StopChannel {
        TokenVerdict found = project.tokens.verify(token);
        if (!(found instanceof TokenVerdict.Valid valid)) {
            throw new Channel.StopChannel(found.whileJoined());
        }
        verdict = valid;
        channel.armTokenTimer();
    }

    Duration tokenLifeLeft() {
        Instant end = Instant.ofEpochSecond(verdict.exp());
        return Duration.between(project.settings.clock().instant(), end);
    }
}
