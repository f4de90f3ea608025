package parley.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import parley.local.http.Answer;
import parley.local.http.Json;

/** What a function URL makes of an invocation's outcome. */
final class UrlAnswer {
    private UrlAnswer() {}

    static Answer of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered(byte[] payload) -> answered(payload);
            case Outcome.Throttled _ ->
                    Answer.json(
                            429,
                            "{\"Reason\":\"ReservedFunctionConcurrentInvocationLimitExceeded\","
                                    + "\"Type\":\"User\",\"message\":\"Rate Exceeded.\"}");
            case Outcome.Threw _, Outcome.TimedOut _, Outcome.Crashed _ ->
                    Answer.text(502, "application/json", "Internal Server Error");
        };
    }

    /** JSON with a status is an answer; JSON without one is the body of a 200. */
    private static Answer answered(byte[] payload) {
        JsonNode json;
        try {
            json = Json.MAPPER.readTree(payload);
        } catch (IOException e) {
            return Answer.text(502, "application/json", "Internal Server Error");
        }
        if (!(json instanceof ObjectNode) || !json.has("statusCode")) {
            return new Answer(200, Map.of("Content-Type", "application/json"), payload);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        String text = json.path("body").asText("");
        byte[] body =
                json.path("isBase64Encoded").asBoolean()
                        ? Base64.getDecoder().decode(text)
                        : text.getBytes(StandardCharsets.UTF_8);
        Map<String, String> own = new LinkedHashMap<>();
        json.path("headers").properties().forEach(h -> own.put(h.getKey(), h.getValue().asText()));
        return new Answer(json.path("statusCode").asInt(), headers, body).with(own);
    }
}
