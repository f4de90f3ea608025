package parley.local.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Tokens that no recording shows: each is worded where it is looked at, as the server's code does.
 */
class OddTokensTest {
    private static final String SECRET = "super-secret-jwt-token-with-at-least-32-characters-long";
    private static final String HS256 = "{\"alg\":\"HS256\"}";
    private static final long NOW = 1_795_332_645;

    private final Tokens tokens =
            new Tokens(
                    RealtimeSettings.faithful(SECRET)
                            .withClock(Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC)));

    @Test
    void what_is_no_json_kills_whoever_looks_at_it() throws Exception {
        TokenVerdict garbage = tokens.verify("abc.def.ghi");
        assertThat(garbage.atJoin())
                .isEqualTo("UnknownErrorOnChannel: unexpected byte at position 0: 0x75 (\"u\")");
        assertThat(garbage.statusAtUpgrade()).isEqualTo(500);
        assertThat(tokens.verify(signed(HS256, "{\"exp\":\"soon\"}")).atJoin())
                .isEqualTo("UnknownErrorOnChannel: bad argument in arithmetic expression");
        assertThat(tokens.verify("a.b").atJoin())
                .isEqualTo("MalformedJWT: The token provided is not a valid JWT");
    }

    @Test
    void claims_and_header_have_to_be_maps() throws Exception {
        TokenVerdict list = tokens.verify(signed(HS256, "[1]"));
        assertThat(list.atJoin()).isEqualTo("Unknown Error on Channel");
        assertThat(list.whileJoined()).isEqualTo(":expected_claims_map");
        assertThat(list.atUpgrade()).isEqualTo("Error connecting to Realtime");
        assertThat(tokens.verify(signed("[]", "{}")).whileJoined())
                .isEqualTo(":expected_header_map");
    }

    @Test
    void a_fraction_of_a_second_is_told() throws Exception {
        assertThat(
                        tokens.verify(signed(HS256, "{\"role\":\"anon\",\"exp\":1795332634.5}"))
                                .atJoin())
                .isEqualTo("InvalidJWTToken: Token has expired 10.5 seconds ago");
    }

    @Test
    void a_time_of_issue_has_to_be_a_number() throws Exception {
        TokenVerdict verdict =
                tokens.verify(signed(HS256, "{\"role\":\"a\",\"exp\":9999999999,\"iat\":\"x\"}"));
        assertThat(verdict.whileJoined())
                .isEqualTo("[message: \"Invalid token\", claim: \"iat\", claim_val: \"x\"]");
    }

    @Test
    void an_algorithm_with_public_keys_names_the_key_it_misses() throws Exception {
        String claims = "{\"role\":\"anon\",\"exp\":9999999999}";
        assertThat(tokens.verify(signed("{\"alg\":\"RS256\",\"kid\":\"k\"}", claims)).atJoin())
                .contains("for key ID (kid) \"k\"");
        assertThat(tokens.verify(signed("{\"alg\":\"ES256K\",\"kid\":\"k\"}", claims)).atJoin())
                .isEqualTo("JwtSignerError: " + TokenVerdict.NO_SIGNER);
        assertThat(tokens.verify(signed("{\"alg\":\"HS256\",\"kid\":\"k\"}", claims)))
                .isInstanceOf(TokenVerdict.Valid.class);
    }

    @Test
    void of_two_tokens_in_a_join_the_users_counts_unless_the_first_is_a_key() {
        assertThat(joined("\"access_token\":\"a\"")).isEqualTo("a");
        assertThat(joined("\"access_token\":\"a\",\"user_token\":\"u\"")).isEqualTo("u");
        assertThat(joined("\"access_token\":\"sb_x\",\"user_token\":\"u\"")).isNull();
        assertThat(joined("\"access_token\":5")).isNull();
    }

    private static @Nullable String joined(String tokens) {
        byte[] params = ("{" + tokens + "}").getBytes(StandardCharsets.UTF_8);
        return JoinConfig.token(Json.parse(params).orElseThrow());
    }

    private static String signed(String header, String claims) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signed = encoded(header) + "." + encoded(claims);
        byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
        return signed + "." + Base64URL.encode(signature);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
