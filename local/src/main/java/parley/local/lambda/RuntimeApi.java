package parley.local.lambda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import parley.local.http.Answer;
import parley.local.http.Ask;
import parley.local.http.EndpointHandler;
import parley.local.http.LocalServer;

/**
 * The documented Runtime API (2018-06-01) of one environment: its runtime asks for the next event
 * and posts what became of it.
 */
final class RuntimeApi implements AutoCloseable {
    private static final String PREFIX = "/2018-06-01/runtime/";
    private static final int PAYLOAD_LIMIT = 6 * 1024 * 1024;
    private static final int READ_LIMIT = 64 * 1024 * 1024;
    private static final Answer ACCEPTED = Answer.json(202, "{\"status\":\"OK\"}");

    private final String arn;
    private final LocalServer server;
    private final LinkedBlockingQueue<Optional<Invocation>> inbox = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> checkpoint = new CompletableFuture<>();
    private final CompletableFuture<Void> restored = new CompletableFuture<>();
    private volatile @Nullable Invocation current;
    private volatile boolean dead;

    RuntimeApi(String arn) throws IOException {
        this.arn = arn;
        this.server = LocalServer.start(0, new EndpointHandler(this::answer, READ_LIMIT));
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared, only carried
    private record Invocation(
            String id, byte[] event, Instant deadline, CompletableFuture<Outcome> outcome) {}

    String address() {
        return "127.0.0.1:" + server.port();
    }

    /** Done when the runtime has asked for its first event, failed when it never will. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    /** Done when the runtime has run its hooks and would be frozen into a snapshot now. */
    CompletableFuture<Void> checkpoint() {
        return checkpoint;
    }

    /** As when a snapshot wakes: the runtime goes on where it waited. */
    void restore() {
        restored.complete(null);
    }

    CompletableFuture<Outcome> invoke(byte[] event, Duration timeout) {
        Invocation invocation =
                new Invocation(
                        UUID.randomUUID().toString(),
                        event,
                        Instant.now().plus(timeout),
                        new CompletableFuture<>());
        current = invocation;
        inbox.add(Optional.of(invocation));
        if (dead) { // it died between two invocations, and nobody will fetch this one
            gone();
        }
        return invocation.outcome();
    }

    /** The process is gone. */
    void gone() {
        dead = true;
        ready.completeExceptionally(new IOException("the runtime ended"));
        checkpoint.completeExceptionally(new IOException("the runtime ended"));
        finish(null, new Outcome.Crashed());
    }

    @Override
    public void close() {
        inbox.add(Optional.empty());
        restored.complete(null);
        server.close();
    }

    private Answer answer(Ask ask) throws InterruptedException {
        String path = ask.path().substring(Math.min(PREFIX.length(), ask.path().length()));
        if (path.equals("invocation/next")) {
            return next();
        }
        if (path.equals("restore/next")) {
            checkpoint.complete(null);
            restored.join();
            return Answer.empty(200);
        }
        if (path.equals("init/error") || path.equals("restore/error")) {
            ready.completeExceptionally(new IOException(text(ask)));
            checkpoint.completeExceptionally(new IOException(text(ask)));
            return ACCEPTED;
        }
        String[] parts = path.split("/", -1);
        if (parts.length != 3 || !parts[0].equals("invocation")) {
            return Answer.empty(404);
        }
        return switch (parts[2]) {
            case "response" -> response(parts[1], ask.body());
            case "error" -> finish(parts[1], new Outcome.Threw(text(ask)));
            default -> Answer.empty(404);
        };
    }

    private Answer next() throws InterruptedException {
        ready.complete(null);
        Optional<Invocation> next = inbox.take();
        if (next.isEmpty()) {
            return Answer.CUT;
        }
        Invocation invocation = next.get();
        return new Answer(
                200,
                Map.of(
                        "Content-Type",
                        "application/json",
                        "Lambda-Runtime-Aws-Request-Id",
                        invocation.id(),
                        "Lambda-Runtime-Deadline-Ms",
                        String.valueOf(invocation.deadline().toEpochMilli()),
                        "Lambda-Runtime-Invoked-Function-Arn",
                        arn,
                        "Lambda-Runtime-Trace-Id",
                        "Root=1-00000000-000000000000000000000000"),
                invocation.event());
    }

    private Answer response(String id, byte[] payload) {
        if (payload.length <= PAYLOAD_LIMIT) {
            return finish(id, new Outcome.Answered(payload));
        }
        // The client takes a 413 as its own end, so the environment is as good as gone.
        finish(id, new Outcome.Crashed());
        return Answer.json(413, "{\"errorType\":\"RequestEntityTooLarge\"}");
    }

    /** Ends the current invocation; a late word about an earlier one is refused. */
    private Answer finish(@Nullable String id, Outcome outcome) {
        Invocation invocation = current;
        if (invocation == null || (id != null && !invocation.id().equals(id))) {
            return Answer.json(400, "{\"errorType\":\"InvalidRequestID\"}");
        }
        invocation.outcome().complete(outcome);
        return ACCEPTED;
    }

    private static String text(Ask ask) {
        return new String(ask.body(), StandardCharsets.UTF_8);
    }
}
