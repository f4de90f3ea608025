package parley.local.realtime;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A thread that carries out what it is told, one thing after the other. It is never interrupted:
 * that would close the database connection it may be reading from.
 */
final class Mailbox {
    /** Something to do. */
    interface Task {
        void run() throws StopChannel;
    }

    /** How a mailbox ended. */
    interface End {
        /** A task asked for it. */
        void stopped(StopChannel stop);

        /** A task failed. */
        void crashed();
    }

    private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    private volatile boolean dropped;

    void start(String name, End end) {
        Thread.ofVirtual().name(name).start(() -> work(end));
    }

    void tell(Task task) {
        tasks.add(task);
    }

    /** Ends now; what is still to do is left undone. */
    void drop() {
        dropped = true;
        tell(() -> {});
    }

    private void work(End end) {
        try {
            Task task = tasks.take();
            while (!dropped) {
                task.run();
                task = tasks.take();
            }
        } catch (StopChannel stop) {
            end.stopped(stop);
        } catch (InterruptedException | RuntimeException crash) {
            end.crashed();
        }
    }
}
