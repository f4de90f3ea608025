package parley.edge.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.edge.Settings;
import parley.testing.SecretsManager;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Where a function's credentials come from. */
class RoleTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private final SecretsManager aws = new SecretsManager();

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void under_snapstart_they_come_from_the_address_that_lambda_names() throws Exception {
        assertThat(role(Map.of(), NOON).credentials())
                .isEqualTo(session("ASIAROLE", "role's secret", "role's session"));
    }

    @Test
    void they_are_kept_until_a_minute_before_their_end_and_then_asked_for_again() throws Exception {
        aws.until = NOON.plusSeconds(61);
        var early = role(Map.of(), NOON);
        early.credentials();
        early.credentials();
        assertThat(aws.asked).containsExactly(SecretsManager.ROLE);
        aws.until = NOON.plusSeconds(59);
        var late = role(Map.of(), NOON);
        late.credentials();
        late.credentials();
        assertThat(aws.asked)
                .containsExactly(SecretsManager.ROLE, SecretsManager.ROLE, SecretsManager.ROLE);
    }

    @Test
    void without_snapstart_they_are_variables() throws Exception {
        var variables =
                Map.of(
                        "AWS_ACCESS_KEY_ID", "key",
                        "AWS_SECRET_ACCESS_KEY", "secret",
                        "AWS_SESSION_TOKEN", "session");
        assertThat(new Role(new Settings(variables), at(NOON)).credentials())
                .isEqualTo(session("key", "secret", "session"));
    }

    @Test
    void a_function_without_any_says_so() {
        var nobody = new Role(new Settings(Map.of()), at(NOON));
        assertThatThrownBy(nobody::credentials)
                .isInstanceOf(IOException.class)
                .hasMessage("this function has no role");
    }

    @Test
    void an_address_that_refuses_is_an_error_and_is_asked_again() {
        var stranger = role(Map.of("AWS_CONTAINER_AUTHORIZATION_TOKEN", "a guess"), NOON);
        for (int i = 0; i < 2; i++)
            assertThatThrownBy(stranger::credentials)
                    .isInstanceOf(IOException.class)
                    .hasMessage("the role's address answers 401");
        assertThat(aws.asked).hasSize(2);
    }

    private Role role(Map<String, String> more, Instant now) {
        return new Role(aws.settings(more), at(now));
    }

    private static Clock at(Instant now) {
        return Clock.offset(Clock.fixed(now, ZoneOffset.UTC), Duration.ZERO);
    }

    private static AwsCredentialsIdentity session(String key, String secret, String token) {
        return AwsSessionCredentialsIdentity.create(key, secret, token);
    }
}
