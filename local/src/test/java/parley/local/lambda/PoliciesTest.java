package parley.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.local.lambda.PlainYaml.Intrinsic;
import parley.local.prove.Proof;

/**
 * What each function may do on AWS, as the template says: read the secrets that its own variables
 * name, publish where it publishes, and nothing else. SAM hands inline statements through as they
 * are, and makes a role of its own for each function that names none.
 */
class PoliciesTest {
    private static final Path TEMPLATE = Proof.repository().resolve("template.yaml");

    /** Everything that a function of ours has ever had to ask of AWS. */
    private static final List<String> KNOWN =
            List.of("secretsmanager:GetSecretValue", "events:PutEvents");

    @TempDir Path folder;

    @Test
    void no_function_has_rights_that_it_does_not_use_or_another_functions() throws IOException {
        assertThat(faults(TEMPLATE)).isEmpty();
    }

    @Test
    void the_signing_key_is_read_by_visitor_session_alone() throws IOException {
        List<String> readers = new ArrayList<>();
        functions(TEMPLATE)
                .forEach((name, function) -> {
                    if (refs(function.get("Policies")).contains("SigningSecretArn")
                            || refs(function.get("Environment")).contains("SigningSecretArn")) {
                        readers.add(name);
                    }
                });
        assertThat(readers).containsExactly("VisitorSession");
    }

    @Test
    void a_right_too_many_is_seen() throws IOException {
        String statement = "              Action: secretsmanager:GetSecretValue\n";
        String text = Files.readString(TEMPLATE);
        String secret = "                - !Ref DatabaseSecretArn\n";
        String policies = "      Policies:\n";
        List<String> planted =
                List.of(
                        text.replaceFirst(statement, "              Action: secretsmanager:*\n"),
                        text.replaceFirst(secret, "                - \"*\"\n"),
                        text.replaceFirst(secret, secret + secret.replace("Database", "Signing")),
                        text.replaceFirst(policies, policies + "        - AdministratorAccess\n"),
                        text.replaceFirst(
                                policies, "      Role: arn:aws:iam::1:role/all\n" + policies));
        for (String plant : planted) {
            Path file = Files.writeString(folder.resolve("template.yaml"), plant);
            assertThat(plant).isNotEqualTo(text);
            assertThat(faults(file)).isNotEmpty();
        }
        System.out.println("shown: policies: " + planted.size() + " rights too many, all caught");
    }

    private static List<String> faults(Path template) throws IOException {
        List<String> faults = new ArrayList<>();
        Set<String> global = refs(PlainYaml.map(globals(template), "Environment"));
        functions(template)
                .forEach((name, function) -> {
                    Set<String> named = refs(function.get("Environment"));
                    named.addAll(global);
                    named.removeIf(ref -> !ref.endsWith("SecretArn"));
                    Set<String> readable = new TreeSet<>();
                    if (function.containsKey("Role")) {
                        faults.add(name + " shares a role");
                    }
                    for (Map<?, ?> statement : statements(function, name, faults)) {
                        String action = String.valueOf(statement.get("Action"));
                        Object resource = statement.get("Resource");
                        if (!KNOWN.contains(action) || !"Allow".equals(statement.get("Effect"))) {
                            faults.add(name + " may " + action);
                        }
                        if (action.startsWith("secretsmanager:")) {
                            readable.addAll(refs(resource));
                        }
                        if (String.valueOf(resource).contains("*")) {
                            faults.add(name + " may do it to " + resource);
                        }
                    }
                    if (!readable.equals(named)) {
                        faults.add(name + " names " + named + " and may read " + readable);
                    }
                });
        return faults;
    }

    private static List<Map<?, ?>> statements(
            Map<?, ?> function, String name, List<String> faults) {
        List<Map<?, ?>> all = new ArrayList<>();
        for (Object policy : list(function.get("Policies"))) {
            Object document = policy;
            if (policy instanceof Intrinsic(String tag, Object argument) && tag.equals("If")) {
                document = list(argument).get(1);
            }
            if (!(document instanceof Map<?, ?> map)) {
                faults.add(name + " has a policy of somebody else's: " + policy);
                continue;
            }
            for (Object statement : list(map.get("Statement"))) {
                if (statement instanceof Map<?, ?> one) {
                    all.add(one);
                }
            }
        }
        return all;
    }

    private static Map<?, ?> globals(Path template) throws IOException {
        return PlainYaml.map(PlainYaml.map(PlainYaml.read(template), "Globals"), "Function");
    }

    private static Map<String, Map<?, ?>> functions(Path template) throws IOException {
        Map<String, Map<?, ?>> all = new java.util.TreeMap<>();
        PlainYaml.map(PlainYaml.read(template), "Resources")
                .forEach((name, resource) -> {
                    if (resource instanceof Map<?, ?> map
                            && "AWS::Serverless::Function".equals(map.get("Type"))) {
                        all.put(String.valueOf(name), PlainYaml.map(map, "Properties"));
                    }
                });
        assertThat(all).hasSizeGreaterThanOrEqualTo(6);
        return all;
    }

    /** The parameters that are named anywhere in there. */
    private static Set<String> refs(@Nullable Object tree) {
        Set<String> found = new TreeSet<>();
        Stream<?> children =
                switch (tree) {
                    case Map<?, ?> map -> map.values().stream();
                    case List<?> list -> list.stream();
                    case Intrinsic(String tag, Object argument) when tag.equals("Ref") -> {
                        found.add(String.valueOf(argument));
                        yield Stream.empty();
                    }
                    case Intrinsic(String _, Object argument) -> Stream.of(argument);
                    case null, default -> Stream.empty();
                };
        children.forEach(child -> found.addAll(refs(child)));
        return found;
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    }
}
