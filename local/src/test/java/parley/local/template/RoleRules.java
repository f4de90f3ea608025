package parley.local.template;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import parley.local.lambda.PlainYaml;
import parley.local.lambda.PlainYaml.Intrinsic;

/** Who may do what: one role each, and no secret that the function does not name. */
final class RoleRules {
    /** Everything that a function of ours has ever had to ask of AWS. */
    private static final Set<Object> KNOWN =
            Set.of(
                    List.of("logs:CreateLogStream", "logs:PutLogEvents"),
                    "secretsmanager:GetSecretValue",
                    "events:PutEvents");

    private RoleRules() {}

    static List<String> rights(Sam template) {
        List<String> wrong = new ArrayList<>();
        template.ofType("AWS::IAM::Role")
                .forEach((id, role) -> {
                    for (Map<?, ?> statement : template.statements(role))
                        if (!KNOWN.contains(statement.get("Action")))
                            wrong.add(id + " may " + statement.get("Action"));
                });
        return wrong;
    }

    static List<String> wildcards(Sam template) {
        List<String> wrong = new ArrayList<>();
        template.ofType("AWS::IAM::Role")
                .forEach((id, role) -> {
                    if (role.containsKey("ManagedPolicyArns"))
                        wrong.add(id + " takes rights that somebody else writes");
                    for (Map<?, ?> statement : template.statements(role))
                        for (String part : List.of("Action", "Resource"))
                            Sam.walk(
                                    statement.get(part),
                                    value -> {
                                        if (value instanceof String text && text.contains("*"))
                                            wrong.add(id + ": " + part + " " + text);
                                    });
                });
        template.functions()
                .forEach((id, it) -> {
                    if (it.containsKey("Policies"))
                        wrong.add(
                                id
                                        + " gets AWSLambdaBasicExecutionRole, which names every log group");
                    if (!new Intrinsic("GetAtt", id + "Role.Arn").equals(it.get("Role")))
                        wrong.add(id + " has no role of its own");
                });
        return wrong;
    }

    static List<String> secrets(Sam template) {
        List<String> wrong = new ArrayList<>();
        Set<String> secrets = template.ofType("AWS::SecretsManager::Secret").keySet();
        Map<?, ?> globals =
                PlainYaml.map(
                        PlainYaml.map(template.section("Globals"), "Function"), "Environment");
        template.functions()
                .forEach((id, it) -> {
                    Set<String> named = new TreeSet<>(Sam.names(globals));
                    named.addAll(Sam.names(it.get("Environment")));
                    named.retainAll(secrets);
                    Set<String> read = read(template, id);
                    read.retainAll(secrets);
                    if (!named.equals(new TreeSet<>(read)))
                        wrong.add(id + " names " + named + " and may read " + read);
                });
        return wrong;
    }

    /** IAM refuses an empty resource: what an operator may leave out stands under a condition. */
    static List<String> optional(Sam template) {
        List<String> wrong = new ArrayList<>();
        Map<?, ?> parameters = template.section("Parameters");
        template.ofType("AWS::IAM::Role")
                .forEach((id, role) -> {
                    for (String name : Sam.namesOutsideIf(role.get("Policies")))
                        if ("".equals(PlainYaml.map(parameters, name).get("Default")))
                            wrong.add(id + " names " + name + ", which may be empty");
                });
        return wrong;
    }

    static List<String> signing(Sam template) {
        List<String> readers = new ArrayList<>();
        for (String id : template.functions().keySet())
            if (read(template, id).contains("SigningSecret")) readers.add(id);
        return readers.equals(List.of("VisitorSession"))
                ? List.of()
                : List.of(readers + " read it");
    }

    private static Set<String> read(Sam template, String function) {
        Map<?, ?> role = PlainYaml.map(template.resource(function + "Role"), "Properties");
        Set<String> names = new LinkedHashSet<>();
        for (Map<?, ?> statement : template.statements(role))
            if ("secretsmanager:GetSecretValue".equals(statement.get("Action")))
                names.addAll(Sam.names(statement.get("Resource")));
        return names;
    }

    static List<String> kept(Sam template) {
        List<String> wrong = new ArrayList<>();
        template.ofType("AWS::SecretsManager::Secret")
                .forEach((id, it) -> {
                    // plain Retain would also keep it when its own making fails, and bar the next
                    // try
                    if (!"RetainExceptOnCreate".equals(template.resource(id).get("DeletionPolicy")))
                        wrong.add(id + " goes with the stack, or stays when it was not made");
                    if (it.containsKey("SecretString")) wrong.add(id + " stands in the template");
                    if (!String.valueOf(it.get("Description")).contains("Exchange:"))
                        wrong.add(id + " does not say how it is exchanged");
                });
        template.section("Parameters")
                .keySet()
                .forEach(name -> {
                    if (String.valueOf(name).matches(".*(Password|PrivateKey|SecretValue)"))
                        wrong.add(name + " would stand in the stack's parameters");
                });
        return wrong;
    }
}
