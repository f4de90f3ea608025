package parley.local.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/** What scripts/relay-tools installs: CI has it, and elsewhere its absence is no fault of ours. */
final class Installed {
    private Installed() {}

    static void psql() {
        demand(
                Arrays.stream(System.getenv("PATH").split(":", -1))
                        .anyMatch(it -> Files.isExecutable(Path.of(it, "psql"))),
                "psql");
    }

    static Path coturn() {
        Path binary = Coturn.binary();
        demand(binary != null, "coturn");
        return binary == null ? Path.of("") : binary;
    }

    private static void demand(boolean there, String what) {
        if (!"1".equals(System.getenv("RELAY_TOOLS")))
            Assumptions.assumeTrue(there, what + " is not installed: scripts/relay-tools");
        assertThat(there).as(what).isTrue();
    }
}
