package parley.local.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a tenant loses while its people talk: the running call goes on, the next one does not. */
class PlanChangesTest {
    private Street street;
    private Scene scene;

    @BeforeEach
    void a_call_runs() throws Exception {
        street = Shared.street();
        scene = new Scene(street);
        scene.reset(true);
    }

    @AfterEach
    void everything_back() throws Exception {
        street.sql(
                "update public.tenants set voice_enabled = true, relay_policy = 'fallback' where id"
                        + " = '"
                        + Scene.GLOBEX
                        + "'; insert into public.tenant_agents values ('"
                        + Scene.GINA
                        + "', '"
                        + Scene.GLOBEX
                        + "', 'owner', 'Gina') on conflict do nothing");
    }

    @Test
    void a_tenant_that_loses_voice_finishes_its_call_and_gets_no_other() throws Exception {
        street.sql(
                "update public.tenants set voice_enabled = false where id = '"
                        + Scene.GLOBEX
                        + "'");

        Said renewed =
                street.function(
                        "visitor-session",
                        null,
                        "{\"tenant\":\"pk_globex_demo\",\"session\":{\"id\":\"%s\",\"secret\":\"%s\"}}"
                                .formatted(
                                        scene.session(),
                                        scene.visitor.at("/session/secret").asText()));
        assertThat(renewed.status()).isEqualTo(200);
        String token = renewed.body().path("token").asText();
        assertThat(street.joins("chat_session_" + scene.session() + ":call", token)).isTrue();

        Said resumed =
                street.rpc("parley_resume_call", token, args("\"p_offer\":{\"sdp\":\"v=0\"}"));
        assertThat(resumed.word()).isEqualTo("200");
        assertThat(resumed.body().at("/ice/servers")).isNotEmpty();
        assertThat(resumed.body().path("relay_ticket").isNull()).isTrue();
        assertThat(
                        street.function("turn-token", null, "{\"ticket\":\"" + Scene.TICKET + "\"}")
                                .body()
                                .path("relay")
                                .asBoolean())
                .isFalse();
        assertThat(street.rpc("parley_end_call", token, args("\"p_intent\":\"hang_up\"")).word())
                .isEqualTo("200");

        assertThat(ask(token).word()).isEqualTo("403 voice_not_enabled");
        assertThat(street.joins("chat_session_" + scene.session() + ":call", token)).isFalse();
    }

    @Test
    void an_agent_who_is_removed_finishes_his_call_and_gets_no_other() throws Exception {
        String gina = token("winner");
        street.sql("delete from public.tenant_agents where user_id = '" + Scene.GINA + "'");

        Said beat =
                street.rpc(
                        "parley_desk_beat",
                        gina,
                        "{\"p_tenant\":\"%s\",\"p_instance\":\"%s\",\"p_status\":\"available\"}"
                                .formatted(Scene.GLOBEX, Scene.AGENTS_PAGE));
        assertThat(beat.word()).isEqualTo("200 not_a_member");
        assertThat(
                        street.ask(
                                "select count(*) from parley.desks where instance = '"
                                        + Scene.AGENTS_PAGE
                                        + "'"))
                .isEqualTo("0");
        assertThat(street.joins("parley:desk:" + Scene.GLOBEX, gina)).isFalse();

        String mine =
                "{\"p_call\":\"%s\",\"p_instance\":\"%s\""
                        .formatted(scene.call(), Scene.AGENTS_PAGE);
        assertThat(street.rpc("parley_touch_call", gina, mine + ",\"p_generation\":0}").word())
                .isEqualTo("200");
        assertThat(street.rpc("parley_end_call", gina, mine + ",\"p_intent\":\"hang_up\"}").word())
                .isEqualTo("200");

        scene.reset(false);
        String next =
                "{\"p_call\":\"%s\",\"p_instance\":\"%s\"}"
                        .formatted(scene.call(), Scene.AGENTS_PAGE);
        assertThat(street.rpc("parley_accept_call", gina, next).word())
                .isEqualTo("403 not_a_party");
    }

    private String args(String more) {
        return "{\"p_call\":\"%s\",\"p_instance\":\"%s\",%s}"
                .formatted(scene.call(), Scene.VISITORS_PAGE, more);
    }

    private Said ask(String token) throws Exception {
        return street.function(
                "call-request",
                token,
                "{\"call_id\":\"%s\",\"instance\":\"%s\",\"media\":\"audio\",\"offer\":{\"sdp\":\"v=0\"}}"
                        .formatted(java.util.UUID.randomUUID(), Scene.VISITORS_PAGE));
    }

    private String token(String name) {
        return String.valueOf(
                scene.everybody.stream()
                        .filter(who -> who.name().equals(name))
                        .findFirst()
                        .orElseThrow()
                        .token());
    }
}
