package parley.local.stack;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import parley.local.faults.Control;
import parley.local.faults.Faults;
import parley.local.faults.Rows;
import parley.local.http.Answer;
import parley.local.http.Endpoint;
import parley.local.http.EndpointHandler;
import parley.local.jdbc.Connections;
import parley.local.lambda.Lambda;
import parley.local.lambda.Secrets;
import parley.local.postgres.LocalPostgres;
import parley.local.relay.RelayAt;
import parley.local.web.Web;

/** The whole product on one machine, started by one call and stopped by one. */
public final class Stack implements AutoCloseable {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long SEED = 20_260_101;

    private final Options options;
    private final Faults faults = new Faults(SEED);
    private final Closing closing = new Closing();
    private final Thread closeWithTheProcess = new Thread(this::close);
    private final Addresses at;
    private final Keys keys;
    private @Nullable LocalPostgres postgres;
    private @Nullable Lambda lambda;
    private @Nullable Parts parts;
    private @Nullable RelayAt relay;

    private Stack(Options options) throws Exception {
        this.options = options;
        Doors doors = closing.add(new Doors(options.ports()));
        at = new Addresses(doors.ports());
        keys = Keys.of(options.data());
        Runtime.getRuntime().addShutdownHook(closeWithTheProcess);
        try {
            open(doors);
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /** Starts everything and returns when all of it answers. */
    public static Stack start(Options options) throws Exception {
        return new Stack(options);
    }

    public Addresses addresses() {
        return at;
    }

    public Keys keys() {
        return keys;
    }

    public Faults faults() {
        return faults;
    }

    public LocalPostgres postgres() {
        return Objects.requireNonNull(postgres, "not started");
    }

    /** What a test may kill and bring back. */
    public Parts parts() {
        return Objects.requireNonNull(parts, "not started");
    }

    /** The relay that calls of entitled tenants may use; null where there is none. */
    public @Nullable RelayAt relay() {
        return relay;
    }

    /** The demo's tenants and agents. */
    public People people() throws SQLException {
        return People.of(postgres(), at.web());
    }

    /** Fires the scheduled functions once, now; true when all returned. */
    public boolean sweep() {
        Lambda running = lambda;
        return running != null && running.fire();
    }

    @Override
    public void close() {
        closing.close();
        try {
            Runtime.getRuntime().removeShutdownHook(closeWithTheProcess);
        } catch (IllegalStateException e) {
            // The process is ending: this is that hook.
        }
    }

    private void open(Doors doors) throws Exception {
        Relay started = Relay.start(options, at.ports().relay(), keys, closing);
        relay = started.at();
        var functions = startFunctions(doors, started);
        LocalPostgres database = Database.start(options, at.ports().postgres());
        postgres = database;
        Guard guard = Guard.over(database);
        closing.add(guard);
        closing.add(() -> guard.stop(database, Duration.ofSeconds(3)));
        Database.prepare(database, options, at, keys);
        started.count(database, closing);
        Project project = closing.add(new Project(database, options, at, keys, faults));
        doors.supabase.become(project.handler());
        Endpoint urls = functionUrls(functions);
        doors.functions.become(new EndpointHandler(urls));
        Web web = web(urls);
        doors.web.become(new EndpointHandler(web));
        parts = closing.add(new Parts(database, guard, project, faults));
        Connections admin = closing.add(new Connections(database.url("supabase_admin"), 2));
        doors.control.become(new EndpointHandler(control(admin, project, web)));
    }

    private Web web(Endpoint urls) {
        return new Web(
                options.root().resolve("static-widget/dist"),
                ask -> urls.answer(ask.at("/widget-config/config" + ask.path())),
                at.web(),
                keys.issuer(),
                faults);
    }

    private Control control(Connections admin, Project project, Web web) {
        Map<String, Control.Action> all = new HashMap<>(project.actions());
        all.put("crash-postgres", new Crash(postgres())::run);
        all.put("clear-config-cache", web::clearCache);
        all.put("sweep", this::sweep);
        return new Control(faults, () -> State.of(this), new Rows(admin), all, project.limits());
    }

    private @Nullable CompletableFuture<Lambda> startFunctions(Doors doors, Relay relay)
            throws Exception {
        Secrets secrets = Functions.secrets(keys, relay.secret());
        doors.secrets.become(new EndpointHandler(secrets));
        return options.functions()
                ? Functions.start(options, at, keys, secrets, relay.variables(), closing)
                : null;
    }

    private Endpoint functionUrls(@Nullable CompletableFuture<Lambda> functions) {
        if (functions == null) {
            return _ -> Answer.empty(404);
        }
        Lambda started = functions.join();
        lambda = started;
        started.schedule(Duration.ofMillis(Math.round(MINUTE.toMillis() * options.scale())));
        return Functions.urls(started, faults);
    }
}
