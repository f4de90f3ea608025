package parley.local.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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

    private Functions() {}

    static Secrets secrets(Keys keys) {
        return new Secrets(
                Map.of(
                        DATABASE, "{\"password\":\"local\"}",
                        SIGNING, keys.issuer().privateJwk(),
                        SOURCE, keys.source(),
                        WEBHOOK,
                                Json.object(Map.of("secrets", new String[] {keys.webhook()}))
                                        .toString()));
    }

    static Lambda start(
            Options options, Addresses at, Keys keys, Secrets secrets, Path work, Path logs)
            throws IOException {
        return Lambda.start(
                new Lambda.Options(
                        options.root().resolve("template.yaml"),
                        variables(at, keys),
                        secrets,
                        at.ports().secrets(),
                        work,
                        logs,
                        PLACES));
    }

    private static Map<String, String> variables(Addresses at, Keys keys) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("PARLEY_DATABASE_URL", at.jdbc());
        all.put("PARLEY_DATABASE_USER", "parley_functions");
        all.put("PARLEY_DATABASE_SECRET", DATABASE);
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
        return all;
    }
}
