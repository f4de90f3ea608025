package parley.local.prove.attacks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import parley.local.prove.Proof;

/**
 * {@code make prove ONLY=mutation}: pitest changes the code of core, of tokens and of webhook
 * signatures, one thought at a time; at least 85 of 100 changes must make a test fail. The proof
 * counts what lies below that as failed, and prints each change that nobody saw.
 */
public final class Mutation {
    private static final double LEAST = 0.85;
    private static final List<String> MODULES = List.of("shared", "functions/call-outcome");
    private static final Pattern MUTANT =
            Pattern.compile(
                    "<mutation detected='(true|false)'.*?<mutatedClass>(.*?)</mutatedClass><mutatedMethod>(.*?)</mutatedMethod>.*?<lineNumber>(\\d+)</lineNumber>");

    private Mutation() {}

    public static void main(String[] args) throws Exception {
        long start = System.nanoTime();
        Path root = Proof.repository();
        run(root);
        long[] tried = {0};
        long[] seen = {0};
        for (String module : MODULES) {
            Path report = root.resolve(module).resolve("target/pit-reports/mutations.xml");
            MUTANT.matcher(Files.readString(report))
                    .results()
                    .forEach(mutant -> {
                        tried[0]++;
                        if (mutant.group(1).equals("true")) {
                            seen[0]++;
                        } else {
                            System.out.printf(
                                    "not seen: %s.%s line %s%n",
                                    mutant.group(2), mutant.group(3), mutant.group(4));
                        }
                    });
        }
        System.out.printf(
                "mutation score: %d of %d, %.1f %%%n",
                seen[0], tried[0], 100.0 * seen[0] / tried[0]);
        long missing = Math.max(0, (long) Math.ceil(tried[0] * LEAST) - seen[0]);
        new Proof("mutation", tried[0], missing, 0, 0, 0, (System.nanoTime() - start) / 1e9)
                .report();
    }

    private static void run(Path root) throws IOException, InterruptedException {
        Files.createDirectories(root.resolve("target"));
        Process maven =
                new ProcessBuilder(
                                "mvn",
                                "-q",
                                "-B",
                                "test-compile",
                                "org.pitest:pitest-maven:1.20.2:mutationCoverage",
                                "-pl",
                                String.join(",", MODULES))
                        .directory(root.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(root.resolve("target/mutation.log").toFile())
                        .start();
        if (maven.waitFor() != 0) {
            throw new IOException("pitest failed, see target/mutation.log");
        }
    }
}
