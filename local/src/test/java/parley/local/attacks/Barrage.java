package parley.local.attacks;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import parley.local.stack.Stack;
import parley.testing.OnLambda;

/** Malformed requests, thrown at the real handlers in this process, several lanes at once. */
public final class Barrage {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SLOW_MS = 1000;

    /** What was answered, by status; and every answer that must not be. */
    public record Result(long tried, Map<Integer, Long> statuses, List<String> faults) {}

    private final Stack stack;
    private final Nonsense.Known known;
    private final long seed;

    public Barrage(Stack stack, Nonsense.Known known, long seed) {
        this.stack = stack;
        this.known = known;
        this.seed = seed;
    }

    public Result run(int lanes, int each) throws Exception {
        Map<Integer, Long> statuses = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        AtomicInteger number = new AtomicInteger();
        Callable<Result> task = () -> lane(seed + number.getAndIncrement(), each);
        try (ExecutorService all = Executors.newFixedThreadPool(lanes)) {
            List<Future<Result>> running = new ArrayList<>();
            for (int i = 0; i < lanes; i++) {
                running.add(all.submit(task));
            }
            for (Future<Result> one : running) {
                one.get().statuses().forEach((status, n) -> statuses.merge(status, n, Long::sum));
                faults.addAll(one.get().faults());
            }
        }
        return new Result((long) lanes * each, statuses, faults);
    }

    private Result lane(long laneSeed, int each) {
        Map<Integer, Long> statuses = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        Nonsense nonsense = new Nonsense(laneSeed, known);
        try (Handlers handlers = new Handlers(stack)) {
            Map<String, RequestStreamHandler> doors =
                    Map.of(
                            "call-request", handlers.callRequest(),
                            "visitor-session", handlers.visitorSession(),
                            "turn-token", handlers.turnToken(),
                            "call-outcome", handlers.callOutcome(),
                            "widget-config", handlers.widgetConfig());
            for (int i = 0; i < each; i++) {
                Nonsense.Shot shot = nonsense.shot();
                byte[] event = nonsense.event(shot);
                RequestStreamHandler door = doors.get(shot.function());
                String where = shot.function() + " seed " + laneSeed + " shot " + i;
                if (door != null) {
                    statuses.merge(judged(door, event, where, faults), 1L, Long::sum);
                }
            }
        }
        return new Result(each, statuses, faults);
    }

    /** A slow answer is asked for again: on a busy machine the first may have waited for a core. */
    private static int judged(
            RequestStreamHandler door, byte[] event, String where, List<String> faults) {
        long began = System.nanoTime();
        int status = status(door, event, where, faults);
        if (millis(began) > SLOW_MS) {
            long again = System.nanoTime();
            status = status(door, event, where, faults);
            if (millis(again) > SLOW_MS) {
                faults.add(where + ": took " + millis(again) + " ms");
            }
        }
        if (status >= 500) {
            faults.add(where + ": " + status);
        }
        return status;
    }

    private static long millis(long since) {
        return (System.nanoTime() - since) / 1_000_000;
    }

    @SuppressWarnings("CatchingUnchecked") // whatever escapes a handler is a fault
    private static int status(
            RequestStreamHandler door, byte[] event, String where, List<String> faults) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            door.handleRequest(new ByteArrayInputStream(event), out, new OnLambda());
            JsonNode answer = JSON.readTree(out.toByteArray());
            faults.addAll(Leaks.inAnswer(where, answer.path("body").asText()));
            return answer.path("statusCode").asInt(599);
        } catch (Exception e) {
            faults.add(where + ": " + e.getClass().getName());
            return 599;
        }
    }
}
