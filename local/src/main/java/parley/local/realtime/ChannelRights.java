package parley.local.realtime;

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
    private volatile boolean hearsBroadcasts = true;
    private final Map<String, Boolean> read = new ConcurrentHashMap<>();
    private final Map<String, Boolean> write = new ConcurrentHashMap<>();

    ChannelRights(Channel channel) {
        this.channel = channel;
        this.project = channel.project;
    }

    /** Asks the database at a join. */
    void checkAtJoin(ProjectDatabase database) throws JoinRefused {
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
        Set<String> readable = database.permissions.readable(channel.token.bearer(), extensions);
        extensions.forEach(extension -> read.put(extension, readable.contains(extension)));
        hearsBroadcasts = read.getOrDefault(Permissions.BROADCAST, false);
        return read.containsValue(true);
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
                Bearer bearer = channel.token.bearer();
                known = project.database().permissions.isWritable(bearer, extension);
            } catch (DatabaseTrouble e) {
                return Optional.empty();
            }
            write.put(extension, known);
        }
        return Optional.of(known);
    }

    /** A token sent on the joined channel: a different one is asked about anew. */
    void refresh(String sent) throws StopChannel {
        if (!channel.token.isReplacedBy(sent)) {
            return;
        }
        Set<String> readBefore = new HashSet<>(read.keySet());
        readBefore.removeIf(extension -> !read.getOrDefault(extension, false));
        read.clear();
        write.clear();
        if (channel.config.isPrivate()) {
            readAgain(readBefore);
        }
    }

    private void readAgain(Set<String> readBefore) throws StopChannel {
        boolean presence = channel.config.presence() || readBefore.contains(Permissions.PRESENCE);
        try {
            if (!askReading(project.database(), extensions(presence))) {
                throw new StopChannel(unreadable());
            }
        } catch (DatabaseTrouble e) {
            throw new StopChannel(
                    e.kind == DatabaseTrouble.Kind.POLICY ? unreadable() : e.kind.atRefresh);
        }
        if (readBefore.stream().anyMatch(extension -> !read.getOrDefault(extension, false))) {
            throw new StopChannel(
                    "You no longer have permission to read from this Channel topic: "
                            + channel.room.topic());
        }
    }
}
