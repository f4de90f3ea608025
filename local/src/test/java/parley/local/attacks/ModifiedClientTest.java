package parley.local.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.local.attacks.Scene.Caller;

/**
 * Clients that ignore our interface and know every id: with a session of a tenant without voice,
 * with tokens that have expired, with another tenant's, and an agent who lost the accept. None of
 * them creates a call, joins or writes a topic, mints a credential or reads a row.
 */
class ModifiedClientTest {
    private Street street;
    private Scene scene;
    private String topic;

    @BeforeEach
    void a_call_runs() throws Exception {
        street = Shared.street();
        scene = new Scene(street);
        scene.reset(true);
        topic = "chat_session_" + scene.session() + ":call";
    }

    /** Something that a client tries; true when it worked. */
    private interface Deed {
        boolean works(Caller who) throws Exception;
    }

    @Test
    void none_of_them_gets_anything() throws Exception {
        List<Caller> strangers = new ArrayList<>();
        strangers.add(
                new Caller(
                        "session of initech",
                        street.session("pk_initech_demo").path("token").asText(),
                        false));
        for (String name :
                List.of(
                        "expired visitor",
                        "expired agent",
                        "other tenant",
                        "foreign agent",
                        "loser")) {
            strangers.add(named(name));
        }
        String before = street.rowsOf(ROWS);
        Map<String, Future<Boolean>> tried = new LinkedHashMap<>();
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Caller who : strangers) {
                deeds().forEach((deed, act) ->
                        tried.put(who.name() + ": " + deed, all.submit(() -> act.works(who))));
            }
        }
        List<String> worked = done(tried);
        System.out.printf(
                "shown: modified clients: %d deeds of %d clients, %d worked%n",
                tried.size(), strangers.size(), worked.size());
        assertThat(worked).isEmpty();
        assertThat(street.rowsOf(ROWS)).isEqualTo(before);
    }

    @Test
    void the_same_deeds_work_for_whom_they_are_meant() throws Exception {
        assertThat(working(named("visitor")))
                .containsExactly(
                        "asks for this call again",
                        "joins the call's topic",
                        "reads the call",
                        "resumes the call for its ticket",
                        "speaks as a party");
        scene.reset(true);
        assertThat(working(named("winner")))
                .containsExactly(
                        "accepts the call",
                        "joins the desk's topic",
                        "joins the winner's topic",
                        "reads the call",
                        "reads the tenant's history",
                        "resumes the call for its ticket",
                        "speaks as a party");
    }

    @Test
    void what_they_say_on_a_topic_is_heard_by_nobody_and_they_hear_nothing() throws Exception {
        String outsider = String.valueOf(named("other tenant").token());
        String loser = String.valueOf(named("loser").token());
        try (Listener visitor = street.listener(topic, named("visitor").token(), true);
                Listener refused = street.listener(topic, loser, true);
                Listener open = street.listener(topic, outsider, false)) {
            assertThat(visitor.letIn()).isTrue();
            assertThat(refused.letIn()).isFalse();
            String forged =
                    "{\"type\":\"broadcast\",\"event\":\"signal\",\"payload\":{\"word\":\"forged\"}}";
            refused.send("broadcast", forged);
            open.send("broadcast", forged);
            for (String token :
                    List.of(outsider, loser, String.valueOf(named("visitor").token()))) {
                street.broadcast(topic, token, "forged");
            }
            visitor.send("broadcast", forged);
            assertThat(signal(named("winner"), "spoken-by-the-winner")).isTrue();
            assertThat(visitor.hears("spoken-by-the-winner")).isTrue();
            List<Listener> all = List.of(visitor, refused, open);
            assertThat(all.stream().flatMap(one -> one.heard().stream()))
                    .noneMatch(said -> said.contains("forged"));
            assertThat(refused.heard()).noneMatch(said -> said.contains("spoken"));
            assertThat(open.heard()).noneMatch(said -> said.contains("spoken"));
        }
    }

    private static final String ROWS =
            "calls call_sides call_signals call_events call_rings relay_tickets relay_grants relay_months callback_requests blocks outbox";

    private Map<String, Deed> deeds() {
        Map<String, Deed> all = new LinkedHashMap<>();
        all.put("accepts the call", who -> rpc("parley_accept_call", who, ""));
        all.put("asks for a new call", who -> asks(who, UUID.randomUUID()));
        all.put("asks for this call again", who -> asks(who, scene.call()));
        all.put("calls open_call itself", who -> ok(street.rpc("open_call", who.token(), "{}")));
        all.put("joins the call's topic", who -> street.joins(topic, who.token()));
        all.put("joins the desk's topic", this::joinsDesk);
        all.put(
                "joins the winner's topic",
                who -> street.joins("parley:agent:" + Scene.GINA, who.token()));
        all.put("mints with the call's id", who -> mints(who, scene.call().toString()));
        all.put("mints with a guess", who -> mints(who, "A".repeat(43)));
        all.put("reads the call", who -> rpc("parley_call_state", who, null));
        all.put("reads the tenant's history", this::reads);
        all.put(
                "resumes the call for its ticket",
                who ->
                        rpc(
                                "parley_resume_call",
                                who,
                                who.agent() ? "" : ",\"p_offer\":{\"sdp\":\"v=0\"}"));
        all.put("speaks as a party", who -> signal(who, "x"));
        return all;
    }

    /** Joins wait for each other's refusals at the same time; everything else goes in order. */
    private List<String> working(Caller who) throws Exception {
        Map<String, Future<Boolean>> tried = new LinkedHashMap<>();
        try (ExecutorService joins = Executors.newVirtualThreadPerTaskExecutor();
                ExecutorService line = Executors.newSingleThreadExecutor()) {
            deeds().forEach((deed, act) ->
                    tried.put(
                            deed,
                            (deed.startsWith("joins") ? joins : line)
                                    .submit(() -> act.works(who))));
        }
        return done(tried);
    }

    private static List<String> done(Map<String, Future<Boolean>> tried) throws Exception {
        List<String> worked = new ArrayList<>();
        for (Map.Entry<String, Future<Boolean>> one : tried.entrySet()) {
            if (one.getValue().get()) {
                worked.add(one.getKey());
            }
        }
        return worked;
    }

    /** The loser is an agent of this tenant: its desk and its history are his to see. */
    private boolean joinsDesk(Caller who) throws Exception {
        return !who.name().equals("loser")
                && street.joins("parley:desk:" + Scene.GLOBEX, who.token());
    }

    private boolean reads(Caller who) throws Exception {
        return !who.name().equals("loser")
                && ok(
                        street.rpc(
                                "parley_desk_history",
                                who.token(),
                                "{\"p_tenant\":\"" + Scene.GLOBEX + "\"}"));
    }

    private boolean signal(Caller who, String word) throws Exception {
        return rpc(
                "parley_send_signal",
                who,
                ",\"p_generation\":%s,\"p_id\":\"%s\",\"p_type\":\"candidate\",\"p_payload\":{\"word\":\"%s\"}"
                        .formatted(generation(), UUID.randomUUID(), word));
    }

    private String generation() throws Exception {
        return street.ask("select generation from parley.calls where id = '" + scene.call() + "'");
    }

    private boolean mints(Caller who, String ticket) throws Exception {
        return ok(street.function("turn-token", who.token(), "{\"ticket\":\"" + ticket + "\"}"));
    }

    private boolean asks(Caller who, UUID call) throws Exception {
        return ok(
                street.function(
                        "call-request",
                        who.token(),
                        "{\"call_id\":\"%s\",\"instance\":\"%s\",\"media\":\"audio\",\"offer\":{\"sdp\":\"v=0\"}}"
                                .formatted(call, Scene.VISITORS_PAGE)));
    }

    /** With the page that owns the side which he claims; {@code more} null: of no page. */
    private boolean rpc(String name, Caller who, @Nullable String more) throws Exception {
        String page = who.agent() ? Scene.AGENTS_PAGE : Scene.VISITORS_PAGE;
        String instance = more == null ? "" : ",\"p_instance\":\"" + page + "\"" + more;
        return ok(
                street.rpc(
                        name,
                        who.token(),
                        "{\"p_call\":\"" + scene.call() + "\"" + instance + "}"));
    }

    /** A refusal in words is no success either. */
    private static boolean ok(Said said) {
        return said.word().equals("200");
    }

    private Caller named(String name) {
        return scene.everybody.stream()
                .filter(who -> who.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
