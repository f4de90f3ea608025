package parley.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The CloudFormation that is really deployed: what the SAM transform makes of our template. */
final class Translated {
    /** Who may be asked by anybody. */
    private static final Set<String> OPEN =
            Set.of("VisitorSession", "CallRequest", "TurnToken", "CallOutcome");

    private final JsonNode resources;
    private final List<String> wrong = new ArrayList<>();

    private Translated(JsonNode template) {
        this.resources = template.path("Resources");
    }

    static List<String> broken(JsonNode template) {
        Translated it = new Translated(template);
        it.snapshots();
        it.urls();
        it.permissions();
        it.schedule();
        it.roles();
        return it.wrong;
    }

    /** SnapStart works on published versions alone, so everybody must ask the alias. */
    private void snapshots() {
        for (String id : functions()) {
            if (!"PublishedVersions"
                    .equals(properties(id).path("SnapStart").path("ApplyOn").asText()))
                wrong.add(id + " has no SnapStart");
            JsonNode alias = properties(id + "Aliaslive");
            String version = alias.path("FunctionVersion").path("Fn::GetAtt").path(0).asText();
            if (!resources.path(version).path("Type").asText().equals("AWS::Lambda::Version"))
                wrong.add(id + " has no alias of a published version");
        }
    }

    private void urls() {
        for (String id : functions()) {
            JsonNode url = properties(id + "Url");
            if (url.isMissingNode()) continue;
            if (!url.path("TargetFunctionArn").path("Ref").asText().equals(id + "Aliaslive"))
                wrong.add(id + "'s URL does not ask the alias");
            boolean open = url.path("AuthType").asText().equals("NONE");
            if (open != OPEN.contains(id)) wrong.add(id + "'s URL is " + url.path("AuthType"));
        }
    }

    /** Since October 2025 a URL needs both rights, or it answers 403. */
    private void permissions() {
        Set<String> granted = new TreeSet<>();
        for (Map.Entry<String, JsonNode> entry : resources.properties()) {
            JsonNode it = entry.getValue().path("Properties");
            if (!entry.getValue().path("Type").asText().equals("AWS::Lambda::Permission")) continue;
            granted.add(
                    String.join(
                            " ",
                            it.path("FunctionName").path("Ref").asText(),
                            it.path("Action").asText(),
                            it.path("Principal").asText(),
                            it.path("FunctionUrlAuthType").asText("-"),
                            it.path("InvokedViaFunctionUrl").asText("-"),
                            it.has("SourceArn") ? "from" : "-"));
        }
        Set<String> wanted = new TreeSet<>();
        for (String id : OPEN) {
            wanted.add(id + "Aliaslive lambda:InvokeFunctionUrl * NONE - -");
            wanted.add(id + "Aliaslive lambda:InvokeFunction * - true -");
        }
        wanted.add(
                "WidgetConfigAliaslive lambda:InvokeFunctionUrl cloudfront.amazonaws.com AWS_IAM - from");
        wanted.add(
                "WidgetConfigAliaslive lambda:InvokeFunction cloudfront.amazonaws.com - true from");
        if (!granted.equals(wanted)) wrong.add("permissions are " + granted);
    }

    private void schedule() {
        List<JsonNode> all =
                resources
                        .valueStream()
                        .filter(it -> it.path("Type").asText().equals("AWS::Scheduler::Schedule"))
                        .toList();
        if (all.size() != 1
                || !all.get(0)
                        .path("Properties")
                        .path("Target")
                        .path("Arn")
                        .path("Ref")
                        .asText()
                        .equals("CallSweepAliaslive"))
            wrong.add("the schedule does not ask the sweep's alias");
    }

    private void roles() {
        for (Map.Entry<String, JsonNode> entry : resources.properties()) {
            if (!entry.getValue().path("Type").asText().equals("AWS::IAM::Role")) continue;
            JsonNode role = entry.getValue().path("Properties");
            if (role.has("ManagedPolicyArns")) wrong.add(entry.getKey() + " has managed policies");
            for (JsonNode statement : role.path("Policies").findValues("Statement"))
                for (JsonNode one : statement)
                    if (one.path("Action").toString().contains("*")
                            || one.path("Resource").toString().contains("*"))
                        wrong.add(entry.getKey() + " has a wildcard");
        }
    }

    private List<String> functions() {
        return resources.properties().stream()
                .filter(it -> it.getValue().path("Type").asText().equals("AWS::Lambda::Function"))
                .map(Map.Entry::getKey)
                .toList();
    }

    private JsonNode properties(String id) {
        return resources.path(id).path("Properties");
    }
}
