package parley.local.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A sweep that could not run says nothing about the minute it was meant for: the database itself
 * may have been away, and everybody looks silent afterwards.
 */
class MissedSweepTest {
    private final Ledger ledger = Ledger.shared();
    private final Calls calls = new Calls(ledger);

    @BeforeEach
    void one_second_is_long_enough() throws SQLException {
        calls.endAll();
        ledger.set("sweep_up", "1");
        // silence also waits until the database has been up that long; this class may come first
        ledger.run("select pg_sleep_until(pg_postmaster_start_time() + interval '1.1 s')");
    }

    @AfterEach
    void as_in_production() throws SQLException {
        ledger.set("sweep_up", "90");
    }

    @Test
    void silence_is_judged_when_each_minute_had_its_sweep() throws SQLException {
        assertThat(sweptAfter(62)).startsWith("ended dropped");
    }

    @Test
    void silence_is_not_judged_when_a_sweep_was_missed() throws SQLException {
        assertThat(sweptAfter(122)).startsWith("connected");
    }

    /** What becomes of a call that both sides left silent for two minutes. */
    private String sweptAfter(int seconds) throws SQLException {
        Calls.Call call = calls.connected();
        ledger.run(
                "update parley.call_sides set seen_at = clock_timestamp() - interval '120 s' where call_id = '"
                        + call.id()
                        + "'");
        ledger.run(
                """
                delete from parley.sweeps;
                insert into parley.sweeps (last_at, reachable_since)
                  values (clock_timestamp() - interval '%d s', clock_timestamp() - interval '1 hour')
                """
                        .formatted(seconds));
        calls.function("select parley.sweep(true)");
        return calls.row(call);
    }
}
