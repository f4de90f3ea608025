package parley.local.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import parley.local.attacks.Handlers;
import parley.local.http.Ask;
import parley.local.http.Json;
import parley.local.lambda.NodePeer;
import parley.local.lambda.Snapshots;
import parley.local.stack.Options;
import parley.local.stack.Stack;
import parley.testing.Invoked;
import parley.testing.UrlEvent;

/**
 * Processor time from a restore to the first answer of {@code call-request}, beside a cold bundled
 * Node that does the same job: secrets read, a connection opened over TLS and with a password, a
 * visitor's token verified, two questions to Postgres, one answer. Taken in turns, in one run, over
 * one database. The platform's own restore is not in it. {@code DATABASE=plain}: without TLS and
 * password, on both sides.
 */
public final class SnapStart {
    private static final int ROUNDS = 8;
    private static final Duration QUIET = Duration.ofMillis(400);

    private SnapStart() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(System.getenv().getOrDefault("ROUNDS", "" + ROUNDS));
        Path folder = Files.createTempDirectory("snapstart");
        List<Double> ours = new ArrayList<>();
        List<Double> node = new ArrayList<>();
        try (Stack stack = Stack.start(Options.fresh().withoutFunctions());
                Snapshots snapshots = new Snapshots(stack, folder, 3000)) {
            open(stack);
            Map<String, String> hosted =
                    "plain".equals(System.getenv("DATABASE"))
                            ? Map.of()
                            : Hosted.over(stack, folder);
            snapshots.telling(hosted);
            Path bundle = NodePeer.bundle(folder);
            for (int i = 0; i < rounds; i++) {
                ours.add(restored(snapshots, token(stack, hosted)));
                node.add(
                        NodePeer.cold(
                                bundle,
                                folder,
                                snapshots.variables(),
                                request(token(stack, hosted))));
                System.out.printf(
                        "snapstart %d of %d: ours %.0f ms, Node %.0f ms%n",
                        i + 1, rounds, ours.get(i), node.get(i));
            }
        }
        double value = median(ours);
        double peer = median(node);
        new Measured(
                        "snapstart",
                        value,
                        "CPU ms, restore to first answer (median of " + rounds + ")",
                        Map.of("node 20, cold, bundled", peer),
                        Math.round(100 * value / peer) / 100.0,
                        "the platform's own restore time is not in it; Postgres over "
                                + (System.getenv("DATABASE") == null
                                        ? "TLS, with SCRAM"
                                        : "plain TCP")
                                + ", Secrets Manager without TLS, on both sides")
                .report();
        System.exit(value <= peer / 2 ? 0 : 1);
    }

    private static double restored(Snapshots snapshots, String token) throws Exception {
        var snapshot = snapshots.take("call-request", List.of(), "");
        quiet(snapshot.process());
        double before = cpu(snapshot.process());
        snapshot.restore();
        String answer = snapshot.ask(request(token));
        double used = cpu(snapshot.process()) - before;
        snapshot.end();
        if (Json.parse(answer).path("statusCode").asInt() != 200)
            throw new IllegalStateException("not granted: " + answer);
        return used;
    }

    /** A fresh visitor's, from the real function. */
    private static String token(Stack stack, Map<String, String> hosted) {
        try (Handlers handlers = new Handlers(stack)) {
            hosted.forEach(handlers::with);
            var answer =
                    Invoked.by(
                            handlers.visitorSession(),
                            UrlEvent.post("{\"tenant\":\"pk_acme_demo\"}"));
            return answer.body().get("token").textValue();
        }
    }

    /** Somebody who would hear it ring, for as long as this takes. */
    private static void open(Stack stack) throws SQLException {
        try (var admin = stack.postgres().admin();
                var statement = admin.createStatement()) {
            statement.execute(
                    """
                    insert into parley.desks (instance, agent_id, tenant_id, status, beat_at, lease_until)
                    select gen_random_uuid(), a.user_id, a.tenant_id, 'available', now(), now() + interval '1 hour'
                    from public.tenant_agents a join public.tenants t on t.id = a.tenant_id
                    where t.public_key = 'pk_acme_demo' limit 1
                    """);
        }
    }

    private static Ask request(String token) {
        String body =
                "{\"call_id\":\"%s\",\"instance\":\"%s\",\"media\":\"audio\",\"offer\":{\"type\":\"offer\",\"sdp\":\"v=0\"}}"
                        .formatted(UUID.randomUUID(), UUID.randomUUID());
        return new Ask(
                "POST",
                "/",
                "",
                Map.of("authorization", "Bearer " + token, "content-type", "application/json"),
                body.getBytes(StandardCharsets.UTF_8),
                "192.0.2.1");
    }

    /** A snapshot freezes the compilers too: theirs is not the restore's time. */
    private static void quiet(ProcessHandle process) throws InterruptedException {
        double last = cpu(process);
        for (int still = 0, i = 0; still < 4 && i < 200; i++) {
            Thread.sleep(QUIET);
            double now = cpu(process);
            still = now > last ? 0 : still + 1;
            last = now;
        }
    }

    private static double cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
