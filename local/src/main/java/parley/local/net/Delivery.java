package parley.local.net;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parley.local.faults.Faults;
import parley.local.faults.Faults.Border;
import parley.local.faults.Faults.Fault;
import parley.local.http.Json;

/** One attempt to deliver one request. Nothing that goes wrong is tried again. */
final class Delivery {
    private static final String USER_AGENT = "pg_net/0.20.4";

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();

    private final Faults faults;

    Delivery(Faults faults) {
        this.faults = faults;
    }

    /** A row of the queue. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, only carried
    record Queued(long id, String method, String url, String headers, byte[] body, int timeoutMs) {}

    /** A row of the responses. */
    record Response(
            long id,
            @Nullable Integer status,
            @Nullable String type,
            @Nullable String headers,
            @Nullable String content,
            boolean timedOut,
            @Nullable String error) {

        static Response failed(long id, boolean timedOut, String error) {
            return new Response(id, null, null, null, null, timedOut, error);
        }
    }

    Response send(Queued queued) throws InterruptedException {
        Fault fault = faults.at(Border.WEBHOOK);
        faults.delay(fault);
        if (faults.happens(fault.drop())) {
            return Response.failed(queued.id(), false, "Couldn't connect to server");
        }
        Response response = once(queued);
        if (faults.happens(fault.duplicate())) {
            response = once(queued);
        }
        return faults.happens(fault.loseAnswer())
                ? Response.failed(
                        queued.id(), false, "Server returned nothing (no headers, no data)")
                : response;
    }

    private Response once(Queued queued) throws InterruptedException {
        try {
            HttpResponse<String> answer =
                    http.send(request(queued), HttpResponse.BodyHandlers.ofString());
            return new Response(
                    queued.id(),
                    answer.statusCode(),
                    answer.headers().firstValue("content-type").orElse(null),
                    Json.object(flat(answer.headers().map())).toString(),
                    answer.body(),
                    false,
                    null);
        } catch (HttpTimeoutException e) {
            return Response.failed(
                    queued.id(), true, "Timeout of %d ms reached".formatted(queued.timeoutMs()));
        } catch (IOException | IllegalArgumentException e) {
            return Response.failed(queued.id(), false, "Couldn't connect to server");
        }
    }

    private static HttpRequest request(Queued queued) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(queued.url()))
                        .timeout(Duration.ofMillis(queued.timeoutMs()))
                        .method(
                                queued.method(),
                                HttpRequest.BodyPublishers.ofByteArray(queued.body()));
        Json.parse(queued.headers())
                .properties()
                .forEach(h -> request.setHeader(h.getKey(), h.getValue().asText()));
        return request.setHeader("User-Agent", USER_AGENT).build();
    }

    private static Map<String, String> flat(Map<String, List<String>> headers) {
        return headers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, h -> String.join(",", h.getValue())));
    }
}
