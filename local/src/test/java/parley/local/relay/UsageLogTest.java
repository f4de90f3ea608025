package parley.local.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.local.attacks.Shared;
import parley.local.attacks.Street;
import parley.local.jdbc.Connections;

/**
 * coturn's log reaches the ledger: by the script that stands beside a deployed relay, and by what
 * does the same for the local stack. The lines are of coturn 4.6.1.
 */
class UsageLogTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String OTHER =
            """
            0: : log file opened: /var/log/coturn/turn.log
            18: : session 000000000000000001: realm <relay.example> user <>: incoming packet message processed, error 401: Unauthorized
            18: : IPv4. Local relay addr: 192.0.2.1:50011
            """;

    @TempDir private Path folder;
    private Path log;
    private Lines lines;
    private Street street;

    @BeforeEach
    void a_log_of_a_relay_that_has_started() throws Exception {
        street = Shared.street();
        lines = new Lines(street.stack.postgres().admin());
        lines.endAll();
        log = folder.resolve("turn.log");
        Files.writeString(log, OTHER);
    }

    @Test
    void the_usage_lines_of_a_log_are_told_apart_from_all_others() {
        UUID grant = UUID.randomUUID();
        assertThat(
                        UsageLog.lines(
                                        OTHER
                                                + usage(20, 1, grant, 3000, 4000)
                                                + usage(20, 1, "somebody", 1, 1)
                                                + "21: : session 000000000000000001: peer usage: realm=<relay.example>,"
                                                + " username=<1795334857:"
                                                + grant
                                                + ">, rp=1, rb=10, sp=1, sb=10\n")
                                .toString())
                .isEqualTo(
                        "[{\"grant\":\"%s\",\"line\":\"20 000000000000000001 rp=2048, rb=3000, sp=10, sb=4000\",\"up\":3000,\"down\":4000}]"
                                .formatted(grant));
    }

    @Test
    void the_local_stack_follows_the_log_and_a_line_that_is_half_written_waits() throws Exception {
        String grant = lent();
        String line = usage(30, 4, UUID.fromString(grant), 1000, 2000);
        try (Connections database =
                        new Connections(street.stack.postgres().url("parley_functions"), 1);
                UsageLog followed = UsageLog.follow(log, database)) {
            write(line.substring(0, line.length() - 5));
            write(line.substring(line.length() - 5));
            until(grant, "1000 2000");
            write(usage(31, 4, UUID.fromString(grant), 10, 20));
            until(grant, "1010 2020");
            assertThat(followed).isNotNull();
        }
    }

    @Test
    void the_script_beside_a_relay_tells_each_line_once_also_when_it_starts_anew()
            throws Exception {
        Installed.psql();
        String grant = lent();
        UUID id = UUID.fromString(grant);
        write(usage(40, 7, id, 500, 600) + usage(40, 8, "'; drop table parley.calls; --", 1, 1));
        Process script = script("parley_functions");
        try {
            until(grant, "500 600");
            write(usage(41, 7, id, 5, 6));
            until(grant, "505 606");
        } finally {
            end(script);
        }
        Process again = script("parley_functions");
        try {
            write(usage(42, 7, id, 1, 1));
            until(grant, "506 607");
        } finally {
            end(again);
        }
    }

    @Test
    void a_role_that_may_count_and_no_more_is_enough_for_the_script() throws Exception {
        Installed.psql();
        lines.sql(
                "drop role if exists parley_relay; create role parley_relay login;"
                        + " grant usage on schema parley to parley_relay; grant execute on function parley.count_relay to parley_relay");
        String grant = lent();
        write(usage(50, 9, UUID.fromString(grant), 70, 80));
        Process script = script("parley_relay");
        try {
            until(grant, "70 80");
        } finally {
            end(script);
            lines.sql("drop owned by parley_relay; drop role parley_relay");
        }
    }

    private static String usage(int second, int session, Object name, long up, long down) {
        return "%d: : session %018d: usage: realm=<relay.example>, username=<1795334857:%s>, rp=2048, rb=%d, sp=10, sb=%d\n"
                .formatted(second, session, name, up, down);
    }

    private void write(String more) throws IOException {
        Files.writeString(log, more, StandardOpenOption.APPEND);
    }

    private String lent() throws SQLException {
        Lines.Line line = lines.accepted();
        lines.sql(
                "select parley.reserve_relay(sha256('%s'), 'coturn', 300000, 32000, 9600000)"
                        .formatted(line.visitor()));
        return lines.ask(
                "select id from parley.relay_grants where call_id = '" + line.call() + "'");
    }

    /** What the ledger has of that grant: up and down of all its lines. */
    private void until(String grant, String wanted) throws Exception {
        String counted = "";
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!counted.equals(wanted) && System.nanoTime() < until) {
            Thread.sleep(50);
            counted =
                    lines.ask(
                            "select sum(up) || ' ' || sum(down) from parley.relay_counts where grant_id = '"
                                    + grant
                                    + "'");
        }
        assertThat(counted).isEqualTo(wanted);
    }

    private Process script(String role) throws IOException {
        ProcessBuilder script =
                new ProcessBuilder(
                        "setsid",
                        Path.of("..", "deploy", "coturn", "count-usage").toRealPath().toString(),
                        log.toString());
        script.environment()
                .putAll(
                        Map.of(
                                "PGHOST",
                                "127.0.0.1",
                                "PGPORT",
                                String.valueOf(street.stack.postgres().port()),
                                "PGUSER",
                                role,
                                "PGDATABASE",
                                "postgres"));
        return script.redirectErrorStream(true)
                .redirectOutput(folder.resolve("script.out").toFile())
                .start();
    }

    /** With the three that its pipe is made of. */
    private static void end(Process script) throws InterruptedException {
        script.descendants().forEach(ProcessHandle::destroy);
        script.destroy();
        script.waitFor(5, TimeUnit.SECONDS);
    }
}
