package parley.local.lambda;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One execution environment: a process of its own that handles one event at a time. */
final class Environment implements AutoCloseable {
    /** Longer than Lambda's ten seconds: six of them start at once on two cores. */
    private static final Duration INIT = Duration.ofSeconds(30);

    private final RuntimeApi api;
    private final Process process;
    private final Duration timeout;

    private Environment(RuntimeApi api, Process process, Duration timeout) {
        this.api = api;
        this.process = process;
        this.timeout = timeout;
    }

    /**
     * @param taskRoot the unpacked zip
     * @param library the runtime client's native half
     * @param variables the function's own environment variables
     * @param log file that gets what the function prints
     */
    static Environment start(
            FunctionSpec spec, Path taskRoot, Path library, Map<String, String> variables, Path log)
            throws IOException {
        return start(
                spec, taskRoot, RuntimeClient.onDemand(spec, library), "on-demand", variables, log);
    }

    /**
     * The same under SnapStart's rules: it stops after its hooks, as for a snapshot, until {@link
     * #restore}.
     *
     * @param options more options of the JVM
     * @param classes more of its class path; empty for none
     */
    static Environment startSnapshot(
            FunctionSpec spec,
            Path taskRoot,
            Path library,
            List<String> options,
            String classes,
            Map<String, String> variables,
            Path log)
            throws IOException {
        List<String> command = RuntimeClient.snapStart(spec, library, options, classes);
        return start(spec, taskRoot, command, "snap-start", variables, log);
    }

    private static Environment start(
            FunctionSpec spec,
            Path taskRoot,
            List<String> command,
            String initialization,
            Map<String, String> variables,
            Path log)
            throws IOException {
        RuntimeApi api =
                new RuntimeApi("arn:aws:lambda:local:000000000000:function:" + spec.name());
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(taskRoot.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment().putAll(reserved(spec, taskRoot, api.address()));
        builder.environment().put("AWS_LAMBDA_INITIALIZATION_TYPE", initialization);
        builder.environment().putAll(variables);
        Process process = builder.start();
        Environment started = new Environment(api, process, spec.timeout());
        var _ = process.onExit().thenRun(api::gone);
        return started;
    }

    /** Returns when the process has run its hooks and waits to be woken. */
    void awaitCheckpoint(Duration patience) throws Exception {
        api.checkpoint().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    void restore() {
        api.restore();
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    boolean alive() {
        return process.isAlive();
    }

    Outcome invoke(byte[] event) throws InterruptedException {
        try {
            api.ready().get(INIT.toMillis(), TimeUnit.MILLISECONDS);
            return api.invoke(event, timeout).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Outcome.TimedOut();
        } catch (ExecutionException e) {
            return new Outcome.Crashed();
        }
    }

    /** Ends the process at once, whatever it does, and waits until it is gone. */
    @Override
    public void close() {
        process.destroyForcibly();
        api.close();
        try {
            process.waitFor(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the managed runtime itself sets. */
    private static Map<String, String> reserved(FunctionSpec spec, Path taskRoot, String api) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("AWS_LAMBDA_RUNTIME_API", api);
        all.put("AWS_LAMBDA_FUNCTION_NAME", spec.name());
        all.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(spec.memoryMegabytes()));
        all.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + spec.name());
        all.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
        all.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
        all.put("AWS_REGION", "eu-central-1");
        all.put("AWS_DEFAULT_REGION", "eu-central-1");
        all.put("_HANDLER", spec.handler());
        all.put("LAMBDA_TASK_ROOT", taskRoot.toString());
        all.put("LANG", "en_US.UTF-8");
        all.put("TZ", ":UTC");
        all.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        return all;
    }
}
