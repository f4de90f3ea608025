package parley.local.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What went wrong first, as the page that saw it named it. */
class CauseTest {
    private final Ledger ledger = Ledger.shared();
    private final Calls calls = new Calls(ledger);

    @BeforeEach
    void nobody_is_in_a_call_and_nothing_waits() throws SQLException {
        calls.endAll();
    }

    @Test
    void the_first_cause_that_either_side_names_stands_on_the_outcome_and_in_the_history()
            throws SQLException {
        Calls.Call call = calls.connected();
        say(Person.ANA, call, call.agentPage().toString(), "microphone_lost");
        say(call.caller(), call, call.visitorPage().toString(), "ice_failed");
        say(Person.ANA, call, call.agentPage().toString(), "relay_unavailable");
        ledger.rpc(
                call.caller(), "parley_end_call", Calls.end(call, call.visitorPage(), "hang_up"));
        drain();
        assertThat(cause(call)).isEqualTo("microphone_lost");
        assertThat(
                        ledger.rpc(
                                        Person.ANA,
                                        "parley_desk_history",
                                        Calls.args("p_tenant", Person.ACME, "p_limit", 1))
                                .at("/calls/0/cause")
                                .asText())
                .isEqualTo("microphone_lost");
    }

    @Test
    void a_cause_that_comes_with_the_last_report_is_kept_and_none_after_it_is_settled()
            throws SQLException {
        Calls.Call call = calls.ended();
        drain();
        assertThat(cause(call)).isEqualTo("null");
        say(Person.ANA, call, call.agentPage().toString(), "ice_failed");
        assertThat(cause(call)).isEqualTo("ice_failed");
        say(call.caller(), call, call.visitorPage().toString(), "microphone_lost");
        assertThat(cause(call)).isEqualTo("ice_failed");
    }

    @Test
    void what_is_no_name_is_no_cause() throws SQLException {
        Calls.Call call = calls.connected();
        say(Person.ANA, call, call.agentPage().toString(), "<script>alert(1)</script>");
        assertThat(
                        ledger.ask(
                                "select count(*) from parley.call_sides where cause is not null and call_id = '"
                                        + call.id()
                                        + "'"))
                .isEqualTo("0");
    }

    private void say(Person person, Calls.Call call, String page, String cause)
            throws SQLException {
        ledger.rpc(
                person,
                "parley_touch_call",
                Calls.args(
                        "p_call",
                        call.id(),
                        "p_instance",
                        java.util.UUID.fromString(page),
                        "p_generation",
                        0,
                        "p_report",
                        Calls.jsonb("{\"cause\": \"" + cause + "\"}")));
    }

    private String cause(Calls.Call call) throws SQLException {
        return String.valueOf(
                ledger.ask(
                        "select cause from parley.call_outcomes where call_id = '"
                                + call.id()
                                + "'"));
    }

    private void drain() throws SQLException {
        calls.function("select parley.drain_outbox('test', 1000, false)");
    }
}
