package parley.local.prove.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import parley.local.fuzz.Border;
import parley.local.fuzz.PlantedFuzz;
import parley.local.prove.Proof;

/**
 * {@code make prove ONLY=fuzz}: jazzer at each border for {@code FUZZ_SECONDS} (60), guided by what
 * of our code an input reaches, from the inputs that are kept. What it finds lies under
 * target/fuzz; an input that found something is copied to the kept ones by hand, with its mending.
 */
public final class Fuzzing {
    private static final Pattern EXECUTED =
            Pattern.compile("stat::number_of_executed_units:\\s+(\\d+)");
    private static final Pattern COVERED = Pattern.compile("cov: (\\d+)");

    private Fuzzing() {}

    private record Run(long executed, String covered, boolean found) {}

    public static void main(String[] args) throws Exception {
        long start = System.nanoTime();
        String wanted = System.getenv("FUZZ_SECONDS");
        int seconds = wanted == null ? 60 : Integer.parseInt(wanted);
        long tried = 0;
        int failed = 0;
        for (Border border : Border.values()) {
            Run run = fuzz(border.toString(), border.type, border.kept(), seconds);
            System.out.printf(
                    "%-16s %9d executions, %s edges, %s%n",
                    border,
                    run.executed(),
                    run.covered(),
                    run.found() ? "FOUND SOMETHING, see target/fuzz" : "nothing found");
            tried += run.executed();
            failed += run.found() || run.executed() == 0 ? 1 : 0;
        }
        Run planted = fuzz("planted", PlantedFuzz.class, Border.FUNCTION_EVENT.kept(), 120);
        System.out.printf("planted: %s%n", planted.found() ? "caught" : "NOT CAUGHT");
        new Proof(
                        "fuzz",
                        tried,
                        failed,
                        1,
                        planted.found() ? 1 : 0,
                        0,
                        (System.nanoTime() - start) / 1e9)
                .report();
    }

    /** A process of its own, in a folder of its own: nothing that it writes lands in the tree. */
    private static Run fuzz(String name, Class<?> target, Path kept, int seconds)
            throws IOException, InterruptedException {
        Path folder = Proof.repository().resolve("target/fuzz").resolve(name);
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        Path log = folder.resolve("log");
        int result =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+EnableDynamicAgentLoading",
                                "-Xmx768m",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                absolute(System.getProperty("java.class.path")),
                                "com.code_intelligence.jazzer.Jazzer",
                                "--target_class=" + target.getName(),
                                "--instrumentation_includes=parley.**:com.nimbusds.**:com.standardwebhooks.**",
                                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery",
                                "--reproducer_path=" + folder,
                                "-artifact_prefix=" + folder + "/",
                                "-max_total_time=" + seconds,
                                "-timeout=30",
                                "-rss_limit_mb=0",
                                "-max_len=4096",
                                "-print_final_stats=1",
                                corpus.toString(),
                                kept.toString())
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start()
                        .waitFor();
        String said = Files.readString(log, StandardCharsets.ISO_8859_1);
        return new Run(Long.parseLong(last(EXECUTED, said)), last(COVERED, said), result != 0);
    }

    private static String last(Pattern pattern, String said) {
        List<MatchResult> all = pattern.matcher(said).results().toList();
        return all.isEmpty() ? "0" : all.getLast().group(1);
    }

    private static String absolute(String classPath) {
        StringBuilder all = new StringBuilder();
        for (String part : classPath.split(java.io.File.pathSeparator, -1)) {
            all.append(all.isEmpty() ? "" : java.io.File.pathSeparator)
                    .append(Path.of(part).toAbsolutePath());
        }
        return all.toString();
    }
}
