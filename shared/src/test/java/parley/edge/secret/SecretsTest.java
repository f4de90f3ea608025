package parley.edge.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.edge.Unavailable;
import parley.testing.SecretsManager;

class SecretsTest {
    private static final String ID = "arn:aws:secretsmanager:eu:1:secret:web/hook+1";

    private final SecretsManager aws = new SecretsManager();
    private final Watch watch = new Watch();
    private final Secrets secrets =
            new Secrets(aws.settings(Map.of("PARLEY_WEBHOOK_SECRET", ID)), watch);

    @AfterEach
    void stop() {
        aws.close();
    }

    @Test
    void a_secret_is_read_once_and_kept_for_minutes() {
        aws.secrets.put(ID, "old");
        assertThat(secrets.named("PARLEY_WEBHOOK_SECRET")).isEqualTo("old");
        aws.secrets.put(ID, "new");
        watch.pass(Duration.ofMinutes(4));
        assertThat(secrets.named("PARLEY_WEBHOOK_SECRET")).isEqualTo("old");
        assertThat(aws.asked).containsExactly(SecretsManager.ROLE, ID);
    }

    @Test
    void a_rotated_secret_arrives_without_a_deploy() {
        aws.secrets.put(ID, "old");
        secrets.named("PARLEY_WEBHOOK_SECRET");
        aws.secrets.put(ID, "new");
        watch.pass(Duration.ofMinutes(6));
        assertThat(secrets.named("PARLEY_WEBHOOK_SECRET")).isEqualTo("new");
    }

    @Test
    void a_secret_that_the_world_refuses_is_read_again_at_once() {
        aws.secrets.put(ID, "old");
        secrets.named("PARLEY_WEBHOOK_SECRET");
        aws.secrets.put(ID, "new");
        secrets.forget("PARLEY_WEBHOOK_SECRET");
        assertThat(secrets.named("PARLEY_WEBHOOK_SECRET")).isEqualTo("new");
    }

    @Test
    void the_old_secret_serves_while_there_is_no_answer() {
        aws.secrets.put(ID, "old");
        secrets.named("PARLEY_WEBHOOK_SECRET");
        aws.status = 500;
        watch.pass(Duration.ofMinutes(6));
        assertThat(secrets.named("PARLEY_WEBHOOK_SECRET")).isEqualTo("old");
    }

    @Test
    void a_secret_that_cannot_be_read_is_named_by_its_setting() {
        assertThatThrownBy(() -> secrets.named("PARLEY_WEBHOOK_SECRET"))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("PARLEY_WEBHOOK_SECRET")
                .hasMessageNotContaining(ID);
        assertThatThrownBy(() -> secrets.named("PARLEY_OTHER"))
                .hasMessage("PARLEY_OTHER is not set");
    }

    private static final class Watch extends Clock {
        private Instant now = Instant.parse("2026-11-22T10:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
