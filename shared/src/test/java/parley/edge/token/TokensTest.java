package parley.edge.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
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

    private final Tokens tokens = tokens(FORGE.key, FORGE.nextKey);

    private static Tokens tokens(JWK... keys) {
        var settings =
                Map.of(
                        "PARLEY_ISSUER",
                        Forge.ISSUER,
                        "PARLEY_JWKS",
                        new JWKSet(List.of(keys)).toString(false));
        return new Tokens(new Settings(settings), Clock.fixed(Forge.NOW, java.time.ZoneOffset.UTC));
    }

    @Test
    void our_own_token_says_who_the_visitor_is() {
        assertThat(tokens.visitor(FORGE.token()))
                .isEqualTo(
                        new Visitor(
                                UUID.fromString("71517012-0000-4000-8000-000000000001"),
                                UUID.fromString("a0000000-0000-4000-8000-00000000acee"),
                                UUID.fromString("5e551011-0000-4000-8000-000000000001")));
    }

    @Test
    void the_next_key_holds_before_the_old_one_goes() {
        assertThat(tokens.visitor(FORGE.signed(FORGE.nextKey, FORGE.header(), FORGE.claims())))
                .isNotNull();
    }

    @Test
    void clocks_may_stand_half_a_minute_apart() {
        assertThat(tokens.visitor(FORGE.aged(Tokens.LIFE.plusSeconds(29)))).isNotNull();
        assertThat(tokens.visitor(FORGE.aged(Duration.ofSeconds(-29)))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {630, -30})
    void and_not_a_second_more(long age) {
        assertThatThrownBy(() -> tokens.visitor(FORGE.aged(Duration.ofSeconds(age))))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void what_begins_later_is_not_believed_before() {
        long now = Forge.NOW.getEpochSecond();
        assertThat(tokens.visitor(FORGE.with("nbf", now + 29))).isNotNull();
        var tooEarly = FORGE.with("nbf", now + 30);
        assertThatThrownBy(() -> tokens.visitor(tooEarly)).isInstanceOf(Rejected.class);
    }

    @Test
    void keys_of_another_kind_or_without_a_name_are_passed_over() throws Exception {
        var curve = new ECKeyGenerator(Curve.P_384).keyID(FORGE.key.getKeyID()).generate();
        var secret = new OctetSequenceKeyGenerator(256).keyID(FORGE.key.getKeyID()).generate();
        var nameless = new ECKeyGenerator(Curve.P_256).generate();
        assertThat(tokens(FORGE.key, curve, secret, nameless).visitor(FORGE.token())).isNotNull();
        var alone = tokens(curve, secret, nameless);
        assertThatThrownBy(() -> alone.visitor(FORGE.token())).isInstanceOf(Rejected.class);
    }

    @Test
    void a_set_of_keys_that_is_none_is_our_own_failure() {
        var broken =
                new Tokens(
                        new Settings(Map.of("PARLEY_ISSUER", Forge.ISSUER, "PARLEY_JWKS", "{")),
                        Clock.fixed(Forge.NOW, java.time.ZoneOffset.UTC));
        assertThatThrownBy(() -> broken.visitor(FORGE.token()))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void no_attack_token_is_believed(String attack, String token) {
        assertThatThrownBy(() -> tokens.visitor(token))
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
