package parley.local.lambda;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A function with one environment, which is replaced when it dies or hangs. */
final class LambdaFunction implements AutoCloseable {
    private final FunctionSpec spec;
    private final Path taskRoot;
    private final Path library;
    private final Map<String, String> variables;
    private final Path log;
    private final Semaphore places;
    private final ReentrantLock oneAtATime = new ReentrantLock(true);
    private final Object life = new Object();
    private @Nullable Environment environment;
    private boolean closed;

    /**
     * @param places how many requests may run and wait together; the next one is throttled
     */
    LambdaFunction(
            FunctionSpec spec,
            Path taskRoot,
            Path library,
            Map<String, String> variables,
            Path log,
            int places) {
        this.spec = spec;
        this.taskRoot = taskRoot;
        this.library = library;
        this.variables = variables;
        this.log = log;
        this.places = new Semaphore(places);
    }

    FunctionSpec spec() {
        return spec;
    }

    Outcome invoke(byte[] event) throws IOException, InterruptedException {
        if (!places.tryAcquire()) {
            return new Outcome.Throttled();
        }
        try {
            oneAtATime.lockInterruptibly();
            try {
                Outcome outcome = warm().invoke(event);
                if (outcome instanceof Outcome.TimedOut || outcome instanceof Outcome.Crashed) {
                    replace();
                }
                return outcome;
            } finally {
                oneAtATime.unlock();
            }
        } finally {
            places.release();
        }
    }

    /** The environment, started when there is none alive. */
    Environment warm() throws IOException {
        synchronized (life) {
            Environment running = environment;
            if (running != null && running.alive()) {
                return running;
            }
            if (closed) {
                throw new IOException(spec.name() + " is stopped");
            }
            if (running != null) {
                running.close();
            }
            Environment fresh = Environment.start(spec, taskRoot, library, variables, log);
            environment = fresh;
            return fresh;
        }
    }

    private void replace() throws IOException {
        synchronized (life) {
            if (environment != null) {
                environment.close();
                environment = null;
            }
            if (!closed) {
                warm();
            }
        }
    }

    @Override
    public void close() {
        synchronized (life) {
            closed = true;
            if (environment != null) {
                environment.close();
                environment = null;
            }
        }
    }
}
