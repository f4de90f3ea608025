package parley.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Mistakes that have been made with such templates, each as one replacement in ours. */
public final class Faults {
    /** Seen by rules of our own, whatever tools are installed. */
    public static final List<String> OURS = new ArrayList<>();

    /** Seen by cfn-lint, the transform, or by what it makes of the template. */
    public static final List<String> THEIRS = new ArrayList<>();

    private static final Map<String, String[]> CHANGES = new LinkedHashMap<>();

    static {
        ours(
                "snapshots with provisioned concurrency",
                "    AutoPublishAlias: live\n",
                "    AutoPublishAlias: live\n    ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 1}\n");
        ours(
                "snapshots with a large disk",
                "    Timeout: 15\n",
                "    Timeout: 15\n    EphemeralStorage: {Size: 1024}\n");
        ours("more memory than there is", "    MaxValue: 3008\n", "    MaxValue: 20000\n");
        ours(
                "every origin with credentials",
                "          MaxAge: 600\n",
                "          MaxAge: 600\n          AllowCredentials: true\n");
        ours(
                "another function may read the signing key",
                "                  - !Ref DatabaseSecret\n                  - !Ref SourceSecret\n",
                "                  - !Ref DatabaseSecret\n                  - !Ref SourceSecret\n                  - !Ref SigningSecret\n");
        ours(
                "a role for everything",
                "                Action: secretsmanager:GetSecretValue\n",
                "                Action: secretsmanager:*\n");
        ours(
                "a right that nobody uses",
                "                Action: secretsmanager:GetSecretValue\n",
                "                Action: secretsmanager:PutSecretValue\n");
        ours(
                "a role of everybody's",
                "      Role: !GetAtt CallRequestRole.Arn\n",
                "      Role: !GetAtt VisitorSessionRole.Arn\n");
        ours(
                "an unbounded function",
                "      ReservedConcurrentExecutions: !Ref CallConcurrency\n",
                "");
        ours("page views starve calls", "!Ref ConfigConcurrency", "!Ref CallConcurrency");
        ours("lines kept for ever", "      RetentionInDays: !Ref LogRetentionDays\n", "");
        ours(
                "an alarm on a metric that nobody writes",
                "      MetricName: oldest_seconds\n",
                "      MetricName: oldest_second\n");
        ours(
                "an alarm on a function that nobody is",
                "          Value: call-sweep\n",
                "          Value: call_sweep\n");
        ours(
                "an alarm that forgets a function",
                "              MetricName: Throttles\n              Dimensions: [{Name: FunctionName, Value: !Ref TurnToken}]\n",
                "              MetricName: Throttles\n              Dimensions: [{Name: FunctionName, Value: !Ref CallRequest}]\n");
        ours(
                "a right to a secret that may not be there",
                "!If [HasRelaySecret, !Ref RelaySecretArn, !Ref AWS::NoValue]",
                "!Ref RelaySecretArn");
        ours("an alarm that wakes nobody", "      AlarmActions: [!Ref Alarms]\n", "");
        ours(
                "the session pooler's port",
                "'^jdbc:postgresql://[^?]+:6543/[^?]+",
                "'^jdbc:postgresql://[^?]+/[^?]+");
        ours(
                "a public bucket",
                "        BlockPublicPolicy: true\n",
                "        BlockPublicPolicy: false\n");
        ours(
                "secrets go with the stack",
                "    DeletionPolicy: RetainExceptOnCreate\n    UpdateReplacePolicy: Retain\n    Properties:\n      Name: !Sub ${AWS::StackName}/signing-key",
                "    UpdateReplacePolicy: Retain\n    Properties:\n      Name: !Sub ${AWS::StackName}/signing-key");
        ours("pages without their policy", "require-trusted-types-for 'script'; ", "");
        ours("a parameter without a bound", "    AllowedValues: [arm64, x86_64]\n", "");
        ours(
                "a second stack cannot be made",
                "            Name: !Sub ${AWS::StackName}-sweep\n",
                "");
        ours(
                "settings change and the old version stays",
                "      AutoPublishCodeSha256: !Ref Revision\n",
                "");
        ours(
                "a version that AWS would not publish",
                "        PARLEY_REVISION: !Ref Revision\n",
                "");
        ours(
                "a failed first deploy that bars the next",
                "    DeletionPolicy: RetainExceptOnCreate\n    UpdateReplacePolicy: Retain\n    Properties:\n      Name: !Sub ${AWS::StackName}/database",
                "    DeletionPolicy: Retain\n    UpdateReplacePolicy: Retain\n    Properties:\n      Name: !Sub ${AWS::StackName}/database");
        theirs("a runtime that does not exist", "Runtime: java25", "Runtime: java26");
        theirs(
                "a method that CORS does not take",
                "AllowMethods: [POST]",
                "AllowMethods: [POST, OPTIONS]");
        theirs("an hour of time", "      Timeout: 55\n", "      Timeout: 3600\n");
        ours("a schedule that cannot be read", "rate(1 minute)", "rate(1 minutes)");
        theirs("an unknown kind of access", "        AuthType: NONE\n", "        AuthType: OPEN\n");
        theirs(
                "a name that is not there",
                "!GetAtt CallRequestUrl.FunctionUrl",
                "!GetAtt CallRequestsUrl.FunctionUrl");
        theirs("a URL that asks no alias", "    AutoPublishAlias: live\n", "");
        theirs(
                "config for everybody, around the cache",
                "        AuthType: AWS_IAM\n",
                "        AuthType: NONE\n");
        theirs(
                "half of the rights that CloudFront needs",
                "      InvokedViaFunctionUrl: true\n",
                "");
    }

    private Faults() {}

    private static void ours(String name, String from, String to) {
        CHANGES.put(name, new String[] {from, to});
        OURS.add(name);
    }

    private static void theirs(String name, String from, String to) {
        CHANGES.put(name, new String[] {from, to});
        THEIRS.add(name);
    }

    /** The template with that mistake. */
    public static String plant(String name, String template) {
        String[] change = CHANGES.get(name);
        if (change == null || !template.contains(change[0]))
            throw new IllegalStateException("no longer in the template: " + name);
        int at = template.indexOf(change[0]);
        return template.substring(0, at) + change[1] + template.substring(at + change[0].length());
    }

    /** Every template with one of their mistakes, by the name of a file. */
    static Map<String, String> planted(String template) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String name : THEIRS) all.put(file(name), plant(name, template));
        return all;
    }

    /** The file that a template with that mistake is called. */
    public static String file(String name) {
        return name.replaceAll("[^a-zA-Z0-9]+", "-") + ".yaml";
    }
}
