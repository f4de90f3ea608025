package parley.local.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import parley.core.call.Ask;
import parley.core.call.Callback;
import parley.core.session.SessionAsk;
import parley.edge.http.Endpoint;
import parley.edge.http.Reply;
import parley.edge.http.Request;
import parley.local.attacks.Quiet;
import parley.testing.OnLambda;

/**
 * Any bytes as a function's event. Whatever they are, the answer is an event of ours below 500 that
 * repeats little, and the log has one line.
 */
public final class FunctionEventFuzz {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_NO = 500;

    private FunctionEventFuzz() {}

    /** Everything that the functions read of a request, without the database behind it. */
    private static final Endpoint READER =
            new Endpoint("fuzz", "POST") {
                @Override
                protected Reply answer(Request request) {
                    var body = request.json();
                    request.origin();
                    switch (request.lastSegment()) {
                        case "session" -> request.read(SessionAsk.class);
                        case "callback" -> Request.read(body.child("callback"), Callback.class);
                        case "token" -> request.bearerToken();
                        default -> request.read(Ask.class);
                    }
                    return Reply.ok("read", Map.of("read", true));
                }
            };

    public static void fuzzerTestOneInput(byte[] event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String logged;
        try (Quiet log = new Quiet()) {
            READER.handleRequest(new ByteArrayInputStream(event), out, new OnLambda());
            logged = log.logged();
        }
        JsonNode answer = JSON.readTree(out.toByteArray());
        int status = answer.path("statusCode").asInt();
        if (status < 200 || status >= 500) {
            throw new AssertionError("answered " + status + ", logged " + logged);
        }
        if (answer.path("body").asText().length() > LONGEST_NO) {
            throw new AssertionError("a long answer: " + answer);
        }
        if (logged.lines().count() != 1 || JSON.readTree(logged).path("status").asInt() != status) {
            throw new AssertionError("logged " + logged);
        }
    }
}
