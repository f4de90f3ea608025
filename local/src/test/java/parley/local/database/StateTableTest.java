package parley.local.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The whole state table: every state, every rpc, everybody. The expected cells stand in {@code
 * state-table.txt}: what the caller was answered, and what the row says afterwards where that
 * changed. A state, an rpc or a person that the file does not name fails the test.
 */
class StateTableTest {
    private static final List<String> STATES =
            List.of("ringing", "accepted", "answered", "connected", "ended");
    private static final List<String> RPCS =
            List.of(
                    "accept",
                    "decline",
                    "ring_again",
                    "signal",
                    "state",
                    "touch",
                    "leave",
                    "hang_up",
                    "no_path",
                    "peer_silent",
                    "resume",
                    "rate");
    private static final List<String> PERSONS =
            List.of(
                    "visitor",
                    "visitor's other page",
                    "another visitor",
                    "Ana",
                    "Ana's other page",
                    "Ben",
                    "Gina");

    private final Ledger ledger = Ledger.shared();
    private final Calls calls = new Calls(ledger);

    @Test
    void every_cell_of_the_state_table_is_as_written() throws Exception {
        List<String> actual = new ArrayList<>();
        for (String state : STATES) {
            for (String rpc : RPCS) {
                for (String person : PERSONS) {
                    actual.add(
                            "%-9s | %-11s | %-20s | %s"
                                    .formatted(state, rpc, person, cell(state, rpc, person))
                                    .strip());
                }
            }
        }
        System.out.println(actual.size() + " cells of the state table tried");
        assertThat(actual).isEqualTo(expected());
    }

    private String cell(String state, String rpc, String person) throws SQLException {
        calls.endAll();
        Calls.Call call = calls.in(state);
        String before = calls.row(call);
        String answer = answer(call, rpc, person);
        String after = calls.row(call);
        assertThat(calls.outbox(call))
                .as(state + " " + rpc + " " + person)
                .isEqualTo(after.startsWith("ended") ? "1" : "0");
        return before.equals(after) ? answer : answer + " -> " + after;
    }

    private String answer(Calls.Call call, String rpc, String person) throws SQLException {
        try {
            JsonNode answer = ledger.rpc(who(call, person), function(rpc), args(call, rpc, person));
            return answer.path("refused").asText("ok");
        } catch (SQLException e) {
            String state = e.getSQLState();
            return state.equals("42501") ? "no such right" : state;
        }
    }

    private static Person who(Calls.Call call, String person) {
        return switch (person) {
            case "visitor", "visitor's other page" -> call.caller();
            case "another visitor" ->
                    Person.visitor(call.tenant(), UUID.randomUUID(), UUID.randomUUID());
            case "Ana", "Ana's other page" -> Person.ANA;
            case "Ben" -> Person.BEN;
            default -> Person.GINA;
        };
    }

    private static UUID page(Calls.Call call, String person) {
        return switch (person) {
            case "visitor", "another visitor" -> call.visitorPage();
            case "Ana" -> call.agentPage();
            default -> UUID.randomUUID();
        };
    }

    private static String function(String rpc) {
        return switch (rpc) {
            case "accept" -> "parley_accept_call";
            case "decline" -> "parley_decline_call";
            case "ring_again" -> "parley_ring_again";
            case "signal" -> "parley_send_signal";
            case "state" -> "parley_call_state";
            case "touch", "leave" -> "parley_touch_call";
            case "resume" -> "parley_resume_call";
            case "rate" -> "parley_rate_call";
            default -> "parley_end_call";
        };
    }

    private static Map<String, Object> args(Calls.Call call, String rpc, String person) {
        UUID page = page(call, person);
        return switch (rpc) {
            case "accept", "decline", "ring_again" ->
                    Calls.args("p_call", call.id(), "p_instance", page);
            case "signal" -> Calls.signal(call, page, "candidate");
            case "state" -> Calls.args("p_call", call.id());
            case "touch" -> Calls.touch(call, page);
            case "leave" -> {
                Map<String, Object> leaving = Calls.touch(call, page);
                leaving.put("p_leaving", true);
                yield leaving;
            }
            case "resume" ->
                    person.contains("visitor") // agents bring no offer
                            ? Calls.args(
                                    "p_call",
                                    call.id(),
                                    "p_instance",
                                    page,
                                    "p_offer",
                                    Calls.jsonb("{\"sdp\": \"v=0 again\"}"))
                            : Calls.args("p_call", call.id(), "p_instance", page);
            case "rate" -> Calls.args("p_call", call.id(), "p_stars", 5);
            default -> Calls.end(call, page, rpc);
        };
    }

    private static List<String> expected() throws IOException {
        try (InputStream in =
                StateTableTest.class.getResourceAsStream(
                        "/parley/local/database/state-table.txt")) {
            if (in == null) {
                throw new IOException("state-table.txt is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
