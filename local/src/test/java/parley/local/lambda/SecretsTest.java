package parley.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.edge.Settings;
import parley.edge.aws.AwsCall;
import parley.edge.json.Json;
import parley.local.http.LocalServer;

/** Secrets Manager's stand-in is as strict as AWS with what a function says. */
class SecretsTest {
    private final Secrets secrets = new Secrets(Map.of("mine", "a word", "theirs", "another"));
    private LocalServer server;

    @BeforeEach
    void start() throws IOException {
        server = LocalServer.start(0, secrets);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_role_reads_its_own_secret_with_snapstart_and_without() throws Exception {
        for (boolean snapStart : new boolean[] {true, false})
            assertThat(ask("mine", role(snapStart))).isEqualTo("a word");
    }

    @Test
    void a_function_out_of_a_snapshot_is_handed_no_credentials_but_an_address() {
        assertThat(role(true))
                .containsOnlyKeys(
                        "AWS_REGION",
                        "AWS_ENDPOINT_URL_SECRETS_MANAGER",
                        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                        "AWS_CONTAINER_AUTHORIZATION_TOKEN");
    }

    @Test
    void what_a_role_may_not_read_is_refused_by_name() {
        refused("theirs", role(true), "secretsmanager answers 400 AccessDeniedException");
        refused("nobody's", role(true), "secretsmanager answers 400 ResourceNotFoundException");
    }

    @Test
    void who_is_not_who_it_says_reads_nothing() {
        refused(
                "mine",
                changed(true, "AWS_CONTAINER_AUTHORIZATION_TOKEN"),
                "the role's address answers 401");
        refused(
                "mine",
                changed(false, "AWS_SESSION_TOKEN"),
                "secretsmanager answers 400 UnrecognizedClientException");
        for (String half : List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"))
            refused(
                    "mine",
                    changed(false, half),
                    "secretsmanager answers 400 InvalidSignatureException");
    }

    private void refused(String id, Map<String, String> role, String error) {
        assertThatThrownBy(() -> ask(id, role)).isInstanceOf(IOException.class).hasMessage(error);
    }

    private Map<String, String> changed(boolean snapStart, String name) {
        Map<String, String> role = role(snapStart);
        role.merge(name, "x", String::concat);
        return role;
    }

    private Map<String, String> role(boolean snapStart) {
        Map<String, String> variables =
                new HashMap<>(secrets.role(List.of("mine"), server.port(), snapStart));
        variables.put("AWS_REGION", "eu-central-1");
        return variables;
    }

    private static String ask(String id, Map<String, String> role) throws IOException {
        AwsCall call =
                new AwsCall(
                        AwsCall.Service.SECRETS_MANAGER,
                        "secretsmanager.GetSecretValue",
                        new Settings(role),
                        Clock.systemUTC());
        return String.valueOf(call.post(Json.write(Map.of("SecretId", id))).text("SecretString"));
    }
}
