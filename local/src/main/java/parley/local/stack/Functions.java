package parley.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import parley.local.faults.Faults;
import parley.local.faults.Faulty;
import parley.local.http.Ask;
import parley.local.http.Endpoint;
import parley.local.http.Json;
import parley.local.lambda.Lambda;
import parley.local.lambda.Secrets;
import parley.local.tokens.ProjectKeys;

/** The six functions with what a deployment's parameters would tell them. */
final class Functions {
    private static final int PLACES = 64;
    private static final String DATABASE = "parley/database";
    private static final String SIGNING = "parley/signing-key";
    private static final String SOURCE = "parley/source-key";
    private static final String WEBHOOK = "parley/webhook";
    private static final String RELAY = "parley/relay";

    private Functions() {}

    static Secrets secrets(Keys keys, Map<String, String> relay) {
        return new Secrets(
                Map.of(
                        RELAY, Json.object(relay).toString(),
                        DATABASE, "{\"password\":\"local\"}",
                        SIGNING, keys.issuer().privateJwk(),
                        SOURCE, keys.source(),
                        WEBHOOK,
                                Json.object(Map.of("secrets", new String[] {keys.webhook()}))
                                        .toString()));
    }

    /** Starts them beside everything else; the future fails when a zip is not built. */
    static CompletableFuture<Lambda> start(
            Options options,
            Addresses at,
            Keys keys,
            Secrets secrets,
            Map<String, String> relay,
            Closing closing)
            throws IOException {
        Path work = Files.createTempDirectory("parley");
        closing.add(() -> Folders.delete(work));
        Path logs = options.root().resolve("local/target/logs/" + at.ports().web());
        Folders.delete(logs);
        Lambda.Options wanted =
                new Lambda.Options(
                        options.root().resolve("template.yaml"),
                        variables(options, at, keys, relay),
                        secrets,
                        at.ports().secrets(),
                        work,
                        logs,
                        PLACES);
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return closing.add(Lambda.start(wanted));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                task -> Thread.ofVirtual().start(task));
    }

    /** What pages send may fail at the border; what pg_net sends has a border of its own. */
    static Endpoint urls(Lambda lambda, Faults faults) {
        Endpoint direct = lambda.urls();
        Endpoint faulty = new Faulty(direct, faults, Faults.Border.FUNCTIONS);
        return ask -> isNudge(ask) ? direct.answer(ask) : faulty.answer(ask);
    }

    private static boolean isNudge(Ask ask) {
        return ask.headers().getOrDefault("user-agent", "").startsWith("pg_net/");
    }

    private static Map<String, String> variables(
            Options options, Addresses at, Keys keys, Map<String, String> relay) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("PARLEY_DATABASE_URL", at.jdbc());
        all.put("PARLEY_DATABASE_USER", "parley_functions");
        all.put("PARLEY_DATABASE_SECRET", DATABASE);
        all.put("PARLEY_METRICS", "parley");
        all.put("PARLEY_SUPABASE_URL", at.supabase());
        all.put("PARLEY_SUPABASE_KEY", ProjectKeys.LOCAL.publishable());
        all.put("PARLEY_VISITOR_SESSION_URL", at.function("visitor-session"));
        all.put("PARLEY_CALL_REQUEST_URL", at.function("call-request"));
        all.put("PARLEY_TURN_TOKEN_URL", at.function("turn-token"));
        all.put("PARLEY_ISSUER", at.web());
        all.put("PARLEY_JWKS", keys.issuer().jwks());
        all.put("PARLEY_SIGNING_SECRET", SIGNING);
        all.put("PARLEY_SOURCE_SECRET", SOURCE);
        all.put("PARLEY_WEBHOOK_SECRET", WEBHOOK);
        all.put("PARLEY_RELAY_SECRET", RELAY);
        all.putAll(relay);
        all.putAll(options.variables());
        return all;
    }
}
