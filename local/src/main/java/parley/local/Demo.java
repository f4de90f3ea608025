package parley.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import parley.local.http.PortTaken;
import parley.local.relay.RelayAt;
import parley.local.stack.Options;
import parley.local.stack.People;
import parley.local.stack.Ports;
import parley.local.stack.Stack;
import parley.local.stack.State;

/** {@code make demo}: the whole product on this machine until Ctrl-C. */
public final class Demo {
    private static final String USAGE =
            "usage: Demo [--port N] [--data FOLDER] [--state FILE] [--scale X] [--relay URL,URL"
                    + " --relay-secret TEXT [--relay-log FILE]]";

    private Demo() {}

    public static void main(String[] arguments) throws InterruptedException {
        Options options = Options.fresh().on(Ports.from(4400));
        Path state = null;
        Map<String, String> relay = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                fail(USAGE);
            }
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--port" -> options = options.on(Ports.from(Integer.parseInt(value)));
                case "--data" -> options = options.in(Path.of(value).toAbsolutePath());
                case "--scale" -> options = options.scaled(Double.parseDouble(value));
                case "--state" -> state = Path.of(value).toAbsolutePath();
                case "--relay", "--relay-secret", "--relay-log" -> relay.put(arguments[i], value);
                default -> fail(USAGE);
            }
        }
        if (!relay.isEmpty()) {
            options = options.relayedBy(relayAt(relay));
        }
        System.out.println("Parley is starting …");
        Stack stack = start(options);
        Path file = state;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> forget(file)));
        show(stack, state);
        new CountDownLatch(1).await();
    }

    /** A coturn that runs already, such as one behind a firewall of a test. */
    private static RelayAt relayAt(Map<String, String> given) {
        String urls = given.getOrDefault("--relay", "");
        String secret = given.getOrDefault("--relay-secret", "");
        if (urls.isEmpty() || secret.isEmpty()) {
            throw fail(USAGE);
        }
        String log = given.get("--relay-log");
        return new RelayAt(List.of(urls.split(",", -1)), secret, log == null ? null : Path.of(log));
    }

    private static Stack start(Options options) {
        try {
            return Stack.start(options);
        } catch (PortTaken e) {
            throw fail(String.valueOf(e.getMessage()));
        } catch (Exception e) {
            throw fail("the stack did not start: " + reason(e));
        }
    }

    private static void show(Stack stack, @Nullable Path state) {
        try {
            People people = stack.people();
            System.out.print(Guide.of(stack.addresses(), people));
            if (state != null) {
                State.write(State.of(stack, people), state);
            }
        } catch (Exception e) {
            throw fail("the stack did not start: " + reason(e));
        }
    }

    private static void forget(@Nullable Path state) {
        try {
            if (state != null) {
                Files.deleteIfExists(state);
            }
        } catch (IOException e) {
            System.err.println("left behind: " + state);
        }
    }

    private static String reason(Throwable e) {
        Throwable cause = e;
        while ((cause instanceof CompletionException || cause instanceof UncheckedIOException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : String.valueOf(cause.getMessage());
    }

    private static IllegalStateException fail(String line) {
        System.err.println(line);
        System.exit(1);
        return new IllegalStateException(line);
    }
}
