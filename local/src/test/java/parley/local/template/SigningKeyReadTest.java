package parley.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.local.lambda.PlainYaml;
import parley.local.lambda.PlainYaml.Intrinsic;
import parley.local.prove.Proof;

/**
 * The rule's pattern against events as CloudTrail writes them, by EventBridge's own rules: a field
 * that an event does not have matches nothing but {@code exists: false}.
 */
class SigningKeyReadTest {
    private static final String KEY =
            "arn:aws:secretsmanager:eu-central-1:123456789012:secret:parley/signing-key";
    private static final Map<String, String> STACK =
            Map.of(
                    "AWS::Partition", "aws",
                    "AWS::Region", "eu-central-1",
                    "AWS::AccountId", "123456789012",
                    "AWS::StackName", "parley",
                    "VisitorSessionRole", "parley-VisitorSessionRole-X1");
    private static final String OURS =
            "arn:aws:sts::123456789012:assumed-role/parley-VisitorSessionRole-X1/parley-visitor-session";

    private static final Map<String, String> ABSENT = Map.of("exists", "false");

    private final Map<?, ?> pattern;

    SigningKeyReadTest() throws Exception {
        String template = Files.readString(Proof.repository().resolve("template.yaml"));
        var rule = Sam.of(template).ofType("AWS::Events::Rule").get("SigningKeyRead");
        pattern = PlainYaml.map(Objects.requireNonNull(rule), "EventPattern");
    }

    @Test
    void our_function_reads_it_in_silence() {
        assertThat(rings(OURS, KEY + "-AbCdEf")).isFalse();
        assertThat(rings(OURS, "parley/signing-key")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:sts::123456789012:assumed-role/parley-CallRequestRole-Y2/parley-call-request",
                "arn:aws:sts::123456789012:assumed-role/parley-VisitorSessionRole-X1x/somebody",
                "arn:aws:iam::123456789012:user/operator",
                "arn:aws:iam::123456789012:root"
            })
    void anybody_else_rings_whatever_he_calls_the_secret(String who) {
        for (String secret : List.of("parley/signing-key", KEY, KEY + "-AbCdEf"))
            assertThat(rings(who, secret)).as(secret).isTrue();
    }

    @Test
    void whoever_has_no_address_rings() {
        assertThat(rings(Map.of("type", "IdentityCenterUser"), "parley/signing-key")).isTrue();
    }

    @Test
    void another_secret_rings_nobody() {
        assertThat(rings("arn:aws:iam::123456789012:root", "parley/webhook")).isFalse();
        assertThat(rings("arn:aws:iam::123456789012:root", "other/parley/signing-key")).isFalse();
    }

    private boolean rings(String who, String secret) {
        return rings(Map.of("arn", who), secret);
    }

    private boolean rings(Map<String, String> who, String secret) {
        return matches(
                pattern,
                Map.of(
                        "source", "aws.secretsmanager",
                        "detail-type", "AWS API Call via CloudTrail",
                        "detail",
                                Map.of(
                                        "eventName",
                                        "GetSecretValue",
                                        "requestParameters",
                                        Map.of("secretId", secret),
                                        "userIdentity",
                                        who)));
    }

    private static boolean matches(Map<?, ?> pattern, Map<?, ?> event) {
        return pattern.entrySet().stream()
                .allMatch(field -> {
                    Object there = event.get(field.getKey());
                    return field.getValue() instanceof Map<?, ?> below
                            ? there instanceof Map<?, ?> map && matches(below, map)
                            : ((List<?>) field.getValue())
                                    .stream()
                                            .anyMatch(it ->
                                                    there instanceof String text
                                                            ? matches(it, text)
                                                            : ABSENT.equals(it));
                });
    }

    private static boolean matches(@Nullable Object one, String text) {
        if (!(one instanceof Map<?, ?> filter)) return text(one).equals(text);
        if (ABSENT.equals(filter)) return false;
        Object prefix = filter.get("prefix");
        if (prefix != null) return text.startsWith(text(prefix));
        return !matches(filter.get("anything-but"), text);
    }

    private static String text(@Nullable Object value) {
        String text = String.valueOf(value instanceof Intrinsic it ? it.argument() : value);
        for (Map.Entry<String, String> known : STACK.entrySet())
            text = text.replace("${" + known.getKey() + "}", known.getValue());
        return text;
    }
}
