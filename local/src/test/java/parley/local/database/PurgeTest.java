package parley.local.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What must go goes, a bounded part of it at a time, and nothing else does. */
class PurgeTest {
    private final Ledger ledger = Ledger.shared();
    private final Calls calls = new Calls(ledger);

    @BeforeEach
    void nothing_old_is_left() throws SQLException {
        calls.endAll();
        ledger.run(
                "delete from realtime.messages; delete from parley.rate_buckets; delete from parley.visitor_secrets; delete from parley.callback_requests");
    }

    @Test
    void each_kind_goes_when_its_time_is_over_and_not_before() throws SQLException {
        sow("25 hours", "61 minutes", "31 days", "91 days");
        sow("23 hours", "59 minutes", "29 days", "89 days");
        assertThat(purge(100)).isEqualTo(8);
        assertThat(left()).isEqualTo("2 2 2 2");
        assertThat(purge(100)).isZero();
    }

    @Test
    void one_run_takes_only_so_much_of_each_kind_and_the_next_goes_on() throws SQLException {
        sow("2 days", "2 hours", "31 days", "91 days");
        assertThat(purge(1)).isEqualTo(4);
        assertThat(left()).isEqualTo("1 1 1 1");
        assertThat(purge(1)).isEqualTo(4);
        assertThat(left()).isEqualTo("0 0 0 0");
    }

    @Test
    void what_was_pushed_for_a_call_stays_while_it_is_open() throws SQLException {
        Calls.Call open = calls.connected();
        ledger.run("update realtime.messages set inserted_at = inserted_at - interval '10 s'");
        calls.function("select parley.purge(1000)");
        assertThat(pushes(open)).isEqualTo("t");
        calls.endAll();
        ledger.run("update realtime.messages set inserted_at = inserted_at - interval '10 s'");
        calls.function("select parley.purge(1000)");
        assertThat(pushes(open)).isEqualTo("f");
    }

    @Test
    void a_hosts_own_messages_stay() throws SQLException {
        ledger.run(
                "insert into realtime.messages (topic, extension, payload, event, private, inserted_at) values ('chat_session_1', 'broadcast', '{}', 'x', true, now() - interval '1 hour')");
        calls.function("select parley.purge(1000)");
        assertThat(ledger.ask("select count(*) from realtime.messages")).isEqualTo("1");
    }

    /** Two rows of each kind of this age. */
    private void sow(String desk, String bucket, String secret, String callback)
            throws SQLException {
        ledger.run(
                """
                insert into parley.desks (instance, agent_id, tenant_id, status, beat_at, lease_until)
                  select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'away', now(), now() - interval '%s' from generate_series(1, 2);
                insert into parley.rate_buckets (bucket, tokens, at) select gen_random_uuid(), 1, now() - interval '%s' from generate_series(1, 2);
                insert into parley.visitor_secrets (session_id, secret_hash, used_at) select gen_random_uuid(), '', now() - interval '%s' from generate_series(1, 2);
                insert into parley.callback_requests (tenant_id, session_id, visitor_id, at)
                  select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), now() - interval '%s' from generate_series(1, 2)
                """
                        .formatted(desk, bucket, secret, callback));
    }

    private String left() throws SQLException {
        return String.valueOf(
                ledger.ask(
                        """
                        select concat_ws(' ', (select count(*) from parley.desks), (select count(*) from parley.rate_buckets),
                          (select count(*) from parley.visitor_secrets), (select count(*) from parley.callback_requests))\
                        """));
    }

    private int purge(int most) throws SQLException {
        return Calls.json(calls.function("select parley.purge(?)", most)).path("purged").asInt();
    }

    private String pushes(Calls.Call call) throws SQLException {
        return String.valueOf(
                ledger.ask(
                        "select count(*) > 0 from realtime.messages where topic like '%"
                                + call.session()
                                + "%'"));
    }
}
