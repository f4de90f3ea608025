package parley.local.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With relay_policy always nobody's address is kept or told, whatever a page sends. */
class HiddenAddressesTest {
    private static final String RELAY = "candidate:4 1 udp 41885695 198.51.100.9 50001 typ relay";
    private static final String HOST = "candidate:1 1 udp 2122260223 192.168.7.7 50000 typ host";

    private static final String SDP =
            """
            v=0\\r\\no=- 1 2 IN IP4 192.168.7.7\\r\\ns=-\\r\\nt=0 0\\r\\nm=audio 50001 UDP/TLS/RTP/SAVPF 111\\r\\nc=IN IP4 192.168.7.7\\r\\n\
            a=rtcp:50003 IN IP6 2001:db8::7\\r\\na=%s\\r\\na=%s raddr 192.168.7.7 rport 50000 generation 0\\r\\na=mid:0\\r\\n\
            """
                    .formatted(HOST, RELAY);

    private static final String HIDDEN =
            "v=0\r\no=- 1 2 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\nm=audio 50001 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\n"
                    + "a=rtcp:9 IN IP4 0.0.0.0\r\na="
                    + RELAY
                    + " raddr 0.0.0.0 rport 9 generation 0\r\na=mid:0\r\n";

    private final Ledger ledger = Ledger.shared();
    private final Calls calls = new Calls(ledger);

    @BeforeEach
    void the_tenant_hides_addresses() throws SQLException {
        calls.endAll();
        plan("private");
    }

    @AfterEach
    void no_more() throws SQLException {
        plan("premium_video");
    }

    @Test
    void a_description_names_the_relay_alone() throws SQLException {
        Calls.Call call = open("{\"sdp\": \"" + SDP + "\"}");
        assertThat(kept(call)).isEqualTo(HIDDEN);
        assertThat(
                        call("parley_resume_call", call, "p_offer", "{\"sdp\": \"" + SDP + "\"}")
                                .at("/ice/policy")
                                .asText())
                .isEqualTo("relay");
        assertThat(kept(call)).isEqualTo(HIDDEN);
    }

    @Test
    void of_a_list_the_relays_candidates_are_kept() throws SQLException {
        Calls.Call call = open("{\"sdp\": \"v=0\"}");
        send(
                call,
                "{\"candidates\": [{\"candidate\": \"%s\", \"address\": \"192.168.7.7\"}, {\"candidate\": \"%s raddr 192.168.7.7 rport 5\", \"sdpMid\": \"0\"}]}"
                        .formatted(HOST, RELAY));
        assertThat(
                        ledger.ask(
                                "select payload from parley.call_signals where type = 'candidate' and call_id = '"
                                        + call.id()
                                        + "'"))
                .isEqualTo(
                        "{\"candidates\": [{\"sdpMid\": \"0\", \"candidate\": \""
                                + RELAY
                                + " raddr 0.0.0.0 rport 9\", \"sdpMLineIndex\": null, \"usernameFragment\": null}]}");
    }

    @Test
    void a_list_without_any_relay_is_refused_by_name_and_an_empty_one_ends_the_gathering()
            throws SQLException {
        Calls.Call call = open("{\"sdp\": \"v=0\"}");
        assertThat(
                        send(call, "{\"candidates\": [{\"candidate\": \"" + HOST + "\"}]}")
                                .path("refused")
                                .asText())
                .isEqualTo("relay_only");
        assertThat(send(call, "{\"candidates\": []}").path("seq").asInt()).isEqualTo(2);
    }

    @Test
    void a_call_that_began_without_keeps_its_candidates_when_the_plan_changes()
            throws SQLException {
        plan("premium");
        Calls.Call call = open("{\"sdp\": \"v=0\"}");
        plan("private");
        assertThat(
                        send(call, "{\"candidates\": [{\"candidate\": \"" + HOST + "\"}]}")
                                .path("seq")
                                .asInt())
                .isEqualTo(2);
    }

    private Calls.Call open(String offer) throws SQLException {
        Calls.Call call = calls.session(Person.GLOBEX);
        calls.function(
                "select parley.open_call(?, ?, ?, ?, ?, 'audio', ?::jsonb, '{}', 'Ada', null)",
                call.id(),
                call.tenant(),
                call.session(),
                call.visitor(),
                call.visitorPage(),
                offer);
        return call;
    }

    private String kept(Calls.Call call) throws SQLException {
        return String.valueOf(
                ledger.ask(
                        "select payload ->> 'sdp' from parley.call_signals where type = 'offer' and call_id = '"
                                + call.id()
                                + "'"));
    }

    private JsonNode send(Calls.Call call, String payload) throws SQLException {
        return ledger.rpc(
                call.caller(),
                "parley_send_signal",
                Calls.args(
                        "p_call", call.id(),
                        "p_instance", call.visitorPage(),
                        "p_generation", 0,
                        "p_id", UUID.randomUUID(),
                        "p_type", "candidate",
                        "p_payload", Calls.jsonb(payload)));
    }

    private JsonNode call(String rpc, Calls.Call call, String name, String json)
            throws SQLException {
        return ledger.rpc(
                call.caller(),
                rpc,
                Calls.args(
                        "p_call",
                        call.id(),
                        "p_instance",
                        UUID.randomUUID(),
                        name,
                        Calls.jsonb(json)));
    }

    private void plan(String name) throws SQLException {
        ledger.run("select parley.set_plan('%s', '%s')".formatted(Person.GLOBEX, name));
    }
}
