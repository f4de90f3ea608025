package parley.local.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import parley.local.http.Endpoint;

/** Every function of a template, each in a process of its own. */
public final class Lambda implements AutoCloseable {
    private final Map<String, LambdaFunction> functions = new LinkedHashMap<>();
    private final Schedule schedule = new Schedule();

    private Lambda() {}

    /**
     * What a start needs.
     *
     * @param template the SAM template; zips are found relative to it
     * @param variables values for the environment variables that functions name
     * @param secrets Secrets Manager's stand-in, and the port it listens on
     * @param work an empty folder for unpacked zips
     * @param logs folder for what functions print
     * @param places requests that may run and wait together at one function
     */
    public record Options(
            Path template,
            Map<String, String> variables,
            Secrets secrets,
            int secretsPort,
            Path work,
            Path logs,
            int places) {}

    /** Reads and unpacks everything and starts the processes; they are warm a little later. */
    public static Lambda start(Options options) throws IOException {
        Lambda lambda = new Lambda();
        try {
            Files.createDirectories(options.logs());
            Path library = RuntimeClient.unpackLibrary(options.work().resolve("jni"));
            for (FunctionSpec spec : Template.functions(options.template())) {
                Path root = TaskRoot.unpack(spec.zip(), options.work().resolve(spec.name()));
                LambdaFunction function =
                        new LambdaFunction(
                                spec,
                                root,
                                library,
                                variables(spec, options),
                                options.logs().resolve(spec.name() + ".log"),
                                options.places());
                lambda.functions.put(spec.name(), function);
                function.warm();
            }
            return lambda;
        } catch (IOException e) {
            lambda.close();
            throw e;
        }
    }

    /** The function URLs, {@code /NAME/…} each. */
    public Endpoint urls() {
        return new FunctionUrls(functions);
    }

    public Set<String> names() {
        return functions.keySet();
    }

    /** Begins to fire the scheduled functions. */
    public void schedule(Duration interval) {
        functions.values().stream()
                .filter(f -> f.spec().scheduled())
                .forEach(f -> schedule.every(interval, f));
    }

    /** Fires the scheduled functions once, now; true when all returned. */
    public boolean fire() {
        return functions.values().stream()
                .filter(f -> f.spec().scheduled())
                .map(Schedule::fire)
                .allMatch(outcome -> outcome instanceof Outcome.Answered);
    }

    @Override
    public void close() {
        schedule.close();
        functions.values().forEach(LambdaFunction::close);
    }

    /** A function gets what its own resource names, and nothing else. */
    private static Map<String, String> variables(FunctionSpec spec, Options options) {
        Map<String, String> values = new LinkedHashMap<>();
        spec.variables()
                .forEach((name, ofTemplate) -> {
                    String value = options.variables().getOrDefault(name, ofTemplate);
                    if (!value.isEmpty()) {
                        values.put(name, value);
                    }
                });
        // Where AWS's own services are, for what a stand-in answers in their place.
        String aws = options.variables().get("AWS_ENDPOINT_URL");
        if (aws != null) {
            values.put("AWS_ENDPOINT_URL", aws);
        }
        values.putAll(options.secrets().role(values.values(), options.secretsPort(), false));
        return values;
    }
}
