package parley.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.local.jdbc.Connections;
import parley.local.postgres.LocalPostgres;
import parley.local.relay.Coturn;
import parley.local.relay.RelayAt;
import parley.local.relay.UsageLog;

/** The relay of a stack, if it has one, and what the functions are told of it. */
final class Relay {
    private final @Nullable RelayAt at;

    private Relay(@Nullable RelayAt at) {
        this.at = at;
    }

    /** The one that is named, or else the installed coturn; none beside another provider. */
    static Relay start(Options options, int port, Keys keys, Closing closing)
            throws IOException, InterruptedException {
        Path binary = Coturn.binary();
        if (options.relay() != null
                || binary == null
                || !options.functions()
                || options.variables().containsKey("PARLEY_RELAY_PROVIDER")) {
            return new Relay(options.relay());
        }
        Path folder = Files.createTempDirectory("parley-relay");
        closing.add(() -> Folders.delete(folder));
        return new Relay(
                closing.add(Coturn.start(binary, port, keys.relay(), folder, List.of())).at());
    }

    @Nullable RelayAt at() {
        return at;
    }

    Map<String, String> secret() {
        return at == null ? Map.of() : Map.of("secret", at.secret());
    }

    Map<String, String> variables() {
        return at == null
                ? Map.of()
                : Map.of(
                        "PARLEY_RELAY_PROVIDER",
                        "coturn",
                        "PARLEY_RELAY_URLS",
                        String.join(",", at.urls()));
    }

    /** What it counts is told to the ledger, as the script beside a deployed relay does. */
    void count(LocalPostgres database, Closing closing) {
        if (at != null && at.log() != null) {
            Connections functions =
                    closing.add(new Connections(database.url("parley_functions"), 1));
            closing.add(UsageLog.follow(at.log(), functions));
        }
    }
}
