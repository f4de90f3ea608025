package parley.local.realtime;

import java.util.Map;
import java.util.Optional;
import parley.local.http.LocalServer;
import parley.local.postgres.LocalPostgres;

/**
 * Just Postgres and the local Realtime, with the real back-offs and limits, for clients from
 * outside. {@code JWT_SECRET}, {@code PORT} and {@code PGPORT} choose secret and ports, as
 * environment variables or as arguments {@code NAME=value}.
 */
public final class RealtimeMain {
    private static final String DEFAULT_SECRET =
            "super-secret-jwt-token-with-at-least-32-characters-long";

    private RealtimeMain() {}

    public static void main(String[] args) throws Exception {
        String secret = choice(args, "JWT_SECRET").orElse(DEFAULT_SECRET);
        int port = choice(args, "PORT").map(Integer::parseInt).orElse(54_321);
        int databasePort = choice(args, "PGPORT").map(Integer::parseInt).orElse(54_322);
        LocalPostgres.Options fresh = LocalPostgres.Options.fresh();
        LocalPostgres postgres =
                LocalPostgres.start(
                        new LocalPostgres.Options(
                                databasePort, fresh.data(), fresh.binaries(), Map.of()));
        RealtimeSettings settings = RealtimeSettings.faithful(secret).withoutGateway(null);
        Realtime realtime =
                new Realtime(settings, postgres.url("supabase_admin"), new RealtimeFaults(1));
        // As a server that somebody has just used: partitions are there, broadcasts are heard.
        realtime.connect();
        LocalServer server = LocalServer.start(port, realtime.handler());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> shutDown(server, realtime, postgres)));
        System.out.printf(
                """
                WebSocket  ws://127.0.0.1:%d/realtime/v1/websocket
                REST       http://127.0.0.1:%d/realtime/v1/api/broadcast
                database   postgresql://supabase_admin@127.0.0.1:%d/postgres
                HS256      %s
                """,
                server.port(), server.port(), postgres.port(), secret);
        Thread.currentThread().join();
    }

    private static void shutDown(LocalServer server, Realtime realtime, LocalPostgres postgres) {
        realtime.close();
        server.close();
        postgres.close();
    }

    private static Optional<String> choice(String[] args, String name) {
        for (String arg : args) {
            if (arg.startsWith(name + "=")) {
                return Optional.of(arg.substring(name.length() + 1));
            }
        }
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }
}
