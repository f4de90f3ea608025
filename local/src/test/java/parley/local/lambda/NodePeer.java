package parley.local.lambda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import parley.local.http.Ask;
import parley.local.http.Json;
import parley.local.prove.Proof;

/** A function in Node, bundled into one file, on the same Runtime API: the peer of a bench. */
public final class NodePeer {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private NodePeer() {}

    /** One file of the peer and everything it imports. */
    public static Path bundle(Path folder) throws IOException, InterruptedException {
        Path root = Proof.repository();
        Path bundle = folder.resolve("peer.mjs");
        Process rolldown =
                new ProcessBuilder(
                                root.resolve("static-widget/node_modules/.bin/rolldown").toString(),
                                "e2e/peers/call-request-node.mjs",
                                "--platform=node",
                                "--format=esm",
                                "--minify",
                                "--external=pg-native",
                                "--external=pg-cloudflare",
                                "--file=" + bundle)
                        .directory(root.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(rolldown.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (rolldown.waitFor() != 0) throw new IOException(said);
        return bundle;
    }

    /**
     * Starts it, asks it once, and ends it.
     *
     * @return processor milliseconds from its start to its answer
     */
    public static double cold(Path bundle, Path folder, Map<String, String> variables, Ask ask)
            throws Exception {
        RuntimeApi api = new RuntimeApi("arn:aws:lambda:local:000000000000:function:peer");
        ProcessBuilder builder =
                new ProcessBuilder(List.of("node", bundle.toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("peer.log").toFile());
        builder.environment().putAll(variables);
        builder.environment().put("AWS_REGION", "eu-central-1");
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
        Process node = builder.start();
        var _ = node.onExit().thenRun(api::gone);
        try {
            Outcome outcome =
                    api.invoke(UrlEvent.of(ask), PATIENCE)
                            .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            double used = node.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
            if (!(outcome instanceof Outcome.Answered(byte[] payload)))
                throw new IOException("the peer: " + outcome);
            String answer = new String(payload, StandardCharsets.UTF_8);
            if (Json.parse(answer).path("statusCode").asInt() != 200)
                throw new IOException("the peer was not granted: " + answer);
            return used;
        } finally {
            node.destroyForcibly();
            api.close();
        }
    }
}
