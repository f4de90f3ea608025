package parley.edge.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.core.session.Visitor;
import parley.edge.Rejected;
import parley.edge.Settings;
import parley.testing.AttackTokens;
import parley.testing.Forge;

class TokensTest {
    private static final Forge FORGE = new Forge();
    private static final Tokens TOKENS =
            new Tokens(
                    new Settings(
                            Map.of(
                                    "PARLEY_ISSUER",
                                    Forge.ISSUER,
                                    "PARLEY_JWKS",
                                    new JWKSet(List.of(FORGE.key, FORGE.nextKey)).toString())),
                    Clock.fixed(Forge.NOW, java.time.ZoneOffset.UTC));

    @Test
    void our_own_token_says_who_the_visitor_is() {
        assertThat(TOKENS.visitor(FORGE.token()))
                .isEqualTo(
                        new Visitor(
                                UUID.fromString("71517012-0000-4000-8000-000000000001"),
                                UUID.fromString("a0000000-0000-4000-8000-00000000acee"),
                                UUID.fromString("5e551011-0000-4000-8000-000000000001")));
    }

    @Test
    void the_next_key_holds_before_the_old_one_goes() {
        assertThat(TOKENS.visitor(FORGE.signed(FORGE.nextKey, FORGE.header(), FORGE.claims())))
                .isNotNull();
    }

    @Test
    void clocks_may_stand_half_a_minute_apart() {
        assertThat(TOKENS.visitor(FORGE.aged(Tokens.LIFE.plusSeconds(29)))).isNotNull();
        assertThat(TOKENS.visitor(FORGE.aged(Duration.ofSeconds(-29)))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {630, -30})
    void and_not_a_second_more(long age) {
        assertThatThrownBy(() -> TOKENS.visitor(FORGE.aged(Duration.ofSeconds(age))))
                .isInstanceOf(Rejected.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void no_attack_token_is_believed(String attack, String token) {
        assertThatThrownBy(() -> TOKENS.visitor(token))
                .as(attack)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        it -> {
                            assertThat(it.status()).isEqualTo(401);
                            assertThat(it.code()).isEqualTo("bad_token");
                        });
    }

    static Stream<Arguments> no_attack_token_is_believed() {
        var attacks = AttackTokens.of(FORGE);
        assertThat(attacks).hasSizeGreaterThan(40);
        return attacks.entrySet().stream().map(it -> Arguments.of(it.getKey(), it.getValue()));
    }
}
