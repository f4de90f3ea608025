package parley.local.gateway;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.local.http.Answer;
import parley.local.http.Ask;
import parley.local.http.Endpoint;
import parley.local.http.Json;
import parley.local.tokens.Tokens;

/**
 * Routes by prefix and asks for an API key, which only the addresses that anybody reads need not
 * carry. Realtime stands before it: it reads its own key.
 */
public final class Gateway implements Endpoint {
    private static final String AUTH = "/auth/v1";
    private static final String REST = "/rest/v1";

    private final Tokens tokens;
    private final Endpoint auth;
    private final Endpoint rest;

    public Gateway(Tokens tokens, Endpoint auth, Endpoint rest) {
        this.tokens = tokens;
        this.auth = auth;
        this.rest = rest;
    }

    @Override
    public Answer answer(Ask ask) throws Exception {
        String path = ask.path();
        if (path.startsWith(AUTH + "/.well-known/") || path.equals(AUTH + "/health")) {
            return auth.answer(ask.at(path.substring(AUTH.length())));
        }
        String key = key(ask);
        if (key == null) {
            return refused(
                    "No API key found in request",
                    "No `apikey` request header or url param was found.");
        }
        if (tokens.ofApiKey(key) == null) {
            return refused(
                    "Invalid API key",
                    "Double check your Supabase `anon` or `service_role` API key.");
        }
        if (path.startsWith(AUTH + "/")) {
            return auth.answer(ask.at(path.substring(AUTH.length())));
        }
        if (path.startsWith(REST + "/")) {
            return rest.answer(ask.at(path.substring(REST.length())));
        }
        return Answer.json(404, "{\"message\":\"no Route matched with those values\"}");
    }

    private static @Nullable String key(Ask ask) {
        String header = ask.header("apikey");
        return header == null ? ask.parameters().get("apikey") : header;
    }

    private static Answer refused(String message, String hint) {
        return Answer.json(401, Json.object(Map.of("message", message, "hint", hint)));
    }
}
