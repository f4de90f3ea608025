package parley.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthTest {
    private final GatewayRig rig = rig();

    private static GatewayRig rig() {
        try {
            return new GatewayRig();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    @Test
    void a_password_gives_a_session_with_supabases_claims() throws Exception {
        JsonNode session = signIn();
        assertThat(session.path("token_type").asText()).isEqualTo("bearer");
        assertThat(session.path("expires_in").asInt()).isEqualTo(3600);
        assertThat(session.at("/user/email").asText()).isEqualTo(GatewayRig.EMAIL);
        SignedJWT token = SignedJWT.parse(session.path("access_token").asText());
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(token.getHeader().getKeyID()).isEqualTo(rig.authKey.jwk().getKeyID());
        assertThat(token.getJWTClaimsSet().getClaims().keySet())
                .contains(
                        "iss",
                        "sub",
                        "aud",
                        "exp",
                        "iat",
                        "email",
                        "phone",
                        "app_metadata",
                        "user_metadata",
                        "role",
                        "aal",
                        "amr",
                        "session_id",
                        "is_anonymous");
        assertThat(rig.tokens.verify(token.serialize())).containsEntry("role", "authenticated");
    }

    @Test
    void a_wrong_password_is_named_in_both_shapes() throws Exception {
        String wrong = "{\"email\":\"%s\",\"password\":\"x\"}".formatted(GatewayRig.EMAIL);
        GatewayRig.Got old = rig.post("/auth/v1/token?grant_type=password", null, wrong);
        assertThat(old.status()).isEqualTo(400);
        assertThat(old.whole().body())
                .isEqualTo(
                        "{\"code\":400,\"error_code\":\"invalid_credentials\",\"msg\":\"Invalid login credentials\"}");
        GatewayRig.Got versioned =
                rig.post(
                        "/auth/v1/token?grant_type=password",
                        null,
                        wrong,
                        "X-Supabase-Api-Version",
                        "2024-01-01");
        assertThat(versioned.whole().body())
                .isEqualTo(
                        "{\"code\":\"invalid_credentials\",\"message\":\"Invalid login credentials\"}");
    }

    @Test
    void a_refresh_rotates_and_the_old_token_works_once_more_for_a_lost_answer() throws Exception {
        JsonNode first = signIn();
        String old = first.path("refresh_token").asText();
        JsonNode second = refresh(old).json();
        assertThat(second.path("refresh_token").asText()).isNotEqualTo(old);
        assertThat(second.at("/user/id")).isEqualTo(first.at("/user/id"));
        assertThat(refresh(old).status()).isEqualTo(200);
        rig.sql("update auth.refresh_tokens set updated_at = now() - interval '11 seconds'");
        assertThat(refresh(old).json().path("error_code").asText())
                .isEqualTo("refresh_token_already_used");
        assertThat(refresh(second.path("refresh_token").asText()).status()).isEqualTo(200);
        assertThat(refresh("nothing").json().path("error_code").asText())
                .isEqualTo("refresh_token_not_found");
    }

    @Test
    void logout_ends_the_session_and_its_token_names_nobody_any_more() throws Exception {
        String token = signIn().path("access_token").asText();
        assertThat(user(token).json().path("email").asText()).isEqualTo(GatewayRig.EMAIL);
        assertThat(rig.post("/auth/v1/logout?scope=local", token, "").status()).isEqualTo(204);
        GatewayRig.Got after = user(token);
        assertThat(after.status()).isEqualTo(403);
        assertThat(after.json().path("error_code").asText()).isEqualTo("session_not_found");
        assertThat(user("junk").json().path("error_code").asText()).isEqualTo("bad_jwt");
    }

    @Test
    void an_anonymous_sign_up_is_a_real_user_with_role_authenticated() throws Exception {
        JsonNode user = rig.post("/auth/v1/signup", null, "{\"data\":{}}").json().path("user");
        assertThat(user.path("is_anonymous").asBoolean()).isTrue();
        assertThat(user.path("role").asText()).isEqualTo("authenticated");
        assertThat(rig.post("/auth/v1/signup", null, "{\"email\":\"x@y\"}").status())
                .isEqualTo(422);
    }

    @Test
    void the_public_keys_are_open_to_all_and_hold_no_private_part() throws Exception {
        GatewayRig.Got jwks =
                rig.got(HttpRequest.newBuilder(rig.at("/auth/v1/.well-known/jwks.json")).build());
        assertThat(jwks.json().at("/keys/0/kid").asText()).isEqualTo(rig.authKey.jwk().getKeyID());
        assertThat(jwks.json().at("/keys/0/d").isMissingNode()).isTrue();
    }

    private JsonNode signIn() throws Exception {
        return rig.post(
                        "/auth/v1/token?grant_type=password",
                        null,
                        "{\"email\":\"%s\",\"password\":\"%s\"}"
                                .formatted(GatewayRig.EMAIL, GatewayRig.PASSWORD))
                .json();
    }

    private GatewayRig.Got refresh(String token) throws Exception {
        return rig.post(
                "/auth/v1/token?grant_type=refresh_token",
                null,
                "{\"refresh_token\":\"" + token + "\"}");
    }

    private GatewayRig.Got user(String token) throws Exception {
        return rig.send("GET", "/auth/v1/user", token, "");
    }
}
