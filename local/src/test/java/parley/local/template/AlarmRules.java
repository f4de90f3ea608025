package parley.local.template;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import parley.edge.http.Metrics;
import parley.local.lambda.PlainYaml.Intrinsic;

/** What wakes somebody, and whether anybody ever says what it waits for. */
final class AlarmRules {
    private static final Set<String> ALARMS =
            Set.of(
                    "ErrorsAlarm",
                    "FailedAlarm",
                    "ThrottlesAlarm",
                    "SlowAlarm",
                    "OutboxAgeAlarm",
                    "UnreachableAlarm",
                    "RelaySpendAlarm",
                    "SigningUseAlarm");

    /** Of every function; how long one takes matters where a visitor waits. */
    private static final Set<String> OF_ALL =
            Set.of("ErrorsAlarm", "FailedAlarm", "ThrottlesAlarm");

    private static final Set<String> LAMBDAS = Set.of("Errors", "Throttles", "Duration");

    private AlarmRules() {}

    /**
     * A metric of our own lines, as CloudWatch keys it.
     *
     * @param name the metric
     * @param function the value of its one dimension, {@code function}
     */
    record Ours(String name, String function) {}

    static List<String> ring(Sam template) {
        List<String> wrong = new ArrayList<>();
        Map<String, Map<?, ?>> alarms = template.ofType("AWS::CloudWatch::Alarm");
        for (String name : new TreeSet<>(ALARMS))
            if (!alarms.containsKey(name)) wrong.add(name + " is missing");
        alarms.forEach((id, it) -> {
            if (!Sam.names(it.get("AlarmActions")).contains("Alarms"))
                wrong.add(id + " wakes nobody");
            Set<String> watched = new TreeSet<>();
            for (Map<?, ?> metric : metrics(it)) {
                String function = function(template, metric);
                watched.add(function);
                if (function.isEmpty())
                    wrong.add(id + " waits for " + metric.get("Dimensions") + ", which nobody is");
                if (!known(metric)) wrong.add(id + " waits for " + metric.get("MetricName"));
            }
            if (OF_ALL.contains(id) && watched.size() < template.functions().size())
                wrong.add(id + " watches " + watched + " alone");
            if (id.equals("SlowAlarm")
                    && !watched.containsAll(
                            Set.of("visitor-session", "call-request", "turn-token")))
                wrong.add(id + " leaves out some of the call path");
        });
        return wrong;
    }

    /** Every metric of ours that an alarm waits for. */
    static Set<Ours> ours(Sam template) {
        Set<Ours> all = new LinkedHashSet<>();
        template.ofType("AWS::CloudWatch::Alarm")
                .values()
                .forEach(it -> {
                    for (Map<?, ?> metric : metrics(it))
                        if (isOurs(metric))
                            all.add(
                                    new Ours(
                                            metric.get("MetricName") + "",
                                            function(template, metric)));
                });
        return all;
    }

    private static List<Map<?, ?>> metrics(Map<?, ?> alarm) {
        List<Map<?, ?>> all = new ArrayList<>();
        Sam.walk(
                List.of(alarm),
                value -> {
                    if (value instanceof Map<?, ?> map && map.containsKey("MetricName"))
                        all.add(map);
                });
        return all;
    }

    private static boolean isOurs(Map<?, ?> metric) {
        return new Intrinsic("Ref", "AWS::StackName").equals(metric.get("Namespace"));
    }

    private static boolean known(Map<?, ?> metric) {
        String name = metric.get("MetricName") + "";
        return isOurs(metric)
                ? Metrics.UNITS.containsKey(name)
                : "AWS/Lambda".equals(metric.get("Namespace")) && LAMBDAS.contains(name);
    }

    /** The function that a metric is of, by its folder's name; empty where it is of none. */
    private static String function(Sam template, Map<?, ?> metric) {
        if (!(metric.get("Dimensions") instanceof List<?> list)
                || list.size() != 1
                || !(list.get(0) instanceof Map<?, ?> dimension)) return "";
        Object value = dimension.get("Value");
        for (Map.Entry<String, Map<?, ?>> function : template.functions().entrySet()) {
            String name = NameRules.folder(function.getKey());
            if (isOurs(metric)
                    ? "function".equals(dimension.get("Name")) && name.equals(value)
                    : "FunctionName".equals(dimension.get("Name"))
                            && new Intrinsic("Ref", function.getKey()).equals(value)) return name;
        }
        return "";
    }
}
