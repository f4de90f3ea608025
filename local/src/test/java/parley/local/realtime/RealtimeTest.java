package parley.local.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the recordings do not show, or only in part. */
class RealtimeTest {
    private static final String SELF = "\"broadcast\":{\"self\":true,\"ack\":true}";
    private static final String QUIET = "\"broadcast\":{}";

    @Test
    void tokens_of_supabase_auth_and_of_our_own_issuer_meet_in_one_room() throws Exception {
        try (Scene scene = Scene.open();
                Talk auth = scene.visitor(QUIET);
                Talk own = scene.talk()) {
            own.join("1", Scene.CALL, SELF, scene.ownToken("ours", "authenticated", Scene.VISITOR));
            own.hears("phx_reply", "\"ok\"");
            own.broadcast("2", "1", "hello");
            auth.hears("broadcast", "hello");
        }
    }

    @Test
    void a_token_with_an_unknown_key_is_refused_after_five_seconds() throws Exception {
        try (Scene scene = Scene.open();
                Talk talk = scene.talk()) {
            long start = System.nanoTime();
            talk.join(
                    "1", Scene.CALL, QUIET, scene.ownToken("gone", "authenticated", Scene.VISITOR));
            talk.hears("JwtSignerError: Failed to generate JWT signer for key ID (kid)");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThan(Duration.ofMillis(100));
        }
    }

    @Test
    void rows_come_in_commit_order_and_what_is_rolled_back_never_comes() throws Exception {
        try (Scene scene = Scene.open();
                Talk talk = scene.visitor(QUIET);
                Connection slow = DriverManager.getConnection(scene.database.url());
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("select realtime.send('{}', 'last', '" + Scene.CALL + "')");
            scene.send("first");
            scene.database.psql(
                    "begin; select realtime.send('{}', 'undone', '" + Scene.CALL + "'); rollback");
            talk.hears("first");
            slow.commit();
            talk.hears("last");
            talk.hearsNothingOf("undone", 50);
        }
    }

    @Test
    void what_is_committed_before_the_slot_exists_is_lost_for_ever() throws Exception {
        try (Scene scene = Scene.open();
                Connection writer = DriverManager.getConnection(scene.database.url());
                Statement statement = writer.createStatement();
                Talk talk = scene.talk()) {
            writer.setAutoCommit(false);
            statement.execute("update public.chat_sessions set tenant_id = tenant_id");
            talk.join("1", Scene.CALL, QUIET, scene.token("authenticated", Scene.VISITOR));
            talk.hears("phx_reply", "\"ok\"");
            scene.send("too_early");
            Thread.sleep(200);
            assertThat(scene.realtime.isReplicationReady()).isFalse();
            writer.commit();
            while (!scene.realtime.isReplicationReady()) {
                Thread.sleep(5);
            }
            scene.send("in_time");
            talk.hears("in_time");
            talk.hearsNothingOf("too_early", 50);
        }
    }

    @Test
    void a_message_of_the_database_that_may_not_be_written_is_only_a_warning() throws Exception {
        try (Scene scene = Scene.open()) {
            String rows =
                    scene.database.psql(
                            """
                            create function public.try() returns text language plpgsql as $$
                            begin
                              set local role authenticated;
                              perform realtime.send('{}', 'x', 'ro:1');
                              reset role;
                              return 'went on';
                            end $$;
                            select public.try();
                            select count(*) from realtime.messages\
                            """);
            assertThat(rows).isEqualTo("went on\n0");
        }
    }

    @Test
    void a_flood_deafens_desks_without_closing_them() throws Exception {
        try (Scene scene =
                        Scene.open(settings ->
                                settings.withLimits(Limits.defaults().withEventsPerSecond(1)));
                Talk desk = scene.visitor(QUIET);
                Talk flood = scene.talk()) {
            flood.say("[\"1\",\"1\",\"realtime:elsewhere\",\"phx_join\",{\"config\":{}}]");
            flood.hears("phx_reply", "\"ok\"");
            for (int i = 0; i < 1000; i++) {
                flood.say("[\"1\",\"2\",\"realtime:elsewhere\",\"nonsense\",{}]");
            }
            while (!scene.project().events.isTripped()) {
                Thread.sleep(5);
            }
            scene.send("unheard");
            desk.hearsNothingOf("unheard", 100);
            while (scene.project().events.isTripped()) {
                desk.say("[null,\"9\",\"phoenix\",\"heartbeat\",{}]");
                Thread.sleep(50);
            }
            desk.hearsNothingOf("phx_close", 0);
            scene.send("heard_again");
            desk.hears("heard_again");
        }
    }

    @Test
    void what_was_said_before_the_socket_closed_is_still_delivered() throws Exception {
        try (Scene scene = Scene.open();
                Talk talk = scene.visitor(QUIET);
                Talk other = scene.visitor(QUIET)) {
            other.broadcast("2", "1", "parting_word");
            other.goodbye();
            talk.hears("parting_word");
        }
    }

    @Test
    void a_stop_drops_every_socket_without_a_word_and_a_start_serves_again() throws Exception {
        try (Scene scene = Scene.open();
                Talk before = scene.visitor(QUIET)) {
            scene.realtime.stop();
            before.hears("ENDED");
            before.hearsNothingOf("CLOSE", 0);
            try (Talk during = scene.talk()) {
                during.hears("HTTP 503");
            }
            scene.realtime.start();
            try (Talk after = scene.visitor(QUIET)) {
                scene.send("back");
                after.hears("back");
            }
        }
    }

    @Test
    void a_deploy_tells_every_channel_and_closes_with_1012() throws Exception {
        try (Scene scene = Scene.open();
                Talk talk = scene.visitor(QUIET)) {
            scene.realtime.disconnectAll(1012);
            talk.hears("Server requested disconnect");
            talk.hears("CLOSE 1012");
        }
    }

    @Test
    void pushes_are_dropped_doubled_and_silenced_on_demand() throws Exception {
        try (Scene scene = Scene.open();
                Talk talk = scene.visitor(QUIET)) {
            RealtimeFaults faults = scene.realtime.faults();
            faults.pushDrop(1);
            scene.send("dropped");
            untilLost(faults, 1);
            faults.clear();
            faults.pushDuplicate(1);
            scene.send("doubled");
            talk.hears("doubled");
            talk.hears("doubled");
            faults.clear();
            faults.deafFor(Duration.ofMinutes(1));
            scene.send("deaf");
            untilLost(faults, 2);
            faults.clear();
            scene.send("hearing");
            talk.hears("hearing");
            talk.hearsNothingOf("dropped", 0);
            talk.hearsNothingOf("deaf", 0);
        }
    }

    private static void untilLost(RealtimeFaults faults, long pushes) throws InterruptedException {
        while (faults.lost() < pushes) {
            Thread.sleep(5);
        }
    }
}
