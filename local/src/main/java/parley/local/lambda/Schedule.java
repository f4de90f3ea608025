package parley.local.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import parley.local.http.Json;

/** Invokes the scheduled functions, each minute as the template says or faster for a test. */
final class Schedule implements AutoCloseable {
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    task -> Thread.ofPlatform().daemon().name("schedule").unstarted(task));

    void every(Duration interval, LambdaFunction function) {
        var _ =
                timer.scheduleWithFixedDelay(
                        () -> fire(function),
                        interval.toMillis(),
                        interval.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    static Outcome fire(LambdaFunction function) {
        try {
            return function.invoke(event(function.spec().name()));
        } catch (IOException e) {
            return new Outcome.Crashed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Crashed();
        }
    }

    private static byte[] event(String function) {
        ObjectNode event = Json.object();
        event.put("version", "0");
        event.put("id", UUID.randomUUID().toString());
        event.put("detail-type", "Scheduled Event");
        event.put("source", "aws.events");
        event.put("account", "000000000000");
        event.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        event.put("region", "eu-central-1");
        event.putArray("resources")
                .add("arn:aws:events:eu-central-1:000000000000:rule/" + function);
        event.putObject("detail");
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
