package parley.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.local.http.Json;

/** {@code make demo} as a process of its own. */
class DemoTest {
    private static final Duration TO_COME_UP = Duration.ofSeconds(60);
    private static final long SECONDS_TO_GO = 10;

    @TempDir private Path folder;

    @Test
    void it_says_where_everything_is_and_ends_when_told_to() throws Exception {
        Process demo = start();
        try {
            String site = Json.parse(Files.readString(state())).path("site").asText();
            assertThat(Files.readString(said()))
                    .contains(site + "/visitor.html?tenant=pk_acme_demo", "ana@acme.example");
            int postgres = postgres();
            List<ProcessHandle> running = running(demo);
            demo.destroy();
            assertThat(demo.waitFor(SECONDS_TO_GO, TimeUnit.SECONDS)).isTrue();
            assertThat(running).hasSizeGreaterThan(6).noneMatch(ProcessHandle::isAlive);
            assertThat(state()).doesNotExist();
            isFree(postgres);
        } finally {
            demo.destroyForcibly();
        }
    }

    @Test
    void killed_without_a_word_it_takes_everything_with_it() throws Exception {
        Process demo = start();
        int postgres = postgres();
        List<ProcessHandle> running = running(demo);
        demo.destroyForcibly().waitFor();
        for (ProcessHandle one : running) {
            one.onExit().orTimeout(SECONDS_TO_GO, TimeUnit.SECONDS).join();
        }
        assertThat(running).hasSizeGreaterThan(6);
        isFree(postgres);
    }

    private Process start() throws IOException, InterruptedException {
        Process demo =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Demo.class.getName(),
                                "--port",
                                "0",
                                "--state",
                                state().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(said().toFile())
                        .start();
        long until = System.nanoTime() + TO_COME_UP.toNanos();
        while (!Files.exists(state()) && demo.isAlive() && System.nanoTime() < until) {
            Thread.sleep(50);
        }
        assertThat(state()).as(Files.readString(said())).exists();
        return demo;
    }

    /** Postgres makes itself a daemon, so it is missed by its port. */
    private static void isFree(int port) throws IOException, InterruptedException {
        for (int tries = 0; ; tries++) {
            try {
                new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
                return;
            } catch (IOException e) {
                if (tries == 100) throw e;
                Thread.sleep(50);
            }
        }
    }

    private int postgres() throws IOException {
        return Json.parse(Files.readString(state())).at("/postgres/port").asInt();
    }

    private static List<ProcessHandle> running(Process demo) throws IOException {
        try (Stream<ProcessHandle> children = demo.descendants()) {
            return children.toList();
        }
    }

    private Path state() {
        return folder.resolve("state.json");
    }

    private Path said() {
        return folder.resolve("said.txt");
    }
}
