package parley.local.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A beat meets several calls, and so does the next desk's beat: neither may wait while it holds
 * one.
 */
class BeatLocksTest {
    private final Ledger ledger = Ledger.shared();
    private final Calls calls = new Calls(ledger);

    @BeforeEach
    void nobody_is_in_a_call() throws SQLException {
        calls.endAll();
    }

    @AfterEach
    void as_in_production() throws SQLException {
        ledger.set("callback_after", "4.5");
    }

    @Test
    void a_beat_that_waits_to_acknowledge_one_call_has_not_ended_another_yet() throws Exception {
        Calls.Call due = calls.ringing();
        Calls.Call ringing = calls.ringing();
        ledger.run(
                "update parley.calls set due_at = clock_timestamp() where id = '" + due.id() + "'");
        CompletableFuture<String> beat;
        try (Connection other = ledger.postgres().admin();
                Statement holds = other.createStatement()) {
            other.setAutoCommit(false);
            holds.execute("select from parley.calls where id = '" + ringing.id() + "' for update");
            beat = CompletableFuture.supplyAsync(() -> beat(ringing));
            waits(beat);
            holds.execute(
                    "select from parley.calls where id = '%s' for update nowait"
                            .formatted(due.id()));
            other.rollback();
        }
        assertThat(beat.get(20, TimeUnit.SECONDS)).isEqualTo("available");
        assertThat(calls.row(due)).startsWith("ended unanswered");
        assertThat(
                        ledger.ask(
                                "select count(*) from parley.call_rings where call_id = '%s' and rung_at is not null"
                                        .formatted(ringing.id())))
                .isEqualTo("1");
    }

    /**
     * The decline has the call and waits for its page's receipt; the beat must not have written it.
     */
    @Test
    void a_beat_and_a_decline_of_one_page_do_not_wait_for_each_other() throws Exception {
        Calls.Call call = calls.ringing();
        UUID page = UUID.randomUUID();
        CompletableFuture<String> beat;
        try (Connection ana = ledger.postgres().admin();
                Statement holds = ana.createStatement()) {
            ana.setAutoCommit(false);
            holds.execute("select from parley.calls where id = '" + call.id() + "' for update");
            beat = CompletableFuture.supplyAsync(() -> beat(call, page));
            waits(beat);
            Ledger.rpc(
                    ana,
                    Person.ANA,
                    "parley_decline_call",
                    Calls.args("p_call", call.id(), "p_instance", page));
            ana.commit();
        }
        assertThat(beat.get(20, TimeUnit.SECONDS)).isEqualTo("available");
        assertThat(
                        ledger.ask(
                                "select count(*) || ' ' || count(declined_at) || ' ' || count(rung_at) from parley.call_rings where call_id = '"
                                        + call.id()
                                        + "'"))
                .isEqualTo("1 1 0");
    }

    /** Nobody is left who rings, says the last decline; a beat that waits for it knows better. */
    @Test
    void a_receipt_that_waited_for_the_last_decline_gives_the_call_its_deadline_back()
            throws Exception {
        ledger.set("callback_after", "30"); // as long as a slow machine may need for what follows
        Calls.Call call = calls.ringing();
        CompletableFuture<String> beat;
        try (Connection ben = ledger.postgres().connect("authenticator")) {
            ben.setAutoCommit(false);
            Ledger.rpc(
                    ben,
                    Person.BEN,
                    "parley_decline_call",
                    Calls.args("p_call", call.id(), "p_instance", UUID.randomUUID()));
            beat = CompletableFuture.supplyAsync(() -> beat(call));
            waits(beat);
            ben.commit();
        }
        assertThat(beat.get(20, TimeUnit.SECONDS)).isEqualTo("available");
        assertThat(
                        ledger.ask(
                                "select due_reason || ' ' || (due_at = ring_until) from parley.calls where id = '"
                                        + call.id()
                                        + "'"))
                .isEqualTo("unanswered true");
    }

    private void waits(CompletableFuture<String> beat) throws SQLException, InterruptedException {
        while (!"1"
                .equals(
                        ledger.ask(
                                "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%parley_desk_beat(%'"))) {
            assertThat(beat).as("the beat waits").isNotDone();
            Thread.sleep(20);
        }
    }

    private String beat(Calls.Call ringing) {
        return beat(ringing, UUID.randomUUID());
    }

    private String beat(Calls.Call ringing, UUID page) {
        try (Connection connection = ledger.postgres().connect("authenticator")) {
            connection.setAutoCommit(false);
            JsonNode beat =
                    Ledger.rpc(
                            connection,
                            Person.ANA,
                            "parley_desk_beat",
                            Calls.args(
                                    "p_instance",
                                    page,
                                    "p_tenant",
                                    Person.ACME,
                                    "p_status",
                                    "available",
                                    "p_ringing",
                                    new UUID[] {ringing.id()}));
            connection.commit();
            return beat.path("status").asText();
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
