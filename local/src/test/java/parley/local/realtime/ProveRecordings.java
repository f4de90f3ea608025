package parley.local.realtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * {@code make prove ONLY=realtime-recordings}: every recording, and the two that are about long
 * silences in real time. Arguments: numbers of recordings to play alone.
 */
final class ProveRecordings {
    private static final Set<Integer> IN_REAL_TIME = Set.of(53, 89);
    private static final Path PROOF = Path.of("target/prove/realtime-recordings.json");

    private ProveRecordings() {}

    public static void main(String[] args) throws Exception {
        long start = System.nanoTime();
        Set<String> wanted = Set.of(args);
        List<Recording> played =
                Report.played().stream()
                        .filter(one -> wanted.isEmpty() || wanted.contains("" + one.number()))
                        .toList();
        List<Replay.Result> results = new ArrayList<>();
        int caught;
        try (Stage stage = Stage.open();
                ExecutorService side = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Replay.Result>> slow = new ArrayList<>();
            for (Recording recording : played) {
                if (IN_REAL_TIME.contains(recording.number()) && wanted.isEmpty()) {
                    Callable<Replay.Result> play = () -> stage.inRealTime(recording);
                    slow.add(side.submit(play));
                }
            }
            results.addAll(
                    stage.play(
                            played.stream()
                                    .filter(one ->
                                            !wanted.isEmpty()
                                                    || !IN_REAL_TIME.contains(one.number()))
                                    .toList()));
            for (Future<Replay.Result> one : slow) {
                results.add(one.get());
            }
            caught = wanted.isEmpty() ? Planted.caught(stage) : 0;
        }
        System.out.println(Report.table(results));
        long failed = results.stream().filter(one -> !one.isSame()).count();
        if (wanted.isEmpty()) {
            write(results.size(), failed, caught, (System.nanoTime() - start) / 1_000_000_000L);
        }
        System.exit(failed == 0 && (caught == Planted.COUNT || !wanted.isEmpty()) ? 0 : 1);
    }

    private static void write(int tried, long failed, int caught, long seconds) throws Exception {
        ObjectNode proof = Json.object();
        proof.put("name", "realtime-recordings").put("tried", tried).put("failed", failed);
        proof.put("planted", Planted.COUNT).put("caught", caught);
        proof.put("seed", 0).put("seconds", seconds);
        Files.createDirectories(PROOF.toAbsolutePath().getParent());
        Files.write(PROOF, Json.bytes(proof));
    }
}
