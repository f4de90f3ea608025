package parley.local.stack;

import java.util.ArrayDeque;
import java.util.Deque;

/** What is open, closed in reverse order, once; what is added after that is closed at once. */
final class Closing implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean closed;

    <T extends AutoCloseable> T add(T opened) {
        synchronized (open) {
            if (!closed) {
                open.push(opened);
                return opened;
            }
        }
        quietly(opened);
        return opened;
    }

    @Override
    public void close() {
        while (true) {
            AutoCloseable last;
            synchronized (open) {
                closed = true;
                last = open.poll();
            }
            if (last == null) {
                return;
            }
            quietly(last);
        }
    }

    /** One that cannot be closed must not keep the others open. */
    private static void quietly(AutoCloseable last) {
        try {
            last.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            System.err.println("while stopping: " + e);
        }
    }
}
