package parley.local.relay;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import parley.testing.OnLambda;
import parley.testing.UrlEvent;

/** What turn-token's handler answers to a ticket. */
public record Asked(int status, JsonNode body, long milliseconds) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static Asked with(RequestStreamHandler turnToken, String body) throws IOException {
        long began = System.nanoTime();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        turnToken.handleRequest(
                new ByteArrayInputStream(UrlEvent.post(body).bytes()), out, new OnLambda());
        JsonNode said = JSON.readTree(out.toByteArray());
        return new Asked(
                said.path("statusCode").asInt(),
                JSON.readTree(said.path("body").asText()),
                (System.nanoTime() - began) / 1_000_000);
    }

    public static Asked ticket(RequestStreamHandler turnToken, String ticket) throws IOException {
        return with(turnToken, JSON.writeValueAsString(Map.of("ticket", ticket)));
    }

    public boolean relay() {
        return body.path("relay").asBoolean();
    }

    /** Why not, in one word: of the answer, or of a refusal. */
    public String reason() {
        return relay()
                ? "relay"
                : body.path("reason")
                        .asText(
                                body.path("refused")
                                        .asText(body.path("rejected").asText("" + status)));
    }
}
