package parley.local.stack;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.local.faults.Faults;
import parley.local.faults.Faults.Border;
import parley.local.faults.Faults.Fault;
import parley.local.net.NetWorker;
import parley.local.postgres.LocalPostgres;
import parley.local.tokens.SigningKey;

/**
 * The parts of a running stack that can be killed and brought back. Postgres is a process of its
 * own and gets {@code kill -9}; the others live in this process and stop as hard as they can there.
 */
public final class Parts implements AutoCloseable {
    /** What stops existing from one moment to the next. */
    public enum Part {
        /** {@code kill -9} of the server and of each of its children. */
        POSTGRES,
        /** Every socket breaks without a close frame; new ones are refused. */
        REALTIME,
        /** What it had taken out of the queue is lost or sent again, as its transaction ends. */
        PG_NET,
        /** Its database connections are cut in the middle of what they do; nobody is let in. */
        RPC
    }

    private final LocalPostgres postgres;
    private final Guard guard;
    private final Project project;
    private final Faults faults;
    private @Nullable NetWorker net;
    private @Nullable Postmaster dead;

    Parts(LocalPostgres postgres, Guard guard, Project project, Faults faults) {
        this.postgres = postgres;
        this.guard = guard;
        this.project = project;
        this.faults = faults;
        this.net = startNet();
    }

    public synchronized void kill(Part part) throws Exception {
        switch (part) {
            case POSTGRES -> {
                Postmaster running = Postmaster.of(postgres);
                running.kill();
                dead = running;
            }
            case REALTIME -> project.stopRealtime();
            case PG_NET -> close();
            case RPC -> {
                faults.set(Border.RPC, new Fault(1, 1, 0, 0));
                cutRpc();
            }
        }
    }

    /** Returns when the part serves again; what is alive stays as it is. */
    public synchronized void revive(Part part) throws Exception {
        switch (part) {
            case POSTGRES -> {
                Postmaster last = dead;
                if (last != null) {
                    guard.follow(last.start(postgres));
                    dead = null;
                }
            }
            case REALTIME -> project.startRealtime();
            case PG_NET -> {
                if (net == null) {
                    net = startNet();
                }
            }
            case RPC -> faults.set(Border.RPC, Fault.NONE);
        }
    }

    /** From now on REST and Realtime believe visitors' tokens of these keys. */
    public void trustIssuers(List<SigningKey> issuers) {
        project.trustIssuers(issuers);
    }

    @Override
    public synchronized void close() {
        NetWorker running = net;
        net = null;
        if (running != null) {
            running.close();
        }
    }

    private NetWorker startNet() {
        return NetWorker.start(postgres.url("supabase_admin"), faults);
    }

    private void cutRpc() throws SQLException {
        try (Connection admin = postgres.admin();
                Statement statement = admin.createStatement()) {
            statement.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'authenticator'");
        }
    }
}
