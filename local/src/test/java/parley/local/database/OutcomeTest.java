package parley.local.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One outcome per call, whatever happens to the nudge. */
class OutcomeTest {
    private final Ledger ledger = Ledger.shared();
    private final Calls calls = new Calls(ledger);

    @BeforeEach
    void nobody_is_in_a_call_and_nothing_waits() throws SQLException {
        calls.endAll();
        ledger.set("outcome_url", "\"http://127.0.0.1:9/\"");
        ledger.run(
                "delete from vault.secrets; select vault.create_secret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'parley_webhook_secret')");
        ledger.run("delete from net.http_request_queue");
    }

    @Test
    void the_end_of_a_call_and_its_outbox_row_are_one_transaction_and_the_drain_makes_one_outcome()
            throws SQLException {
        Calls.Call call = calls.ended();
        assertThat(outcomes(call)).isEqualTo("0");
        assertThat(drain().path("recorded").asInt()).isEqualTo(1);
        assertThat(drain().path("recorded").asInt()).isZero();
        assertThat(
                        ledger.ask(
                                "select concat_ws(' ', reason, ended_by, agent_name, path, recorded_by) from parley.call_outcomes where call_id = '"
                                        + call.id()
                                        + "'"))
                .isEqualTo("hung_up visitor Ana direct test");
    }

    @Test
    void a_last_report_that_crossed_the_making_of_its_outcome_is_seen_by_the_next_sweep()
            throws SQLException {
        Calls.Call call = calls.ended();
        drain();
        ledger.run(
                "update parley.call_sides set reported_last = true where call_id = '"
                        + call.id()
                        + "'");
        String settled =
                "select settled_at is not null from parley.call_outcomes where call_id = '"
                        + call.id()
                        + "'";
        assertThat(ledger.ask(settled)).isEqualTo("f");
        ledger.run("select parley.settle(1000), parley.settle_relays(1000)");
        assertThat(ledger.ask(settled)).isEqualTo("t");
    }

    @Test
    void an_outcome_is_immutable_but_for_what_is_still_measured() throws SQLException {
        Calls.Call call = calls.ended();
        drain();
        assertThatThrownBy(() ->
                        ledger.run(
                                "update parley.call_outcomes set reason = 'failed' where call_id = '"
                                        + call.id()
                                        + "'"))
                .hasMessageContaining("an outcome is immutable");
        assertThatThrownBy(() ->
                        ledger.run(
                                "delete from parley.call_outcomes where call_id = '"
                                        + call.id()
                                        + "'"))
                .hasMessageContaining("an outcome is immutable");
        ledger.run(
                "update parley.call_outcomes set path = 'relay' where call_id = '"
                        + call.id()
                        + "'");
        ledger.run(
                "update parley.call_outcomes set settled_at = now() where call_id = '"
                        + call.id()
                        + "'");
        assertThatThrownBy(() ->
                        ledger.run(
                                "update parley.call_outcomes set path = 'direct' where call_id = '"
                                        + call.id()
                                        + "'"))
                .hasMessageContaining("an outcome is immutable");
    }

    @Test
    void the_nudge_carries_a_standard_webhooks_signature_over_the_body_that_is_sent()
            throws SQLException {
        Calls.Call call = calls.ended();
        assertThat(
                        ledger.ask(
                                """
                                select convert_from(body, 'UTF8')::jsonb ->> 'call_id' = '%s' and headers ->> 'webhook-signature' = 'v1,' || encode(extensions.hmac(
                                  convert_to((headers ->> 'webhook-id') || '.' || (headers ->> 'webhook-timestamp') || '.', 'UTF8') || body,
                                  decode('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64'), 'sha256'), 'base64')
                                from net.http_request_queue\
                                """
                                        .formatted(call.id())))
                .isEqualTo("t");
    }

    @Test
    void what_a_nudge_says_is_in_the_contract_about_a_call_and_about_none() throws Exception {
        String body = "select convert_from(body, 'UTF8') from net.http_request_queue";
        calls.ended();
        Examples.check("functions/webhook.call-ended", Calls.json(ledger.ask(body)));
        ledger.run("delete from net.http_request_queue");
        ledger.run("insert into parley.outbox (kind, detail) values ('relay.budget_low', '{}')");
        String said = ledger.ask(body);
        ledger.run("delete from parley.outbox where kind = 'relay.budget_low'");
        assertThat(Calls.json(said)).isEqualTo(Examples.read("functions/webhook.budget-low"));
    }

    @Test
    void a_call_ends_and_is_drained_when_the_webhooks_secret_is_gone() throws SQLException {
        ledger.run("delete from vault.secrets");
        endsAllTheSame();
        assertThat(
                        ledger.ask(
                                "select count(*) from net.http_request_queue where headers ? 'webhook-signature' and headers ->> 'webhook-signature' is not null"))
                .isEqualTo("0");
    }

    @Test
    void a_call_ends_and_is_drained_when_pg_net_is_gone() throws SQLException {
        ledger.run("alter function net.http_post rename to gone");
        try {
            endsAllTheSame();
        } finally {
            ledger.run("alter function net.gone rename to http_post");
        }
    }

    @Test
    void a_call_ends_and_is_drained_when_pg_net_may_not_be_used() throws SQLException {
        ledger.run("revoke usage on schema net from postgres");
        try {
            endsAllTheSame();
        } finally {
            ledger.run("grant usage on schema net to postgres");
        }
    }

    @Test
    void a_call_goes_its_whole_way_when_nothing_can_be_pushed() throws SQLException {
        ledger.run("alter function realtime.send rename to gone");
        try {
            endsAllTheSame();
        } finally {
            ledger.run("alter function realtime.gone rename to send");
        }
    }

    @Test
    void a_rating_is_kept_once_on_the_outcome() throws SQLException {
        Calls.Call call = calls.ended();
        drain();
        assertThat(rate(call, 4)).isTrue();
        assertThat(rate(call, 1)).isFalse();
        assertThat(
                        ledger.ask(
                                "select rating from parley.call_outcomes where call_id = '"
                                        + call.id()
                                        + "'"))
                .isEqualTo("4");
    }

    @Test
    void a_rating_that_crosses_the_making_of_the_outcome_is_on_it() throws Exception {
        Calls.Call call = calls.ended();
        CompletableFuture<Boolean> rated;
        try (Connection drain = ledger.postgres().admin();
                Statement making = drain.createStatement()) {
            drain.setAutoCommit(false);
            making.execute("select parley.drain_outbox('test', 100, false)");
            rated = CompletableFuture.supplyAsync(() -> ratedBeside(call));
            while (!rated.isDone()
                    && "0".equals(ledger.ask("select count(*) from pg_locks where not granted")))
                Thread.sleep(20);
            drain.commit();
        }
        assertThat(rated.get(20, TimeUnit.SECONDS)).isTrue();
        assertThat(
                        ledger.ask(
                                "select rating from parley.call_outcomes where call_id = '"
                                        + call.id()
                                        + "'"))
                .isEqualTo("5");
    }

    @Test
    void outcomes_are_settled_in_portions_the_longest_waiting_first() throws SQLException {
        ledger.set("settle", "0");
        drain();
        ledger.run("select parley.settle(100000)");
        ledger.set("settle", "60");
        for (int i = 0; i < 3; i++) calls.ended();
        drain();
        ledger.set("settle", "0");
        try {
            assertThat(calls.function("select parley.settle(2)"))
                    .isEqualTo("{\"more\": true, \"settled\": 2}");
            assertThat(calls.function("select parley.settle(2)"))
                    .isEqualTo("{\"more\": false, \"settled\": 1}");
        } finally {
            ledger.set("settle", "60");
        }
    }

    @Test
    void nothing_of_what_the_sides_told_each_other_stays_after_the_call() throws SQLException {
        Calls.Call call = calls.ended();
        assertThat(
                        ledger.ask(
                                "select count(*) from parley.call_signals where call_id = '"
                                        + call.id()
                                        + "'"))
                .isEqualTo("0");
        assertThat(
                        ledger.ask(
                                "select count(*) > 0 from realtime.messages where topic like '%"
                                        + call.session()
                                        + "%'"))
                .isEqualTo("t");
        ledger.run("update realtime.messages set inserted_at = inserted_at - interval '10 s'");
        calls.function("select parley.purge(1000)");
        assertThat(
                        ledger.ask(
                                "select count(*) from realtime.messages where topic like '%"
                                        + call.session()
                                        + "%'"))
                .isEqualTo("0");
    }

    private void endsAllTheSame() throws SQLException {
        Calls.Call call = calls.ended();
        assertThat(calls.row(call)).startsWith("ended hung_up");
        assertThat(drain().path("recorded").asInt()).isEqualTo(1);
        assertThat(outcomes(call)).isEqualTo("1");
    }

    private boolean rate(Calls.Call call, int stars) throws SQLException {
        return ledger.rpc(
                        call.caller(),
                        "parley_rate_call",
                        Calls.args("p_call", call.id(), "p_stars", stars))
                .path("rated")
                .asBoolean();
    }

    /** By a page that is no part of what this test's own connections do. */
    private boolean ratedBeside(Calls.Call call) {
        try (Connection connection = ledger.postgres().connect("authenticator")) {
            connection.setAutoCommit(false);
            JsonNode said =
                    Ledger.rpc(
                            connection,
                            call.caller(),
                            "parley_rate_call",
                            Calls.args("p_call", call.id(), "p_stars", 5));
            connection.commit();
            return said.path("rated").asBoolean();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode drain() throws SQLException {
        return Calls.json(calls.function("select parley.drain_outbox('test', 1000, false)"));
    }

    private String outcomes(Calls.Call call) throws SQLException {
        return String.valueOf(
                ledger.ask(
                        "select count(*) from parley.call_outcomes where call_id = '"
                                + call.id()
                                + "'"));
    }
}
