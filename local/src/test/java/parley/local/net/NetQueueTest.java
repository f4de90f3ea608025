package parley.local.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.local.postgres.LocalPostgres;

class NetQueueTest {
    @Test
    void a_crash_of_the_database_empties_the_queue(@TempDir Path folder) throws Exception {
        LocalPostgres.Options fresh = LocalPostgres.Options.fresh();
        LocalPostgres.Options kept =
                new LocalPostgres.Options(
                        0, folder.resolve("postgres"), fresh.binaries(), Map.of());
        LocalPostgres before = LocalPostgres.start(kept);
        try (Connection connection = before.admin();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table public.kept as select net.http_post('http://nowhere/')");
            assertThat(count(statement, "net.http_request_queue")).isEqualTo(1);
        }
        crash(folder.resolve("postgres"));
        before.close();
        try (LocalPostgres after = LocalPostgres.start(kept);
                Connection connection = after.admin();
                Statement statement = connection.createStatement()) {
            assertThat(count(statement, "public.kept")).isEqualTo(1);
            assertThat(count(statement, "net.http_request_queue")).isZero();
        }
    }

    /** SIGQUIT is an immediate shutdown: no checkpoint, recovery at the next start. */
    private static void crash(Path data) throws Exception {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
        new ProcessBuilder("/bin/kill", "-QUIT", pid).start().waitFor();
        ProcessHandle.of(Long.parseLong(pid)).ifPresent(p -> p.onExit().join());
    }

    private static long count(Statement statement, String table) throws Exception {
        try (ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            return row.next() ? row.getLong(1) : -1;
        }
    }
}
