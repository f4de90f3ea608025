package parley.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import parley.local.faults.Control;
import parley.local.faults.Faults;
import parley.local.faults.Faulty;
import parley.local.faults.Rows;
import parley.local.http.Answer;
import parley.local.http.Ask;
import parley.local.http.Endpoint;
import parley.local.http.EndpointHandler;
import parley.local.jdbc.Connections;
import parley.local.lambda.Lambda;
import parley.local.lambda.Secrets;
import parley.local.net.NetWorker;
import parley.local.postgres.LocalPostgres;
import parley.local.web.Web;

/** The whole product on one machine, started by one call and stopped by one. */
public final class Stack implements AutoCloseable {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long SEED = 20_260_101;

    private final Options options;
    private final Faults faults = new Faults(SEED);
    private final Closing closing = new Closing();
    private final Addresses at;
    private final Keys keys;
    private @Nullable LocalPostgres postgres;
    private @Nullable Lambda lambda;

    private Stack(Options options) throws Exception {
        this.options = options;
        Doors doors = closing.add(new Doors(options.ports()));
        at = new Addresses(doors.ports());
        keys = Keys.of(options.data());
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
        LocalPostgres running = postgres;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running;
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
    }

    private void open(Doors doors) throws Exception {
        CompletableFuture<Lambda> functions = startFunctions(doors);
        LocalPostgres database = Database.start(options, at.ports().postgres());
        postgres = database;
        Guard guard = Guard.over(database);
        closing.add(guard);
        closing.add(() -> guard.stop(database, Duration.ofSeconds(3)));
        Database.prepare(database, options, at, keys);
        Project project = closing.add(new Project(database, options, at, keys, faults));
        doors.supabase.become(project.handler());
        Endpoint urls = functionUrls(functions);
        doors.functions.become(new EndpointHandler(urls));
        Web web =
                new Web(
                        options.root().resolve("static-widget/dist"),
                        ask -> urls.answer(ask.at("/widget-config" + ask.path())),
                        at.web(),
                        keys.issuer(),
                        faults);
        doors.web.become(new EndpointHandler(web));
        closing.add(NetWorker.start(database.url("supabase_admin"), faults));
        Connections admin = closing.add(new Connections(database.url("supabase_admin"), 2));
        Map<String, Control.Action> actions =
                Map.of(
                        "expire-tokens", project.tokens::expireAll,
                        "clear-config-cache", web::clearCache,
                        "sweep", this::sweep);
        doors.control.become(
                new EndpointHandler(
                        new Control(faults, () -> State.of(this), new Rows(admin), actions)));
        scheduleSweep();
    }

    private CompletableFuture<Lambda> startFunctions(Doors doors) throws Exception {
        Secrets secrets = Functions.secrets(keys);
        doors.secrets.become(new EndpointHandler(secrets));
        if (!options.functions()) {
            return CompletableFuture.failedFuture(new IllegalStateException("no functions"));
        }
        Path work = Files.createTempDirectory("parley");
        closing.add(() -> Folders.delete(work));
        Path logs = options.root().resolve("local/target/logs/" + at.ports().web());
        Folders.delete(logs);
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return closing.add(Functions.start(options, at, keys, secrets, work, logs));
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                },
                Executors.newVirtualThreadPerTaskExecutor());
    }

    /** What pages send may fail at the border; what pg_net sends has a border of its own. */
    private Endpoint functionUrls(CompletableFuture<Lambda> functions) {
        if (!options.functions()) {
            return _ -> Answer.empty(404);
        }
        Lambda started = functions.join();
        lambda = started;
        Endpoint direct = started.urls();
        Endpoint faulty = new Faulty(direct, faults, Faults.Border.FUNCTIONS);
        return ask -> isNudge(ask) ? direct.answer(ask) : faulty.answer(ask);
    }

    private static boolean isNudge(Ask ask) {
        return ask.headers().getOrDefault("user-agent", "").startsWith("pg_net/");
    }

    private void scheduleSweep() {
        Lambda running = lambda;
        if (running != null) {
            running.schedule(Duration.ofMillis(Math.round(MINUTE.toMillis() * options.scale())));
        }
    }
}
