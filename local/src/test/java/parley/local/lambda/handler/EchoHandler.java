package parley.local.lambda.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A function that does what its path says; packed into a zip and run by the tests. */
public final class EchoHandler implements RequestStreamHandler {
    private int handled;

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context)
            throws IOException {
        String event = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        handled++;
        String answer =
                switch (path(event)) {
                    case "/count" -> body(200, String.valueOf(handled));
                    case "/slow" -> slowly();
                    case "/exit" -> exit();
                    case "/throw" -> throw new IllegalStateException("on purpose");
                    case "/big" -> body(200, "x".repeat(7 * 1024 * 1024));
                    case "/plain" -> "{\"plain\":true}";
                    case "/env" -> body(200, System.getenv().toString());
                    case "/remaining" ->
                            body(200, String.valueOf(context.getRemainingTimeInMillis()));
                    case "/binary" ->
                            "{\"statusCode\":201,\"isBase64Encoded\":true,\"headers\":{\"Content-Type\":\"image/png\"},\"body\":\"AAEC\"}";
                    default -> body(200, event);
                };
        System.out.println("handled " + handled);
        out.write(answer.getBytes(StandardCharsets.UTF_8));
    }

    private static String slowly() {
        try {
            Thread.sleep(20_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "{}";
    }

    private static String exit() {
        Runtime.getRuntime().halt(3);
        return "{}";
    }

    private static String body(int status, String text) {
        return "{\"statusCode\":%d,\"isBase64Encoded\":true,\"headers\":{\"Content-Type\":\"text/plain\"},\"body\":\"%s\"}"
                .formatted(
                        status,
                        Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String path(String event) {
        int at = event.indexOf("\"rawPath\":\"");
        return at < 0 ? "" : event.substring(at + 11, event.indexOf('"', at + 11));
    }
}
