package parley.local.realtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import parley.local.prove.Proof;

/**
 * {@code make prove ONLY=realtime-recordings}: every recording, and the two that are about long
 * silences in real time. Arguments: numbers of recordings to play alone.
 */
public final class ProveRecordings {
    private static final Set<Integer> IN_REAL_TIME = Set.of(53, 89);
    private static final String NAME = "realtime-recordings";

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
        Stage stage = Stage.open();
        try (ExecutorService side = Executors.newVirtualThreadPerTaskExecutor()) {
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
        if (!wanted.isEmpty()) {
            System.exit(failed == 0 ? 0 : 1);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        new Proof(NAME, results.size(), failed, Planted.COUNT, caught, 0, seconds).report();
    }
}
