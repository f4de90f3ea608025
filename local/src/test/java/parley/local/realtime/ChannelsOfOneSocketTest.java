package parley.local.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChannelsOfOneSocketTest {
    private static final String SELF = "\"broadcast\":{\"self\":true,\"ack\":true}";

    @Test
    void a_second_join_of_a_topic_is_answered_before_the_first_is_closed() throws Exception {
        try (Scene scene = Scene.open();
                Talk talk = scene.visitor(SELF)) {
            talk.join("2", Scene.CALL, SELF, scene.token("authenticated", Scene.VISITOR));
            talk.hears("[\"2\",\"2\"", "phx_reply", "\"ok\"");
            talk.hears("[\"1\",\"1\"", "phx_close");
            talk.broadcast("3", "1", "with_the_old_reference");
            talk.hears("with_the_old_reference");
            talk.hears("[\"2\",\"3\"", "phx_reply", "\"ok\"");
        }
    }

    @Test
    void a_leave_of_a_topic_never_joined_is_ok_and_a_push_to_it_is_not() throws Exception {
        try (Scene scene = Scene.open();
                Talk talk = scene.talk()) {
            talk.say("[\"9\",\"1\",\"realtime:x\",\"phx_leave\",{}]");
            assertThat(talk.hears("phx_reply")).contains("\"9\",\"1\"").contains("\"ok\"");
            talk.say("[\"9\",2,\"realtime:x\",\"anything\",{}]");
            assertThat(talk.hears("unmatched topic")).startsWith("[null,2,");
        }
    }

    @Test
    void a_denied_join_holds_up_everything_of_its_socket_and_of_no_other() throws Exception {
        try (Scene scene = Scene.open();
                Talk talk = scene.visitor(SELF);
                Talk other = scene.visitor(SELF)) {
            talk.join("2", "not-mine", SELF, scene.token("authenticated", Scene.VISITOR));
            talk.say("[null,\"3\",\"phoenix\",\"heartbeat\",{}]");
            scene.send("from_the_database");
            other.hears("from_the_database");
            talk.hears("Unauthorized");
            talk.hears("\"3\"", "phoenix");
            talk.hears("from_the_database");
        }
    }

    @Test
    void rights_that_come_after_the_first_send_come_too_late_until_a_new_token() throws Exception {
        try (Scene scene = Scene.open();
                Talk talk = scene.talk()) {
            talk.join("1", "ro:1", SELF, scene.token("authenticated", Scene.VISITOR));
            talk.hears("phx_reply", "\"ok\"");
            String push = "[\"1\",\"%s\",\"realtime:ro:1\",\"broadcast\",{\"event\":\"%s\"}]";
            talk.say(push.formatted("2", "denied"));
            // Answered in turn, so the push before it has been judged by then.
            talk.say("[\"1\",\"9\",\"realtime:ro:1\",\"presence\",{\"event\":\"nonsense\"}]");
            talk.hears("[\"1\",\"9\"", "error");
            scene.database.psql(
                    "create policy late on realtime.messages for insert to authenticated with check (true)");
            talk.say(push.formatted("3", "still_denied"));
            talk.hearsNothingOf("denied", 100);
            String other = scene.token("authenticated", "22222222-2222-4222-8222-222222222222");
            talk.say(
                    "[\"1\",\"4\",\"realtime:ro:1\",\"access_token\",{\"access_token\":\""
                            + other
                            + "\"}]");
            talk.say(push.formatted("5", "allowed"));
            talk.hears("\"allowed\"");
            talk.hears("[\"1\",\"5\"", "phx_reply");
            assertThat(talk.everything()).filteredOn(said -> said.contains("phx_reply")).hasSize(3);
        }
    }

    @Test
    void version_one_gets_the_same_broadcast_as_an_object() throws Exception {
        try (Scene scene = Scene.open();
                Talk one = scene.talk("1.0.0");
                Talk two = scene.visitor(SELF)) {
            one.say(
                    """
                    {"topic":"realtime:%s","event":"phx_join","ref":"1","join_ref":"1","payload":{"config":{"private":true},"access_token":"%s"}}\
                    """
                            .formatted(Scene.CALL, scene.token("authenticated", Scene.VISITOR)));
            one.hears("phx_reply", "\"ok\"");
            scene.send("to_both");
            two.hears("to_both");
            assertThat(List.of(one.hears("to_both")))
                    .allMatch(said -> said.startsWith("{\"ref\":null"));
        }
    }
}
