package parley.local.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import parley.local.http.Answer;
import parley.local.http.Json;
import parley.local.tokens.BadToken;

/** PostgREST's way to say no: {@code code, message, details, hint} and an HTTP status. */
final class RestError {
    private static final Map<String, Integer> STATUS_BY_CODE =
            Map.of(
                    "23503", 409, "23505", 409, "25006", 405, "42883", 404, "42P01", 404, "42P17",
                    500, "53400", 500, "P0001", 400);

    private static final Map<String, Integer> STATUS_BY_CLASS =
            Map.ofEntries(
                    Map.entry("08", 503),
                    Map.entry("09", 500),
                    Map.entry("0L", 403),
                    Map.entry("0P", 403),
                    Map.entry("25", 500),
                    Map.entry("28", 403),
                    Map.entry("2D", 500),
                    Map.entry("38", 500),
                    Map.entry("39", 500),
                    Map.entry("3B", 500),
                    Map.entry("40", 500),
                    Map.entry("53", 503),
                    Map.entry("54", 500),
                    Map.entry("55", 500),
                    Map.entry("57", 500),
                    Map.entry("58", 500),
                    Map.entry("F0", 500),
                    Map.entry("HV", 500),
                    Map.entry("P0", 500),
                    Map.entry("XX", 500));

    private RestError() {}

    static Answer of(
            int status,
            String code,
            String message,
            @Nullable String details,
            @Nullable String hint) {
        ObjectNode body = Json.object();
        body.put("code", code);
        body.put("details", details);
        body.put("hint", hint);
        body.put("message", message);
        return Answer.json(status, body);
    }

    static Answer of(BadToken bad) {
        String[] codeAndMessage =
                switch (bad.why()) {
                    case MALFORMED -> new String[] {"PGRST301", "JWT couldn't be decoded"};
                    case UNKNOWN_KEY ->
                            new String[] {"PGRST301", "No suitable key or wrong key type"};
                    case SIGNATURE ->
                            new String[] {"PGRST301", "JWT cryptographic operation failed"};
                    case EXPIRED -> new String[] {"PGRST303", "JWT expired"};
                    case NOT_YET_VALID -> new String[] {"PGRST303", "JWT not yet valid"};
                };
        return of(401, codeAndMessage[0], codeAndMessage[1], null, null)
                .with(
                        "WWW-Authenticate",
                        "Bearer error=\"invalid_token\", error_description=\""
                                + codeAndMessage[1]
                                + '"');
    }

    static Answer unknown(String function, Set<String> arguments) {
        List<String> sorted = arguments.stream().sorted().toList();
        String names = String.join(", ", sorted);
        String called = "public." + function;
        return of(
                404,
                "PGRST202",
                arguments.isEmpty()
                        ? "Could not find the function %s without parameters in the schema cache"
                                .formatted(called)
                        : "Could not find the function %s(%s) in the schema cache"
                                .formatted(called, names),
                "Searched for the function %s %s or with a single unnamed json/jsonb parameter, but no matches were found in the schema cache."
                        .formatted(
                                called,
                                arguments.isEmpty()
                                        ? "without parameters"
                                        : (sorted.size() == 1
                                                        ? "with parameter "
                                                        : "with parameters ")
                                                + names),
                null);
    }

    /**
     * What a failed statement becomes.
     *
     * @param anonymous whether it ran as {@code anon}: then a missing right is 401, not 403
     */
    static Answer of(SQLException e, boolean anonymous) {
        String code = e.getSQLState() == null ? "08006" : e.getSQLState();
        ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        if (server == null) {
            // The database did not say this: it could not be reached, or the link broke.
            return of(
                            503,
                            "PGRST001",
                            "Database client error. Retrying the connection.",
                            e.getMessage(),
                            null)
                    .with("Retry-After", "1");
        }
        return of(
                status(code, anonymous),
                code,
                String.valueOf(server.getMessage()),
                server.getDetail(),
                server.getHint());
    }

    private static int status(String code, boolean anonymous) {
        if (code.matches("PT[1-5]\\d\\d")) {
            return Integer.parseInt(code.substring(2));
        }
        if ("42501".equals(code)) {
            return anonymous ? 401 : 403;
        }
        return STATUS_BY_CODE.getOrDefault(
                code, STATUS_BY_CLASS.getOrDefault(code.substring(0, 2), 400));
    }
}
