package parley.local.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.local.relay.RelayAt;

/**
 * What a start may choose.
 *
 * @param root the repository
 * @param ports where to listen
 * @param data folder that keeps database and keys, or null for a fresh stack that leaves nothing
 * @param scale every duration of {@code parley.settings}, and the schedule, times this
 * @param settings rows of {@code parley.settings} by name, as JSON, after scaling
 * @param tokenSeconds how long an agent's access token lives
 * @param functions whether the Lambda functions run
 * @param variables more of the functions' environment, such as an event bus and where it is
 * @param relay a coturn that runs already; null: the stack's own, where one is installed
 */
public record Options(
        Path root,
        Ports ports,
        @Nullable Path data,
        double scale,
        Map<String, String> settings,
        int tokenSeconds,
        boolean functions,
        Map<String, String> variables,
        @Nullable RelayAt relay) {

    public Options(
            Path root,
            Ports ports,
            @Nullable Path data,
            double scale,
            Map<String, String> settings,
            int tokenSeconds,
            boolean functions) {
        this(root, ports, data, scale, settings, tokenSeconds, functions, Map.of(), null);
    }

    /** A fresh stack on free ports, all durations as in production. */
    public static Options fresh() {
        return new Options(repository(), Ports.from(0), null, 1, Map.of(), 3600, true);
    }

    public Options on(Ports ports) {
        return new Options(
                root, ports, data, scale, settings, tokenSeconds, functions, variables, relay);
    }

    public Options in(@Nullable Path data) {
        return new Options(
                root, ports, data, scale, settings, tokenSeconds, functions, variables, relay);
    }

    public Options scaled(double scale) {
        return new Options(
                root, ports, data, scale, settings, tokenSeconds, functions, variables, relay);
    }

    public Options with(Map<String, String> settings) {
        return new Options(
                root, ports, data, scale, settings, tokenSeconds, functions, variables, relay);
    }

    public Options tokensFor(int seconds) {
        return new Options(
                root, ports, data, scale, settings, seconds, functions, variables, relay);
    }

    /** With these in the functions' environment. */
    public Options telling(Map<String, String> variables) {
        return new Options(
                root, ports, data, scale, settings, tokenSeconds, functions, variables, relay);
    }

    /** With a relay that somebody else runs. */
    public Options relayedBy(RelayAt relay) {
        return new Options(
                root, ports, data, scale, settings, tokenSeconds, functions, variables, relay);
    }

    /** Database, Realtime, REST and Auth alone. */
    public Options withoutFunctions() {
        return new Options(
                root, ports, data, scale, settings, tokenSeconds, false, variables, relay);
    }

    /** The repository that the working directory lies in. */
    static Path repository() {
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("template.yaml"))) {
                return folder;
            }
        }
        return here;
    }
}
