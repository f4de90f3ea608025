package parley.edge.stage;

import java.util.Map;
import java.util.function.Function;
import parley.edge.Settings;

/**
 * One request to play, and who plays it.
 *
 * @param event what Lambda would hand over
 * @param settings the environment on stage, without the database and the secrets' address
 * @param rows what the stage's database answers, by the name of the SQL function that is asked
 * @param secrets throwaway secrets by their ids
 * @param cast makes an actor that knows the stage alone
 */
public record Rehearsal(
        String event,
        Map<String, String> settings,
        Map<String, String> rows,
        Map<String, String> secrets,
        Function<Settings, Actor> cast) {

    public Rehearsal {
        settings = Map.copyOf(settings);
        rows = Map.copyOf(rows);
        secrets = Map.copyOf(secrets);
    }

    /** A function, as far as it plays. */
    public interface Actor {
        /** Plays one event through and says with which HTTP status it ended. */
        int play(String event);
    }

    /** A function URL's event (payload 2.0), as it comes from a browser. */
    public static String request(String method, String path, String bearer, String body) {
        var headers =
                bearer.isEmpty()
                        ? "{\"origin\":\"https://stage.example\"}"
                        : "{\"origin\":\"https://stage.example\",\"authorization\":\"Bearer "
                                + bearer
                                + "\"}";
        return """
        {"version":"2.0","rawPath":"%s","headers":%s,"requestContext":{"http":{"method":"%s","path":"%s",\
        "sourceIp":"192.0.2.1"}},"body":%s,"isBase64Encoded":false}\
        """
                .formatted(path, headers, method, path, quoted(body));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
