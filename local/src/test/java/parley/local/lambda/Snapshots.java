package parley.local.lambda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import parley.local.http.Ask;
import parley.local.http.LocalServer;
import parley.local.prove.Proof;
import parley.local.stack.Stack;
import parley.local.tokens.ProjectKeys;

/**
 * Functions of the built zips under AWS's real runtime client in its snap-start mode, over a
 * stack's real Postgres. They stop where Lambda would take their snapshot.
 */
public final class Snapshots implements AutoCloseable {
    /** Two rehearsals share two cores with whatever else runs. */
    private static final Duration CHECKPOINT = Duration.ofMinutes(4);

    private final Stack stack;
    private final Path folder;
    private final Path library;
    private final int rehearsals;
    private final LocalServer secretsServer;
    private final Secrets secrets;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Environment> running = new ArrayList<>();
    private Map<String, String> told = Map.of();

    /**
     * Nothing is started yet.
     *
     * @param rehearsals how often each plays its request before the snapshot
     */
    public Snapshots(Stack stack, Path folder, int rehearsals) throws IOException {
        this.stack = stack;
        this.rehearsals = rehearsals;
        this.folder = folder;
        this.library = RuntimeClient.unpackLibrary(folder.resolve("jni"));
        this.secrets =
                new Secrets(
                        Map.of(
                                "database",
                                "{\"password\":\"local\"}",
                                "signing",
                                stack.keys().issuer().privateJwk(),
                                "source",
                                stack.keys().source(),
                                "webhook",
                                "{\"secrets\":[\"" + stack.keys().webhook() + "\"]}"));
        this.secretsServer =
                LocalServer.start(
                        0,
                        ask -> {
                            String id = Secrets.id(ask);
                            if (!id.isEmpty()) asked.add(id);
                            return secrets.answer(ask);
                        });
    }

    /** One environment that has run its hooks and waits to be woken. */
    public static final class Snapshot {
        private final Environment environment;
        private final Path log;

        private Snapshot(Environment environment, Path log) {
            this.environment = environment;
            this.log = log;
        }

        public void restore() {
            environment.restore();
        }

        /** The answer to a request of a browser, as the function gives it to Lambda. */
        public String ask(Ask ask) throws InterruptedException {
            Outcome outcome = environment.invoke(UrlEvent.of(ask));
            return outcome instanceof Outcome.Answered(byte[] payload)
                    ? new String(payload, StandardCharsets.UTF_8)
                    : outcome.toString();
        }

        public String log() throws IOException {
            return Files.readString(log);
        }

        public ProcessHandle process() {
            return environment.process();
        }

        public void end() {
            environment.close();
        }
    }

    /**
     * Starts a function and returns when it would be frozen.
     *
     * @param name the function's folder
     * @param options more options of its JVM
     * @param classes more of its class path; empty for none
     */
    public Snapshot take(String name, List<String> options, String classes) throws Exception {
        Path template = Proof.repository().resolve("template.yaml");
        FunctionSpec spec =
                Template.functions(template).stream()
                        .filter(it -> it.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        Path root = folder.resolve(name);
        if (!Files.isDirectory(root)) TaskRoot.unpack(spec.zip(), root);
        return start(spec, root, options, classes);
    }

    Snapshot start(FunctionSpec spec, Path root, List<String> options, String classes)
            throws Exception {
        Path log = folder.resolve(spec.name() + "-" + running.size() + ".log");
        Environment environment =
                Environment.startSnapshot(spec, root, library, options, classes, variables(), log);
        running.add(environment);
        environment.awaitCheckpoint(CHECKPOINT);
        return new Snapshot(environment, log);
    }

    /** With these in the functions' environment. */
    public Snapshots telling(Map<String, String> variables) {
        told = Map.copyOf(variables);
        return this;
    }

    /** What a deployment would tell the functions, all of it. */
    public Map<String, String> variables() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("PARLEY_DATABASE_URL", stack.addresses().jdbc());
        all.put("PARLEY_DATABASE_USER", "parley_functions");
        all.put("PARLEY_DATABASE_SECRET", "database");
        all.put("PARLEY_SIGNING_SECRET", "signing");
        all.put("PARLEY_SOURCE_SECRET", "source");
        all.put("PARLEY_WEBHOOK_SECRET", "webhook");
        all.put("PARLEY_ISSUER", stack.addresses().web());
        all.put("PARLEY_JWKS", stack.keys().issuer().jwks());
        all.put("PARLEY_SUPABASE_URL", stack.addresses().supabase());
        all.put("PARLEY_SUPABASE_KEY", ProjectKeys.LOCAL.publishable());
        for (String function : new String[] {"VISITOR_SESSION", "CALL_REQUEST", "TURN_TOKEN"})
            all.put("PARLEY_" + function + "_URL", stack.addresses().functions());
        all.put("PARLEY_METRICS", "parley-test");
        all.put("PARLEY_REHEARSALS", String.valueOf(rehearsals));
        all.putAll(told);
        all.putAll(secrets.role(all.values(), secretsServer.port(), true));
        return all;
    }

    /** The ids of the secrets that were read so far. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        running.forEach(Environment::close);
        secretsServer.close();
    }
}
