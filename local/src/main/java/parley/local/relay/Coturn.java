package parley.local.relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The installed coturn, on loopback. Relaying to loopback is what it is for here; a deployed one
 * denies it.
 */
public final class Coturn implements AutoCloseable {
    private static final long PATIENCE_MS = 15_000;

    /** Reads from a pipe that closes with this process, also where it is killed without a word. */
    private static final String UNTIL_WE_ARE_GONE =
            "trap '' INT TERM HUP; read -r word; kill \"$0\"; sleep 2; kill -KILL \"$0\"";

    private final Process process;
    private final Process guard;
    private final RelayAt at;

    private Coturn(Process process, Process guard, RelayAt at) {
        this.process = process;
        this.guard = guard;
        this.at = at;
    }

    /** Where {@code turnserver} is, or null: {@code scripts/coturn} installs it. */
    public static @Nullable Path binary() {
        String named = System.getenv("COTURN");
        return Stream.of(
                        named == null ? "" : named,
                        "/usr/bin/turnserver",
                        "/usr/local/bin/turnserver")
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    /**
     * Starts it and returns when it answers over UDP.
     *
     * @param folder for its configuration, log and database; it exists
     * @param more lines of configuration, such as ranges that are denied
     */
    public static Coturn start(Path binary, int port, String secret, Path folder, List<String> more)
            throws IOException, InterruptedException {
        Path log = folder.resolve("coturn.log");
        Path conf = folder.resolve("turnserver.conf");
        Files.createFile(
                conf,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                conf, configuration(port, secret, folder, log) + String.join("\n", more) + "\n");
        Process process =
                new ProcessBuilder(binary.toString(), "-c", conf.toString())
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("coturn.out").toFile())
                        .start();
        Process guard =
                new ProcessBuilder(
                                "/bin/sh", "-c", UNTIL_WE_ARE_GONE, String.valueOf(process.pid()))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String url = "turn:127.0.0.1:" + port + "?transport=";
        RelayAt at = new RelayAt(List.of(url + "udp", url + "tcp"), secret, log);
        Coturn coturn = new Coturn(process, guard, at);
        coturn.waitUntilItAnswers(port);
        return coturn;
    }

    public RelayAt at() {
        return at;
    }

    private static String configuration(int port, String secret, Path folder, Path log) {
        return """
        listening-ip=127.0.0.1
        relay-ip=127.0.0.1
        listening-port=%d
        realm=parley.local
        fingerprint
        use-auth-secret
        static-auth-secret=%s
        user-quota=12
        no-cli
        no-tls
        no-dtls
        no-multicast-peers
        no-rfc5780
        no-software-attribute
        allow-loopback-peers
        verbose
        simple-log
        log-file=%s
        pidfile=%s
        userdb=%s
        """
                .formatted(port, secret, log, folder.resolve("turn.pid"), folder.resolve("turndb"));
    }

    private void waitUntilItAnswers(int port) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        while (!StunPing.answers(port)) {
            if (!process.isAlive() || System.nanoTime() > until) {
                close();
                throw new IOException("coturn did not start on port " + port);
            }
        }
    }

    @Override
    public void close() {
        guard.destroyForcibly();
        process.destroy();
        try {
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
