package parley.edge.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which of a line's numbers are metrics: CloudWatch's embedded metric format, so that the one line
 * of a request is also its measurement and nothing is called for it. The template's alarms name
 * these and no others.
 */
public final class Metrics {
    /** The metrics by name, with CloudWatch's names of their units. */
    public static final Map<String, String> UNITS =
            Map.of(
                    "errors", "Count",
                    "refused", "Count",
                    "signed", "Count",
                    "recorded", "Count",
                    "ended", "Count",
                    "oldest_seconds", "Seconds",
                    "reachable", "Count",
                    "relay_bytes_day", "Bytes");

    private Metrics() {}

    /**
     * The {@code _aws} member of a line that holds these fields.
     *
     * @param at milliseconds since 1970
     */
    static Map<String, Object> of(String namespace, Iterable<String> fields, long at) {
        List<Map<String, String>> metrics = new ArrayList<>();
        for (var field : fields) {
            var unit = UNITS.get(field);
            if (unit != null) metrics.add(Map.of("Name", field, "Unit", unit));
        }
        return Map.of(
                "Timestamp",
                at,
                "CloudWatchMetrics",
                List.of(
                        Map.of(
                                "Namespace", namespace,
                                "Dimensions", List.of(List.of("function")),
                                "Metrics", metrics)));
    }
}
