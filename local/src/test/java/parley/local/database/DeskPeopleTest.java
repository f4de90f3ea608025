package parley.local.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a desk keeps of people: notes, blocked callers, who is there, and the hours. */
class DeskPeopleTest {
    private final Ledger ledger = Ledger.shared();
    private final Calls calls = new Calls(ledger);

    @BeforeEach
    void a_quiet_morning() throws SQLException {
        calls.endAll();
        ledger.run("delete from parley.blocks; update public.tenants set hours = null");
    }

    @Test
    void two_agents_write_about_one_call_and_neither_overwrites_the_other() throws SQLException {
        Calls.Call call = calls.ended();
        note(Person.ANA, call, "Order 17");
        note(Person.BEN, call, "called back");
        assertThat(notes(note(Person.ANA, call, " Order 18 ")))
                .isEqualTo("Ben: called back, Ana: Order 18");
        assertThat(notes(note(Person.ANA, call, " "))).isEqualTo("Ben: called back");
        assertThat(history("p_limit", 1).at("/calls/0/notes/0/mine").asBoolean()).isFalse();
    }

    @Test
    void a_note_is_text_of_a_size_and_of_ones_own_tenant() throws SQLException {
        Calls.Call call = calls.ended();
        assertThatThrownBy(() -> note(Person.ANA, call, "x".repeat(4001)))
                .hasMessageContaining("bad_note");
        assertThatThrownBy(() -> note(Person.GINA, call, "x")).hasMessageContaining("not_a_party");
    }

    @Test
    void the_history_finds_names_pages_and_notes_as_they_stand() throws SQLException {
        Calls.Call call = calls.ended();
        note(Person.ANA, call, "100% sure_thing \\ done");
        UUID id = call.id();
        ledger.run(
                "update parley.calls set visitor_name = 'Zo\u00eb Quinn', page = '{\"title\": \"Cart\"}' where id = '"
                        + id
                        + "'");
        for (String found : new String[] {"zo\u00eb", "quinn", "cart", "100% sure_", "\\ done"}) {
            assertThat(history("p_search", found).at("/calls/0/call_id").asText())
                    .as(found)
                    .isEqualTo(id.toString());
        }
        for (String missed : new String[] {"quinn cart zo", "100_ sure", "sure%thing%done"}) {
            assertThat(history("p_search", missed).path("calls")).as(missed).isEmpty();
        }
        assertThat(history("p_reason", "hung_up").at("/calls/0/call_id").asText())
                .isEqualTo(id.toString());
        assertThat(history("p_search", "quinn", "p_reason", "declined").path("calls")).isEmpty();
    }

    @Test
    void the_worse_of_both_sides_is_the_calls_quality() throws SQLException {
        assertThat(
                        ledger.ask(
                                "select parley.worst_quality('{\"visitor\": {\"rtt_ms\": 40, \"loss\": 0.2}, \"agent\": {\"rtt_ms\": 90, \"loss\": 0}}')"))
                .isEqualTo("{\"loss\": 0.2, \"rtt_ms\": 90, \"jitter_ms\": null}");
        assertThat(ledger.ask("select parley.worst_quality('{}')")).isNull();
        assertThat(
                        ledger.ask(
                                "select parley.worst_quality('{\"visitor\": {\"rtt_ms\": null, \"loss\": null}}')"))
                .isNull();
    }

    @Test
    void a_blocked_caller_stops_ringing_and_is_known_to_the_next_request() throws SQLException {
        Calls.Call call = calls.ringing();
        assertThat(block(Person.BEN, call, true)).isTrue();
        assertThat(calls.row(call)).startsWith("ended declined agent");
        assertThat(isBlocked(call)).isTrue();
        assertThat(history("p_limit", 1).at("/calls/0/blocked").asBoolean()).isTrue();
        assertThat(team(Person.ANA).at("/blocked/0/by").asText()).isEqualTo("Ben");
        assertThat(block(Person.ANA, call, false)).isFalse();
        assertThat(isBlocked(call)).isFalse();
        assertThatThrownBy(() -> block(Person.GINA, call, true))
                .hasMessageContaining("not_a_party");
    }

    @Test
    void a_block_cuts_no_running_call() throws SQLException {
        Calls.Call call = calls.connected();
        block(Person.ANA, call, true);
        assertThat(calls.row(call)).startsWith("connected");
    }

    @Test
    void the_team_sees_the_best_of_an_agents_pages_unless_he_is_in_a_call() throws SQLException {
        assertThat(presence()).isEqualTo("Ana offline, Ben offline");
        beat(Person.BEN, "away");
        assertThat(presence()).isEqualTo("Ana offline, Ben away");
        beat(Person.BEN, "do_not_disturb");
        beat(Person.ANA, "available");
        assertThat(presence()).isEqualTo("Ana available, Ben do_not_disturb");
        beat(Person.BEN, "wrap_up");
        Calls.Call call = calls.connected();
        assertThat(presence()).isEqualTo("Ana in_call, Ben wrap_up");
        assertThat(team(Person.BEN).at("/agents/0/call/call_id").asText())
                .isEqualTo(call.id().toString());
        assertThat(team(Person.GINA).path("refused").asText()).isEqualTo("not_a_member");
    }

    @Test
    void who_wraps_up_or_wants_no_disturbance_is_not_rung() throws SQLException {
        for (String status : new String[] {"wrap_up", "do_not_disturb"}) {
            Calls.Call call = calls.ringing();
            assertThat(beat(Person.BEN, status).path("rings")).isEmpty();
            assertThat(facts(call).path("available_desks").asInt()).isZero();
            calls.endAll();
        }
    }

    @Test
    void an_owner_sets_the_hours_and_an_agent_does_not() throws SQLException {
        String always =
                "{\"tz\": \"Europe/Berlin\", \"week\": {\"mon\": [[\"00:00\", \"24:00\"]]}, \"closed\": []}";
        assertThat(hours(Person.BEN, always).path("refused").asText()).isEqualTo("not_an_owner");
        assertThat(hours(Person.GINA, always).path("refused").asText()).isEqualTo("not_a_member");
        assertThat(hours(Person.ANA, always).at("/hours/tz").asText()).isEqualTo("Europe/Berlin");
        assertThat(team(Person.BEN).at("/hours/week/mon/0/1").asText()).isEqualTo("24:00");
        assertThat(hours(Person.ANA, "null").path("open_now").asBoolean()).isTrue();
        assertThat(team(Person.BEN).path("hours").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "shape; {}",
                "shape; []",
                "shape; {\"tz\": \"UTC\", \"week\": {\"someday\": []}}",
                "shape; {\"tz\": \"UTC\", \"week\": {}, \"more\": 1}",
                "time_zone; {\"tz\": \"Mars/Olympus\", \"week\": {}}",
                "shift; {\"tz\": \"UTC\", \"week\": {\"mon\": [[\"9\", \"12:00\"]]}}",
                "shift; {\"tz\": \"UTC\", \"week\": {\"mon\": [[\"09:00\"]]}}",
                "overlap; {\"tz\": \"UTC\", \"week\": {\"mon\": [[\"12:00\", \"14:00\"], [\"09:00\", \"12:30\"]]}}",
                "overlap; {\"tz\": \"UTC\", \"week\": {\"mon\": [[\"22:00\", \"02:00\"], [\"23:00\", \"23:30\"]]}}",
                "closed; {\"tz\": \"UTC\", \"week\": {}, \"closed\": [\"2026-02-30\"]}",
                "closed; {\"tz\": \"UTC\", \"week\": {}, \"closed\": [\"Christmas\"]}",
                "-; {\"tz\": \"America/New_York\", \"week\": {\"sat\": [[\"22:00\", \"02:00\"], [\"09:00\", \"12:00\"], [\"12:00\", \"13:00\"]]}, \"closed\": [\"2026-12-25\"]}"
            })
    void hours_that_cannot_be_kept_are_refused_by_name(String why, String hours)
            throws SQLException {
        assertThat(hours(Person.ANA, hours).path("why").asText("-")).isEqualTo(why);
    }

    private JsonNode note(Person person, Calls.Call call, String text) throws SQLException {
        return ledger.rpc(
                person, "parley_call_note", Calls.args("p_call", call.id(), "p_note", text));
    }

    private static String notes(JsonNode answer) {
        StringBuilder said = new StringBuilder();
        for (JsonNode note : answer.path("notes")) {
            said.append(said.isEmpty() ? "" : ", ")
                    .append(note.path("by").asText())
                    .append(": ")
                    .append(note.path("note").asText());
        }
        return said.toString();
    }

    private JsonNode history(Object... more) throws SQLException {
        var args = Calls.args(more);
        args.put("p_tenant", Person.ACME);
        return ledger.rpc(Person.ANA, "parley_desk_history", args);
    }

    private boolean block(Person person, Calls.Call call, boolean on) throws SQLException {
        return ledger.rpc(
                        person,
                        "parley_block_caller",
                        Calls.args("p_call", call.id(), "p_blocked", on))
                .path("blocked")
                .asBoolean();
    }

    private JsonNode facts(Calls.Call call) throws SQLException {
        return Calls.json(
                calls.function(
                        "select parley.call_request_facts(?, ?, ?, '')",
                        call.tenant(),
                        call.session(),
                        call.id()));
    }

    private boolean isBlocked(Calls.Call call) throws SQLException {
        return facts(call).path("blocked").asBoolean();
    }

    private JsonNode beat(Person person, String status) throws SQLException {
        return ledger.rpc(
                person,
                "parley_desk_beat",
                Calls.args(
                        "p_instance",
                        UUID.randomUUID(),
                        "p_tenant",
                        Person.ACME,
                        "p_status",
                        status));
    }

    private JsonNode team(Person person) throws SQLException {
        return ledger.rpc(person, "parley_desk_team", Calls.args("p_tenant", Person.ACME));
    }

    private String presence() throws SQLException {
        StringBuilder said = new StringBuilder();
        for (JsonNode agent : team(Person.ANA).path("agents")) {
            said.append(said.isEmpty() ? "" : ", ")
                    .append(agent.path("name").asText())
                    .append(' ')
                    .append(agent.path("presence").asText());
        }
        return said.toString();
    }

    private JsonNode hours(Person person, String hours) throws SQLException {
        return ledger.rpc(
                person,
                "parley_set_hours",
                Calls.args("p_tenant", Person.ACME, "p_hours", Calls.jsonb(hours)));
    }
}
