package parley.local.auth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import parley.local.http.Answer;
import parley.local.http.Ask;
import parley.local.http.Json;

/** Supabase Auth's way to say no. Its shape depends on the API version that the client asks for. */
final class AuthError extends RuntimeException {
    private static final String VERSIONED = "2024-01-01";

    private final int status;
    private final String code;

    AuthError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    Answer answer(Ask ask) {
        ObjectNode body = Json.object();
        String asked = ask.headers().getOrDefault("x-supabase-api-version", "");
        if (asked.compareTo(VERSIONED) >= 0) {
            body.put("code", code);
            body.put("message", getMessage());
            return Answer.json(status, body)
                    .with(Map.of("X-Supabase-Api-Version", VERSIONED, "X-Sb-Error-Code", code));
        }
        body.put("code", status);
        body.put("error_code", code);
        body.put("msg", getMessage());
        return Answer.json(status, body).with("X-Sb-Error-Code", code);
    }
}
