package parley.local.stack;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import parley.local.postgres.LocalPostgres;

/** The server's first process: who it is, how it was started, and how it dies without a word. */
record Postmaster(ProcessHandle process, List<String> command) {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static Postmaster of(LocalPostgres postgres) throws IOException, SQLException {
        Path folder = folder(postgres);
        long pid =
                Long.parseLong(
                        Files.readAllLines(folder.resolve("postmaster.pid")).getFirst().strip());
        ProcessHandle process =
                ProcessHandle.of(pid).orElseThrow(() -> new IOException("no postmaster " + pid));
        List<String> command =
                WORD.matcher(Files.readString(folder.resolve("postmaster.opts")))
                        .results()
                        .map(Postmaster::word)
                        .toList();
        return new Postmaster(process, command);
    }

    /** As when the machine loses power: neither it nor any of its children gets to say a word. */
    void kill() throws InterruptedException {
        List<ProcessHandle> all = new ArrayList<>(List.of(process));
        try (Stream<ProcessHandle> children = process.descendants()) {
            children.forEach(all::add);
        }
        all.forEach(ProcessHandle::destroyForcibly);
        // Children of a dead parent are reaped by init, a moment later.
        for (int i = 0; i < 400 && all.stream().anyMatch(ProcessHandle::isAlive); i++) {
            Thread.sleep(5);
        }
    }

    /** Starts the server anew as it was started, and returns when it lets people in again. */
    ProcessHandle start(LocalPostgres postgres) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(command);
        if (LinuxUtils.isUnshareAvailable()) {
            // As the library did it the first time: the server does not run as root.
            words.addAll(0, List.of("unshare", "-U"));
        }
        Process started =
                new ProcessBuilder(words)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!letsIn(postgres)) {
            if (!started.isAlive() || System.nanoTime() > until) {
                throw new IOException("Postgres did not come back");
            }
            Thread.sleep(20);
        }
        return started.toHandle();
    }

    private static boolean letsIn(LocalPostgres postgres) {
        try (Connection connection = postgres.admin()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static Path folder(LocalPostgres postgres) throws SQLException {
        try (Connection connection = postgres.admin();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select current_setting('data_directory')")) {
            if (!row.next()) {
                throw new SQLException("Postgres does not know its folder");
            }
            return Path.of(row.getString(1));
        }
    }

    private static String word(MatchResult match) {
        String quoted = match.group(1);
        return quoted == null ? match.group(2) : quoted;
    }
}
