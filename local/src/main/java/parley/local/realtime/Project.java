package parley.local.realtime;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all sockets of a project share: limits, counters, rooms, and the connection to its database,
 * which begins with the first join and ends some time after the last user.
 */
final class Project implements AutoCloseable {
    private static final int EVENT_WINDOW = 12;
    private static final int REQUEST_WINDOW = 60;

    final RealtimeSettings settings;
    final Timers timers;
    final Tokens tokens;
    final RealtimeFaults faults;
    final Rooms rooms = new Rooms();
    final Presences presences = new Presences(rooms);
    final RateCounter events;
    final RateCounter joins;
    final RateCounter presenceEvents;
    final RateCounter requests;
    final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Socket> users = ConcurrentHashMap.newKeySet();
    private final String databaseUrl;
    private volatile Limits limits;
    private volatile @Nullable ProjectDatabase database;
    private Duration lastUser;
    private final Timers.Pending housekeeping;
    private final Timers.Pending janitor;

    Project(RealtimeSettings settings, Timers timers, String databaseUrl, RealtimeFaults faults) {
        this.settings = settings;
        this.databaseUrl = databaseUrl;
        this.faults = faults;
        this.limits = settings.limits();
        this.timers = timers;
        this.lastUser = timers.now();
        this.tokens = new Tokens(settings);
        this.events = counter(() -> limits.eventsPerSecond());
        this.joins = counter(() -> limits.joinsPerSecond());
        this.presenceEvents = counter(() -> limits.presenceEventsPerSecond());
        this.requests =
                new RateCounter(
                        timers,
                        Delays.REQUEST_RATE_TICK,
                        REQUEST_WINDOW,
                        () -> limits.eventsPerSecond());
        this.housekeeping = timers.every(Duration.ofMinutes(1), this::stopWithoutUsers);
        this.janitor =
                timers.every(Delays.JANITOR, () -> Thread.ofVirtual().start(this::tendPartitions));
    }

    private RateCounter counter(IntSupplier limit) {
        return new RateCounter(timers, Delays.RATE_TICK, EVENT_WINDOW, limit);
    }

    Limits limits() {
        return limits;
    }

    /** New limits; counters of a changed limit begin anew. */
    void limits(Limits changed) {
        Limits before = limits;
        limits = changed;
        if (before.eventsPerSecond() != changed.eventsPerSecond()) {
            events.reset();
        }
        if (before.joinsPerSecond() != changed.joinsPerSecond()) {
            joins.reset();
        }
    }

    boolean isFullFor(Socket socket) {
        return !users.contains(socket) && users.size() >= limits.concurrentUsers();
    }

    boolean isFull() {
        return users.size() >= limits.concurrentUsers();
    }

    void addUser(Socket socket) {
        users.add(socket);
    }

    void remove(Socket socket) {
        sockets.remove(socket);
        if (users.remove(socket)) {
            lastUser = timers.now();
        }
    }

    /** The database, connected to now if it was not. */
    synchronized ProjectDatabase database() throws DatabaseTrouble {
        ProjectDatabase known = database;
        if (known == null) {
            known = new ProjectDatabase(databaseUrl, this);
            database = known;
        }
        known.start();
        return known;
    }

    boolean isReplicationReady() {
        return replication() == Replication.State.READY;
    }

    /** What the broadcast from the database is doing; waiting, if no database is connected to. */
    Replication.State replication() {
        ProjectDatabase known = database;
        return known == null ? Replication.State.WAITING : known.replication();
    }

    /** Ends the database connection; the next join builds it again. */
    synchronized void dropDatabase() {
        ProjectDatabase known = database;
        database = null;
        if (known != null) {
            known.close();
        }
    }

    private void tendPartitions() {
        ProjectDatabase known = database;
        try {
            if (known != null) {
                known.messages.tendPartitions();
            }
        } catch (DatabaseTrouble e) {
            // The next round tries again; the partitions reach three days ahead.
            return;
        }
    }

    private void stopWithoutUsers() {
        Duration idle = timers.now().minus(lastUser);
        if (users.isEmpty() && idle.compareTo(Delays.WITHOUT_USERS) > 0) {
            dropDatabase();
        }
    }

    /** A row of {@code realtime.messages}: counted and checked like any broadcast. */
    void deliverFromDatabase(BroadcastRow row) {
        long size = ErlangSize.ofBytes(row.broadcast().payload());
        if (!events.isTripped() && !limits.isTooLarge(size)) {
            events.add(1);
            rooms.deliver(row.room(), row.broadcast(), null);
        }
    }

    @Override
    public void close() {
        housekeeping.cancel();
        janitor.cancel();
        timers.close();
        dropDatabase();
    }
}
