package parley.local.realtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every recording as same, different or left out. */
final class Report {
    private static final String NOT_OURS = "postgres_changes: nothing of ours subscribes to tables";

    /** Recordings that are not played, and why. */
    private static final Map<Integer, String> LEFT_OUT = Map.of(37, NOT_OURS);

    private Report() {}

    static Optional<String> leftOut(Recording recording) {
        return Optional.ofNullable(LEFT_OUT.get(recording.number()));
    }

    static List<Recording> played() {
        return Recording.all().stream().filter(one -> leftOut(one).isEmpty()).toList();
    }

    static String table(List<Replay.Result> results) {
        Map<String, String> rows = new TreeMap<>();
        Recording.all()
                .forEach(one ->
                        leftOut(one).ifPresent(why -> rows.put(one.name(), "left out   " + why)));
        results.forEach(
                one -> rows.put(one.recording().name(), one.isSame() ? "same" : "different"));
        List<String> lines = new ArrayList<>();
        rows.forEach((name, verdict) -> lines.add("%-44s %s".formatted(name, verdict)));
        results.stream().filter(one -> !one.isSame()).forEach(one -> lines.add(difference(one)));
        return String.join("\n", lines);
    }

    private static String difference(Replay.Result result) {
        List<String> lines = new ArrayList<>();
        lines.add("---- " + result.recording().name());
        lines.addAll(result.statements());
        for (Replay.Connection connection : result.connections()) {
            if (!connection.isSame()) {
                lines.add(firstDifference(connection));
            }
        }
        return String.join("\n", lines);
    }

    private static String firstDifference(Replay.Connection connection) {
        List<String> recorded = connection.recorded();
        List<String> seen = connection.seen();
        int at = 0;
        while (at < recorded.size() && at < seen.size() && recorded.get(at).equals(seen.get(at))) {
            at++;
        }
        return "  connection %d differs at message %d%n    recorded: %s%n    now:      %s"
                .formatted(connection.number(), at, rest(recorded, at), rest(seen, at));
    }

    private static String rest(List<String> lines, int at) {
        return Speech.joined(lines.subList(at, Math.min(lines.size(), at + 4)));
    }
}
