package parley.local.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import parley.local.lambda.PlainYaml;

/** What an operator is asked, and what he is told. */
final class ParameterRules {
    private static final Set<String> OUTPUTS =
            Set.of(
                    "SiteUrl",
                    "SiteId",
                    "BucketName",
                    "Issuer",
                    "WidgetConfigUrl",
                    "VisitorSessionUrl",
                    "CallRequestUrl",
                    "TurnTokenUrl",
                    "CallOutcomeUrl",
                    "AlarmTopicArn");

    private ParameterRules() {}

    static List<String> bounded(Sam template) {
        List<String> wrong = new ArrayList<>();
        template.section("Parameters")
                .forEach((name, about) -> {
                    Map<?, ?> parameter = (Map<?, ?>) about;
                    if (!parameter.containsKey("Description"))
                        wrong.add(name + " is not described");
                    boolean number = "Number".equals(parameter.get("Type"));
                    boolean bounded =
                            parameter.containsKey("AllowedValues")
                                    || (number
                                            ? parameter.containsKey("MinValue")
                                                    && parameter.containsKey("MaxValue")
                                            : parameter.containsKey("AllowedPattern")
                                                    && parameter.containsKey("MaxLength"));
                    if (!bounded) wrong.add(name + " is not bounded");
                });
        return wrong;
    }

    static List<String> used(Sam template) {
        List<String> names = new ArrayList<>();
        for (String part : List.of("Globals", "Resources", "Conditions", "Outputs"))
            names.addAll(Sam.names(template.section(part)));
        return template.section("Parameters").keySet().stream()
                .map(String::valueOf)
                .filter(name -> !names.contains(name))
                .map(name -> name + " changes nothing")
                .toList();
    }

    static List<String> database(Sam template) {
        Map<?, ?> url = PlainYaml.map(template.section("Parameters"), "DatabaseUrl");
        Pattern allowed = Pattern.compile(String.valueOf(url.get("AllowedPattern")));
        List<String> wrong = new ArrayList<>();
        for (String bad :
                List.of(
                        "jdbc:postgresql://pooler.example.com:5432/postgres?sslmode=verify-full",
                        "jdbc:postgresql://pooler.example.com:6543/postgres?sslmode=require",
                        "jdbc:postgresql://pooler.example.com:6543/postgres"))
            if (allowed.matcher(bad).matches()) wrong.add("DatabaseUrl takes " + bad);
        if (!allowed.matcher(String.valueOf(url.get("Default"))).matches())
            wrong.add("DatabaseUrl refuses its own example");
        return wrong;
    }

    static List<String> outputs(Sam template) {
        List<String> wrong = new ArrayList<>();
        Map<?, ?> outputs = template.section("Outputs");
        for (String name : OUTPUTS) if (!outputs.containsKey(name)) wrong.add(name + " is missing");
        outputs.forEach((name, about) -> {
            if (!((Map<?, ?>) about).containsKey("Description"))
                wrong.add(name + " is not described");
        });
        return wrong;
    }
}
