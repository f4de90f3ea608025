package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.jspecify.annotations.Nullable;

/**
 * A local Supabase Realtime for one project.
 *
 * <p>Mount {@link #handler} on a Jetty server; it answers {@code /realtime/v1/websocket}, {@code
 * /socket/websocket} and {@code /realtime/v1/api/broadcast...}. It begins to use the database at
 * the first join.
 */
public final class Realtime implements AutoCloseable {
    private final RealtimeSettings settings;
    private final String databaseUrl;
    private final RealtimeFaults faults;
    private final Supplier<Timers> timers;
    private volatile @Nullable Project project;

    /**
     * A running Realtime.
     *
     * @param databaseUrl JDBC address of the project's database as its superuser
     */
    public Realtime(RealtimeSettings settings, String databaseUrl, RealtimeFaults faults) {
        this(settings, databaseUrl, faults, () -> new ScaledTimers(settings.scale()));
    }

    Realtime(
            RealtimeSettings settings,
            String databaseUrl,
            RealtimeFaults faults,
            Supplier<Timers> timers) {
        this.settings = settings;
        this.databaseUrl = databaseUrl;
        this.faults = faults;
        this.timers = timers;
        this.project = new Project(settings, timers.get(), databaseUrl, faults);
    }

    /** A new handler for this Realtime. */
    public Handler handler() {
        return new RealtimeHandler(this);
    }

    /** What goes wrong on purpose. */
    public RealtimeFaults faults() {
        return faults;
    }

    @Nullable Project running() {
        return project;
    }

    /**
     * Refuses everybody (503) and drops every socket without a close frame, until {@link #start}.
     */
    public synchronized void stop() {
        Project running = project;
        project = null;
        if (running != null) {
            running.sockets.forEach(socket -> socket.tell(new Socket.Gone()));
            running.close();
        }
    }

    /** Serves again after {@link #stop}; nothing is remembered. */
    public synchronized void start() {
        if (project == null) {
            project = new Project(settings, timers.get(), databaseUrl, faults);
        }
    }

    /** Closes every socket with a code: 1012 as at a deploy, 1001 as by an operator. */
    public void disconnectAll(int code) {
        Project running = project;
        if (running != null) {
            running.sockets.forEach(socket -> socket.tell(new Socket.Disconnect(code)));
        }
    }

    /** Sockets that are open now. */
    public int socketCount() {
        Project running = project;
        return running == null ? 0 : running.sockets.size();
    }

    /** Connects to the database now, as the first join would. */
    public void connect() {
        try {
            Project running = project;
            if (running != null) {
                var _ = running.database();
            }
        } catch (DatabaseTrouble e) {
            throw new IllegalStateException("no connection to the database", e);
        }
    }

    /** Whether what the database sends is delivered now. */
    public boolean isReplicationReady() {
        Project running = project;
        return running != null && running.isReplicationReady();
    }

    /**
     * Changes limits as the admin API's {@code PATCH /api/tenants/:id} does; switching {@code
     * private_only} or {@code suspend} disconnects everybody with 1012.
     *
     * @param tenant the body's {@code tenant} object
     */
    public void patchTenant(JsonNode tenant) {
        Project running = project;
        if (running == null) {
            return;
        }
        Limits before = running.limits();
        Limits after = before.patched(tenant);
        running.limits(after);
        if (before.privateOnly() != after.privateOnly()
                || before.suspended() != after.suspended()) {
            disconnectAll(Socket.SERVICE_RESTART);
        }
    }

    /** Ends the connection to the database as {@code POST /api/tenants/:id/shutdown} does. */
    public void shutDownDatabaseConnection() {
        Project running = project;
        if (running != null) {
            running.dropDatabase();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
