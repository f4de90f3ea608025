package parley.local.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import parley.local.lambda.PlainYaml;
import parley.local.lambda.PlainYaml.Intrinsic;

/** The six functions: what they are, how large, and who may run how many. */
final class FunctionRules {
    private static final Set<String> CALL_PATH =
            Set.of("VisitorSession", "CallRequest", "TurnToken");
    private static final int LARGEST_MEMORY = 10_240;

    private FunctionRules() {}

    static List<String> snapshots(Sam template) {
        List<String> wrong = new ArrayList<>();
        each(
                template,
                (id, it) -> {
                    if (!(template.of(it, "SnapStart") instanceof Map<?, ?> map)
                            || !"PublishedVersions".equals(map.get("ApplyOn")))
                        wrong.add(id + " has no SnapStart");
                    if (!"live".equals(template.of(it, "AutoPublishAlias")))
                        wrong.add(id + " has no alias live");
                    if (!new Intrinsic("Ref", "Revision").equals(it.get("AutoPublishCodeSha256")))
                        wrong.add(id + " keeps its old version when only a setting changes");
                    if (!new Intrinsic("Ref", "Revision")
                            .equals(told(template).get("PARLEY_REVISION")))
                        wrong.add(id + " is the same for Lambda when only the revision changes");
                    for (String excluded :
                            List.of(
                                    "ProvisionedConcurrencyConfig",
                                    "EphemeralStorage",
                                    "FileSystemConfigs"))
                        if (template.of(it, excluded) != null)
                            wrong.add(id + ": SnapStart excludes " + excluded);
                    if (!"java25".equals(template.of(it, "Runtime")))
                        wrong.add(id + " does not run on java25");
                });
        return wrong;
    }

    /** What every function is told. */
    private static Map<?, ?> told(Sam template) {
        Map<?, ?> all = PlainYaml.map(PlainYaml.map(template.root(), "Globals"), "Function");
        return PlainYaml.map(PlainYaml.map(all, "Environment"), "Variables");
    }

    static List<String> sized(Sam template) {
        List<String> wrong = new ArrayList<>();
        each(
                template,
                (id, it) -> {
                    for (long megabytes : extremes(template, template.of(it, "MemorySize")))
                        if (megabytes < 512 || megabytes > LARGEST_MEMORY)
                            wrong.add(id + " may get " + megabytes + " MB");
                    for (long seconds : extremes(template, template.of(it, "Timeout")))
                        if (seconds < 5 || seconds > 60)
                            wrong.add(id + " may take " + seconds + " s");
                });
        return wrong;
    }

    static List<String> cors(Sam template) {
        List<String> wrong = new ArrayList<>();
        each(
                template,
                (id, it) -> {
                    Map<?, ?> cors = PlainYaml.map(PlainYaml.map(it, "FunctionUrlConfig"), "Cors");
                    if (cors.containsKey("AllowCredentials"))
                        wrong.add(id + " lets every origin send credentials");
                    if (CALL_PATH.contains(id) && !List.of("*").equals(cors.get("AllowOrigins")))
                        wrong.add(id + ": origins are refused in code, by name");
                });
        return wrong;
    }

    static List<String> reserved(Sam template) {
        List<String> wrong = new ArrayList<>();
        Map<String, Map<?, ?>> all = template.functions();
        each(
                template,
                (id, it) -> {
                    if (it.get("ReservedConcurrentExecutions") == null)
                        wrong.add(id + " may take all of the account's concurrency");
                });
        Object config =
                Objects.requireNonNullElse(all.get("WidgetConfig"), Map.of())
                        .get("ReservedConcurrentExecutions");
        for (String id : CALL_PATH)
            if (config != null
                    && config.equals(
                            Objects.requireNonNullElse(all.get(id), Map.of())
                                    .get("ReservedConcurrentExecutions")))
                wrong.add(id + " shares its limit with widget-config");
        return wrong;
    }

    static List<String> logs(Sam template) {
        List<String> wrong = new ArrayList<>();
        Map<String, Map<?, ?>> groups = template.ofType("AWS::Logs::LogGroup");
        each(
                template,
                (id, it) -> {
                    Object group = PlainYaml.map(it, "LoggingConfig").get("LogGroup");
                    Map<?, ?> mine = groups.get(id + "Logs");
                    if (!new Intrinsic("Ref", id + "Logs").equals(group) || mine == null)
                        wrong.add(id + " has no log group of its own");
                    else if (mine.get("RetentionInDays") == null)
                        wrong.add(id + " keeps its lines for ever");
                });
        return wrong;
    }

    /** A number, or the least and the most that its parameter allows. */
    private static List<Long> extremes(Sam template, @Nullable Object value) {
        if (value instanceof Intrinsic(String _, Object parameter)) {
            Map<?, ?> about = PlainYaml.map(template.section("Parameters"), parameter.toString());
            return List.of(
                    Long.valueOf(about.get("MinValue") + ""),
                    Long.valueOf(about.get("MaxValue") + ""));
        }
        return value == null ? List.of() : List.of(Long.valueOf(value.toString()));
    }

    private static void each(Sam template, BiConsumer<String, Map<?, ?>> rule) {
        template.functions().forEach(rule);
    }
}
