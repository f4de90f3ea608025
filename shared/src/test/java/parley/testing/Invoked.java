package parley.testing;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What a handler answered, as a browser would see it. */
public record Invoked(int status, JsonNode headers, JsonNode body) {
    private static final JsonMapper JSON = new JsonMapper();

    public static Invoked by(RequestStreamHandler handler, UrlEvent event) {
        return by(handler, event.bytes());
    }

    public static Invoked by(RequestStreamHandler handler, byte[] event) {
        var out = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(event), out, new OnLambda());
            var answer = JSON.readTree(out.toByteArray());
            return new Invoked(
                    answer.get("statusCode").intValue(),
                    answer.get("headers"),
                    JSON.readTree(answer.get("body").textValue()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
