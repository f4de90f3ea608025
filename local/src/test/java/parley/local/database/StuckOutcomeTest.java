package parley.local.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A row that cannot be recorded is its own dead letter: it holds up nobody, and nothing forgets it.
 */
class StuckOutcomeTest {
    private final Ledger ledger = Ledger.shared();
    private final Calls calls = new Calls(ledger);

    @BeforeEach
    void nobody_is_in_a_call_and_nothing_waits() throws SQLException {
        calls.endAll();
        drain();
        ledger.set("outcome_url", "\"\"");
    }

    @AfterEach
    void whole_again() throws SQLException {
        ledger.run(
                "drop trigger if exists breaks on parley.call_outcomes; drop function if exists breaks()");
        ledger.run("update parley.outbox set next_try_at = now() where done_at is null");
        drain();
    }

    @Test
    void it_stays_with_its_error_while_the_others_are_recorded_and_is_tried_again_later()
            throws SQLException {
        Calls.Call stuck = calls.ended();
        Calls.Call other = calls.ended();
        ledger.run(
                """
                create function breaks() returns trigger language plpgsql as $$ begin
                  if new.call_id = '%s' then raise 'no room' using errcode = 'disk_full'; end if; return new; end $$;
                create trigger breaks before insert on parley.call_outcomes for each row execute function breaks()
                """
                        .formatted(stuck.id()));
        JsonNode drained = drain();
        assertThat(drained.path("recorded").asInt()).isEqualTo(1);
        assertThat(drained.path("failed").asInt()).isEqualTo(1);
        assertThat(outbox(other)).isEqualTo("done 0 -");
        assertThat(outbox(stuck)).isEqualTo("waits 1 53100 no room, later");

        assertThat(drain().path("recorded").asInt()).as("before its time").isZero();
        ledger.run("drop trigger breaks on parley.call_outcomes");
        ledger.run(
                "update parley.outbox set made_at = made_at - interval '90 s', next_try_at = now() where done_at is null");
        JsonNode late = drain();
        assertThat(late.path("recorded").asInt()).isEqualTo(1);
        assertThat(outbox(stuck)).startsWith("done 1");
    }

    @Test
    void the_age_of_the_oldest_row_is_told_by_every_drain_and_every_sweep() throws SQLException {
        calls.ended();
        ledger.run(
                "update parley.outbox set made_at = clock_timestamp() - interval '90 s', next_try_at = now() + interval '1 hour' where done_at is null");
        assertThat(drain().path("oldest_seconds").asInt()).isBetween(90, 100);
        assertThat(
                        Calls.json(calls.function("select parley.sweep(true)"))
                                .path("oldest_seconds")
                                .asInt())
                .isBetween(90, 100);
    }

    private String outbox(Calls.Call call) throws SQLException {
        return String.valueOf(
                ledger.ask(
                        """
                        select case when done_at is null then 'waits' else 'done' end || ' ' || attempts || ' ' || coalesce(last_error, '-')
                          || case when done_at is null and next_try_at > clock_timestamp() + interval '2 s' then ', later' else '' end
                        from parley.outbox where call_id = '%s'\
                        """
                                .formatted(call.id())));
    }

    private JsonNode drain() throws SQLException {
        return Calls.json(calls.function("select parley.drain_outbox('test', 1000, false)"));
    }
}
