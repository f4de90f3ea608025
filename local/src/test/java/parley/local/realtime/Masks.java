package parley.local.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a message what differs from run to run, by the rules of the recordings' README:
 * presence references, ids that the server made, seconds since an expiry. Everything else is
 * compared by value.
 */
final class Masks {
    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern EXPIRED = Pattern.compile("expired \\d+ seconds ago");
    private static final List<String> HEADERS =
            List.of(
                    "cache-control",
                    "content-type",
                    "content-length",
                    "vary",
                    "server",
                    "upgrade",
                    "sec-websocket-accept",
                    "sec-websocket-extensions",
                    "x-rate-limit",
                    "access-control-allow-origin");

    private final Set<String> clients = new HashSet<>();

    /** Ids the client's side of a recording mentions are its own: they are compared. */
    Masks(Recording recording) {
        Matcher setup = UUID.matcher(Recording.setup());
        setup.results().forEach(found -> clients.add(found.group()));
        for (Recording.Line line : recording.lines()) {
            if (!line.fromServer() && !line.is("client")) {
                UUID.matcher(line.json().toString())
                        .results()
                        .filter(found -> !isResult(line, found.group()))
                        .forEach(found -> clients.add(found.group()));
            }
        }
    }

    private static boolean isResult(Recording.Line line, String id) {
        return line.text("result").contains(id) && !line.text("sql").contains(id);
    }

    String text(String text) {
        String unexpired = EXPIRED.matcher(text).replaceAll("expired N seconds ago");
        return UUID.matcher(unexpired)
                .replaceAll(found -> clients.contains(found.group()) ? found.group() : "<uuid>");
    }

    /** JSON in one spelling: keys in order, numbers by value. */
    String json(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> object(json);
            case ARRAY -> {
                StringJoiner array = new StringJoiner(",", "[", "]");
                json.forEach(element -> array.add(json(element)));
                yield array.toString();
            }
            case NUMBER -> new BigDecimal(json.asText()).stripTrailingZeros().toPlainString();
            case STRING -> "\"" + text(json.asText()) + "\"";
            default -> json.toString();
        };
    }

    private String object(JsonNode json) {
        Map<String, String> fields = new TreeMap<>();
        json.properties()
                .forEach(field ->
                        fields.put(
                                text(field.getKey()),
                                field.getKey().startsWith("phx_ref")
                                        ? "<ref>"
                                        : json(field.getValue())));
        return fields.toString();
    }

    /** Status, body and the headers that a client can act on. */
    String http(int status, Map<String, String> headers, String body) {
        Map<String, String> kept = new TreeMap<>();
        HEADERS.stream()
                .filter(headers::containsKey)
                .forEach(name -> kept.put(name, headers.getOrDefault(name, "")));
        if (headers.containsKey("x-request-id")) {
            kept.put("x-request-id", "<id>");
        }
        if (headers.containsKey("x-rate-rolling")) {
            // The two numbers depend on requests before the recording began; their sum does not.
            kept.put(
                    "x-rate sum",
                    String.valueOf(
                            number(headers, "x-rate-rolling")
                                    + number(headers, "x-rate-limit-remaining")));
        }
        return "HTTP " + status + " " + kept + " " + text(body);
    }

    private static int number(Map<String, String> headers, String name) {
        return Integer.parseInt(headers.getOrDefault(name, "0"));
    }
}
