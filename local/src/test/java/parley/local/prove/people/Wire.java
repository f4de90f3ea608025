package parley.local.prove.people;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import parley.local.stack.Addresses;
import parley.local.tokens.ProjectKeys;

/** The doors of a running stack. One who does not answer is a {@link Said} of status 0. */
public final class Wire implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final int FIRST_PAUSE_MS = 40;
    private static final int LONGEST_PAUSE_MS = 250;

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .build();
    private final Addresses at;

    public Wire(Addresses at) {
        this.at = at;
    }

    public static Map<String, @Nullable Object> args(@Nullable Object... pairs) {
        Map<String, @Nullable Object> args = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            args.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return args;
    }

    /** Asks a function of the database. */
    public Said rpc(String token, String name, Map<String, ?> args) {
        return post(at.supabase() + "/rest/v1/rpc/parley_" + name, token, Map.of(), write(args));
    }

    /** Asks a Lambda function by its URL. */
    public Said function(String name, @Nullable String token, Map<String, ?> body) {
        return post(at.function(name), token, Map.of(), write(body));
    }

    public Said post(String url, @Nullable String token, Map<String, String> headers, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(PATIENCE)
                        .header("content-type", "application/json")
                        .header("apikey", ProjectKeys.LOCAL.publishable())
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("authorization", "Bearer " + token);
        }
        headers.forEach(request::setHeader);
        try {
            HttpResponse<String> answer =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Said(answer.statusCode(), read(answer.body()));
        } catch (IOException e) {
            return new Said(0, MissingNode.getInstance());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Said(0, MissingNode.getInstance());
        }
    }

    /** Asks until somebody answers, as a page does with what must arrive. */
    public static Said insist(Supplier<Said> ask, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        int pause = FIRST_PAUSE_MS;
        Said said = ask.get();
        while (said.unknown() && System.nanoTime() < until && !Thread.interrupted()) {
            pause(pause);
            pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
            said = ask.get();
        }
        return said;
    }

    public static void pause(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private static String write(Map<String, ?> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static JsonNode read(String text) {
        try {
            return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
