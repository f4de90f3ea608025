package parley.functions.visitorsession;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.core.session.HostClaims;
import parley.edge.json.Json;

class HostTokensTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final UUID SESSION = UUID.fromString("5e551011-0000-4000-8000-000000000001");
    private static final byte[] KEY = key(1);
    private static final byte[] OLD_KEY = key(2);

    private final HostTokens hosts = new HostTokens(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void the_hosts_word_opens_its_session() {
        var token = signed(JWSAlgorithm.HS256, KEY, claims(SESSION, 300, "Ada"));
        assertThat(hosts.sessionIn(token)).isEqualTo(SESSION);
        assertThat(verified(token, KEY)).isEqualTo(new HostClaims(SESSION, "Ada"));
    }

    @Test
    void any_of_the_tenants_keys_holds_and_no_other() {
        var token = signed(JWSAlgorithm.HS256, OLD_KEY, claims(SESSION, 300, null));
        assertThat(verified(token, KEY, OLD_KEY)).isEqualTo(new HostClaims(SESSION, null));
        assertThat(verified(token, KEY)).isNull();
        assertThat(verified(token)).isNull();
    }

    @Test
    void a_long_key_in_the_databases_broken_lines_is_read() {
        byte[] large = Arrays.copyOf(KEY, 100);
        var token = signed(JWSAlgorithm.HS256, large, claims(SESSION, 300, null));
        var lines = Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(large);
        assertThat(lines).contains("\n");
        assertThat(hosts.verified(token, List.of(lines))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {-31, -3600, 631, 86_400, 315_360_000})
    void a_word_out_of_time_opens_nothing(long seconds) {
        assertThat(verified(signed(JWSAlgorithm.HS256, KEY, claims(SESSION, seconds, null)), KEY))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {-29, 1, 600, 629})
    void a_word_in_time_does(long seconds) {
        assertThat(verified(signed(JWSAlgorithm.HS256, KEY, claims(SESSION, seconds, null)), KEY))
                .isNotNull();
    }

    @Test
    void a_word_that_is_not_valid_yet_opens_nothing() {
        var claims = claims(SESSION, 300, null);
        claims.put("nbf", NOW.getEpochSecond() + 29);
        assertThat(verified(signed(JWSAlgorithm.HS256, KEY, claims), KEY)).isNotNull();
        claims.put("nbf", NOW.getEpochSecond() + 31);
        assertThat(verified(signed(JWSAlgorithm.HS256, KEY, claims), KEY)).isNull();
    }

    @Test
    void what_is_not_hs256_or_not_complete_opens_nothing() {
        byte[] large = Arrays.copyOf(KEY, 64);
        var good = claims(SESSION, 300, null);
        assertThat(verified(signed(JWSAlgorithm.HS512, large, good), large)).isNull();
        for (var claim : List.of("sub", "exp")) {
            var less = new LinkedHashMap<>(good);
            less.remove(claim);
            assertThat(verified(signed(JWSAlgorithm.HS256, KEY, less), KEY)).isNull();
        }
        var notOurs = new LinkedHashMap<>(good);
        notOurs.put("sub", "session-17");
        assertThat(verified(signed(JWSAlgorithm.HS256, KEY, notOurs), KEY)).isNull();
        for (var junk : List.of("", "..", "a.b.c", SESSION.toString()))
            assertThat(verified(junk, KEY)).isNull();
    }

    private @Nullable HostClaims verified(String token, byte[]... keys) {
        var all = Arrays.stream(keys).map(Base64.getEncoder()::encodeToString).toList();
        return hosts.verified(token, all);
    }

    private static Map<String, Object> claims(UUID session, long seconds, @Nullable String name) {
        var claims = new LinkedHashMap<String, Object>();
        claims.put("sub", session);
        claims.put("exp", NOW.getEpochSecond() + seconds);
        if (name != null) claims.put("name", name);
        return claims;
    }

    private static String signed(JWSAlgorithm algorithm, byte[] key, Map<String, Object> claims) {
        try {
            var token = new JWSObject(new JWSHeader(algorithm), new Payload(Json.write(claims)));
            token.sign(new MACSigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }
}
