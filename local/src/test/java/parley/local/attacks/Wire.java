package parley.local.attacks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import parley.local.tokens.ProjectKeys;

/** One lane of malformed requests over the network. */
final class Wire {
    private static final long SLOW_MS = 1000;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Street street;
    private final Nonsense.Known known;
    private final Map<String, List<String>> routines;
    private final String agent;
    private final long seed;
    private final Random random;
    private final Nonsense nonsense;

    Wire(
            Street street,
            Nonsense.Known known,
            Map<String, List<String>> routines,
            String agent,
            long seed) {
        this.street = street;
        this.known = known;
        this.routines = routines;
        this.agent = agent;
        this.seed = seed;
        this.random = new Random(seed);
        this.nonsense = new Nonsense(seed, known);
    }

    Barrage.Result run(int times) throws IOException, InterruptedException {
        Map<Integer, Long> statuses = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            HttpRequest request = random.nextBoolean() ? toAFunction() : toTheDatabase();
            long began = System.nanoTime();
            Answer answer = send(request);
            if (millis(began) > SLOW_MS) {
                began = System.nanoTime();
                answer = send(request);
            }
            int status = answer.status();
            // PostgREST tells a caller what was wrong with his own words; our functions repeat none
            if (!request.uri().getPath().startsWith("/rest/")) {
                faults.addAll(
                        Leaks.inAnswer(
                                "%s seed %d shot %d".formatted(request.uri().getPath(), seed, i),
                                answer.body()));
            }
            if (millis(began) > SLOW_MS || status >= 500) {
                faults.add(
                        "%s seed %d shot %d: %d after %d ms"
                                .formatted(
                                        request.uri().getPath(), seed, i, status, millis(began)));
            }
            statuses.merge(status, 1L, Long::sum);
        }
        http.close();
        return new Barrage.Result(times, statuses, faults);
    }

    private static long millis(long since) {
        return (System.nanoTime() - since) / 1_000_000;
    }

    /** No answer in time counts as one that came late and was a failure. */
    private Answer send(HttpRequest request) throws IOException, InterruptedException {
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (HttpTimeoutException e) {
            return new Answer(599, "");
        }
    }

    private record Answer(int status, String body) {}

    private HttpRequest toAFunction() {
        Nonsense.Shot shot = nonsense.shot();
        String path = shot.path().startsWith("/") ? shot.path().substring(1) : shot.path();
        URI url =
                URI.create(
                        street.stack.addresses().function(shot.function())
                                + path.replaceAll("[^a-zA-Z0-9_/.-]", "%25"));
        return built(url, shot.method(), shot.headers(), shot.body());
    }

    private HttpRequest toTheDatabase() {
        List<String> names = List.copyOf(routines.keySet());
        String name = names.get(random.nextInt(names.size()));
        byte[] body = nonsense.arguments(routines.getOrDefault(name, List.of()));
        String token =
                random.nextInt(5) == 0
                        ? agent
                        : known.tokens().get(random.nextInt(known.tokens().size()));
        URI url = URI.create(street.stack.addresses().supabase() + "/rest/v1/rpc/" + name);
        return built(
                url,
                "POST",
                Map.of(
                        "apikey",
                        ProjectKeys.LOCAL.publishable(),
                        "content-type",
                        "application/json",
                        "authorization",
                        "Bearer " + token),
                body);
    }

    /** What no HTTP client can send is left out of the request, not the request out of the try. */
    private static HttpRequest built(
            URI url, String method, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url)
                        .timeout(Duration.ofSeconds(20))
                        .method(
                                method.isEmpty() ? "POST" : method,
                                HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach((name, value) -> {
            try {
                request.header(name, value.replaceAll("[^\\x20-\\x7e\\x80-\\xff]", ""));
            } catch (IllegalArgumentException e) {
                request.header("x-" + name, "unsendable");
            }
        });
        return request.build();
    }
}
