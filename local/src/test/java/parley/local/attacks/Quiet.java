package parley.local.attacks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What handlers in this process log is kept instead of printed, until closed. */
public final class Quiet implements AutoCloseable {
    private final PrintStream terminal = System.out;
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

    public Quiet() {
        System.setOut(new PrintStream(logged, true, StandardCharsets.UTF_8));
    }

    public String logged() {
        return logged.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        System.setOut(terminal);
    }
}
