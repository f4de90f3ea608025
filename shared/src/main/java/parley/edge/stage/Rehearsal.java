package parley.edge.stage;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import parley.edge.Settings;

/**
 * Requests to play, and who plays them.
 *
 * @param events what Lambda would hand over, one after the other and over again
 * @param settings the environment on stage, without the database and the secrets' address
 * @param rows what the stage's database answers, by the name of the SQL function that is asked
 * @param secrets throwaway secrets by their ids
 * @param cast makes an actor that knows the stage alone
 */
public record Rehearsal(
        List<String> events,
        Map<String, String> settings,
        Map<String, String> rows,
        Map<String, String> secrets,
        Function<Settings, Actor> cast) {

    public Rehearsal {
        events = List.copyOf(events);
        settings = Map.copyOf(settings);
        rows = Map.copyOf(rows);
        secrets = Map.copyOf(secrets);
    }

    /** A function, as far as it plays. */
    public interface Actor {
        /** Plays one event through and says with which HTTP status it ended. */
        int play(String event);

        /** Opens what no snapshot may hold, as after a restore. */
        void wake() throws Exception;
    }

    /** A function URL's event (payload 2.0) with all that comes from a browser and from AWS. */
    public static String request(String method, String path, String bearer, String body) {
        var authorization = bearer.isEmpty() ? "" : "\"authorization\":\"Bearer " + bearer + "\",";
        return """
        {"version":"2.0","routeKey":"$default","rawPath":"%s","rawQueryString":"","headers":{%s\
        "host":"stage.lambda-url.eu-central-1.on.aws","user-agent":"Mozilla/5.0 (X11; Linux x86_64)","accept":"*/*",\
        "content-type":"application/json","origin":"https://stage.example","referer":"https://stage.example/",\
        "x-amzn-trace-id":"Root=1-6f9619ff-00c04fc964ff8b864d01b42d","x-forwarded-for":"192.0.2.1",\
        "x-forwarded-port":"443","x-forwarded-proto":"https"},"requestContext":{"accountId":"anonymous","apiId":"stage",\
        "domainName":"stage.lambda-url.eu-central-1.on.aws","domainPrefix":"stage","http":{"method":"%s","path":"%s",\
        "protocol":"HTTP/1.1","sourceIp":"192.0.2.1","userAgent":"Mozilla/5.0 (X11; Linux x86_64)"},\
        "requestId":"6f9619ff-8b86-4d01-b42d-00c04fc964ff","routeKey":"$default","stage":"$default",\
        "time":"25/Nov/2026:12:00:00 +0000","timeEpoch":1795608000000},"body":%s,"isBase64Encoded":false}\
        """
                .formatted(path, authorization, method, path, quoted(body));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
