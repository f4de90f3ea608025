package parley.local.stack;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import parley.local.postgres.LocalPostgres;

/**
 * Sees that Postgres ends with the stack. A shell waits on a pipe from this process: if the pipe
 * closes without a word, this process was killed, and the shell ends Postgres in its place.
 */
final class Guard implements AutoCloseable {
    private static final String SCRIPT =
            """
            trap '' INT TERM HUP
            read -r word && [ "$word" = done ] && exit 0
            kill -INT "$0" 2>/dev/null || exit 0
            for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
              kill -0 "$0" 2>/dev/null || exit 0
              sleep 0.1
            done
            kill -QUIT "$0" 2>/dev/null
            """;

    private ProcessHandle postmaster;
    private Process shell;

    private Guard(ProcessHandle postmaster) throws IOException {
        this.postmaster = postmaster;
        this.shell = shell(postmaster);
    }

    static Guard over(LocalPostgres postgres) throws IOException, SQLException {
        return new Guard(Postmaster.of(postgres).process());
    }

    /** Another postmaster has taken the place of the first. */
    void follow(ProcessHandle next) throws IOException {
        close();
        postmaster = next;
        shell = shell(next);
    }

    /** Stops Postgres, at first kindly; whoever is left after that is ended without a farewell. */
    void stop(LocalPostgres postgres, Duration patience) {
        Thread kindly = Thread.ofVirtual().start(() -> close(postgres));
        try {
            if (!kindly.join(patience) || postmaster.isAlive()) {
                signal("QUIT");
                kindly.join(Duration.ofSeconds(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (postmaster.isAlive()) {
            postmaster.destroyForcibly();
        }
    }

    @Override
    public void close() {
        try (OutputStream pipe = shell.getOutputStream()) {
            pipe.write("done\n".getBytes(StandardCharsets.UTF_8));
            pipe.flush();
            shell.waitFor(1, TimeUnit.SECONDS);
        } catch (IOException e) {
            // The shell is gone already.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        shell.destroyForcibly();
    }

    private static void close(LocalPostgres postgres) {
        try {
            postgres.close();
        } catch (RuntimeException e) {
            // What does not stop kindly is ended by its pid.
        }
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("/bin/kill", "-" + name, String.valueOf(postmaster.pid()))
                    .start()
                    .waitFor(1, TimeUnit.SECONDS);
        } catch (IOException e) {
            postmaster.destroy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Process shell(ProcessHandle postmaster) throws IOException {
        return new ProcessBuilder("/bin/sh", "-c", SCRIPT, String.valueOf(postmaster.pid()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
