package parley.local.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parley.local.lambda.PlainYaml;
import parley.local.lambda.PlainYaml.Intrinsic;

/** What the functions are called and made of, and when one comes by itself. */
final class NameRules {
    private NameRules() {}

    static List<String> named(Sam template) {
        List<String> wrong = new ArrayList<>();
        template.functions()
                .forEach((id, it) -> check(wrong, id, "FunctionName", it.get("FunctionName")));
        template.functions()
                .forEach((id, it) ->
                        PlainYaml.map(it, "Events")
                                .values()
                                .forEach(event ->
                                        check(
                                                wrong,
                                                id,
                                                "its schedule's Name",
                                                PlainYaml.map((Map<?, ?>) event, "Properties")
                                                        .get("Name"))));
        return wrong;
    }

    /** cfn-lint reads a rule's rate, and not a schedule's. */
    static List<String> schedule(Sam template) {
        List<String> wrong = new ArrayList<>();
        Map<?, ?> sweep = PlainYaml.map(template.resource("CallSweep"), "Properties");
        Map<?, ?> event = PlainYaml.map(PlainYaml.map(sweep, "Events"), "EachMinute");
        Object rate = PlainYaml.map(event, "Properties").get("ScheduleExpression");
        if (!"rate(1 minute)".equals(rate)) wrong.add("the sweep comes at " + rate);
        return wrong;
    }

    private static void check(List<String> wrong, String id, String what, @Nullable Object name) {
        if (!(name instanceof Intrinsic(String kind, Object text))
                || !kind.equals("Sub")
                || !text.toString().startsWith("${AWS::StackName}"))
            wrong.add(id + ": " + what + " would be taken when a second stack is made");
    }

    /** {@code VisitorSession} lies in {@code visitor-session}, and calls itself that. */
    static String folder(String id) {
        return id.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    static List<String> zips(Sam template) {
        List<String> wrong = new ArrayList<>();
        template.functions()
                .forEach((id, it) -> {
                    String name = folder(id);
                    String zip = "functions/%s/target/%s.zip".formatted(name, name);
                    if (!zip.equals(it.get("CodeUri"))) wrong.add(id + " is not " + zip);
                    if (!"true"
                            .equals(
                                    PlainYaml.map(template.resource(id), "Metadata")
                                            .get("SkipBuild")))
                        wrong.add(id + " would be built again");
                });
        if (template.functions().size() != 6) wrong.add("six functions");
        return wrong;
    }
}
