package parley.edge.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parley.testing.SecretsManager;

class SourceTest {
    @Test
    void a_household_is_one_source_in_ipv6_and_an_address_in_ipv4() {
        assertThat(Source.network("2001:db8:1:2:aaaa::1"))
                .isEqualTo(Source.network("2001:db8:1:2:bbbb:cccc:dddd:1"))
                .hasSize(8);
        assertThat(Source.network("2001:db8:1:3::1"))
                .isNotEqualTo(Source.network("2001:db8:1:2::1"));
        assertThat(Source.network("203.0.113.7")).isNotEqualTo(Source.network("203.0.113.8"));
    }

    @Test
    void an_ipv4_address_in_ipv6_dress_is_the_same_source() {
        assertThat(Source.network("::ffff:203.0.113.7")).isEqualTo(Source.network("203.0.113.7"));
    }

    @Test
    void what_is_no_address_is_one_source_and_no_name_is_looked_up() {
        assertThat(Source.network("localhost")).isEqualTo(Source.network(null));
        assertThat(Source.network("")).isEqualTo(Source.network(null));
    }

    @Test
    void another_key_makes_another_hash() {
        try (var aws = new SecretsManager()) {
            aws.secrets.put("a", Base64.getEncoder().encodeToString(new byte[] {1, 2, 3}));
            aws.secrets.put("b", Base64.getEncoder().encodeToString(new byte[] {1, 2, 4}));
            assertThat(hash(aws, "a"))
                    .hasSize(32)
                    .isEqualTo(hash(aws, "a"))
                    .isNotEqualTo(hash(aws, "b"));
        }
    }

    private static byte[] hash(SecretsManager aws, String secret) {
        var settings = aws.settings(Map.of("PARLEY_SOURCE_SECRET", secret));
        return new Source(new Secrets(settings, Clock.systemUTC())).of("203.0.113.7");
    }
}
