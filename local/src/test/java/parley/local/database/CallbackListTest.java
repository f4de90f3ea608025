package parley.local.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who waits to be called back, as the desk sees it. */
class CallbackListTest {
    private final Ledger ledger = Ledger.shared();
    private final Calls calls = new Calls(ledger);

    @BeforeEach
    void nobody_waits() throws SQLException {
        calls.endAll();
        ledger.run("delete from parley.callback_requests");
    }

    @Test
    void the_newest_stands_first_and_the_rest_is_a_page_away() throws SQLException {
        for (String name : new String[] {"one", "two", "three"}) {
            ask(calls.session(), name);
        }
        JsonNode first = list(Person.ANA, null, 2);
        assertThat(names(first)).isEqualTo("three two ");
        assertThat(first.path("more").asBoolean()).isTrue();
        JsonNode second = list(Person.ANA, first.at("/callbacks/1/at").asText(), 2);
        assertThat(names(second)).isEqualTo("one ");
        assertThat(second.path("more").asBoolean()).isFalse();
    }

    @Test
    void a_visitor_is_here_while_the_session_was_seen_a_moment_ago() throws SQLException {
        Calls.Call call = calls.ringing();
        ask(call, "Ada");
        ledger.run("update parley.callback_requests set at = at - interval '1 minute'");
        assertThat(list(Person.ANA, null, 9).at("/callbacks/0/here").asBoolean()).isTrue();
        ledger.run("update parley.call_sides set seen_at = seen_at - interval '21 s'");
        assertThat(list(Person.ANA, null, 9).at("/callbacks/0/here").asBoolean()).isFalse();
        ledger.rpc(call.caller(), "parley_call_state", Calls.args("p_call", call.id()));
        assertThat(list(Person.ANA, null, 9).at("/callbacks/0/here").asBoolean()).isTrue();
    }

    @Test
    void whoever_has_called_back_says_so_once_and_it_leaves_the_list() throws SQLException {
        ask(calls.session(), "Ada");
        UUID id = UUID.fromString(list(Person.ANA, null, 9).at("/callbacks/0/id").asText());
        assertThat(waiting()).isEqualTo(1);
        assertThat(resolve(Person.BEN, id).at("/callback/by").asText()).isEqualTo("Ben");
        assertThat(resolve(Person.ANA, id).at("/callback/by").asText()).isEqualTo("Ben");
        assertThat(names(list(Person.ANA, null, 9))).isEmpty();
        assertThat(waiting()).isZero();
    }

    @Test
    void another_tenants_agent_sees_and_resolves_nothing() throws SQLException {
        ask(calls.session(), "Ada");
        UUID id = UUID.fromString(list(Person.ANA, null, 9).at("/callbacks/0/id").asText());
        assertThat(list(Person.GINA, null, 9).path("refused").asText()).isEqualTo("not_a_member");
        assertThatThrownBy(() -> resolve(Person.GINA, id)).hasMessageContaining("not_a_member");
        assertThatThrownBy(() -> resolve(Person.ANA, UUID.randomUUID()))
                .hasMessageContaining("not_a_member");
        assertThat(waiting()).isEqualTo(1);
    }

    private void ask(Calls.Call call, String name) throws SQLException {
        calls.function(
                "select parley.request_callback(?, ?, ?, jsonb_build_object('name', ?))",
                call.tenant(),
                call.session(),
                call.visitor(),
                name);
    }

    private JsonNode list(Person person, @Nullable String before, int limit) throws SQLException {
        return ledger.rpc(
                person,
                "parley_desk_callbacks",
                before == null
                        ? Calls.args("p_tenant", Person.ACME, "p_limit", limit)
                        : Calls.args(
                                "p_tenant",
                                Person.ACME,
                                "p_before",
                                java.time.OffsetDateTime.parse(before),
                                "p_limit",
                                limit));
    }

    private JsonNode resolve(Person person, UUID id) throws SQLException {
        return ledger.rpc(person, "parley_resolve_callback", Calls.args("p_id", id));
    }

    /** As the beat says it. */
    private int waiting() throws SQLException {
        return ledger.rpc(
                        Person.ANA,
                        "parley_desk_beat",
                        Calls.args(
                                "p_instance",
                                UUID.randomUUID(),
                                "p_tenant",
                                Person.ACME,
                                "p_status",
                                "away"))
                .path("callbacks")
                .asInt();
    }

    private static String names(JsonNode list) {
        StringBuilder names = new StringBuilder();
        list.path("callbacks").forEach(c -> names.append(c.path("name").asText()).append(' '));
        return names.toString();
    }
}
