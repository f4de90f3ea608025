package parley.local.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import parley.local.attacks.Handlers;
import parley.local.attacks.Shared;
import parley.local.attacks.Street;
import parley.local.relay.Lines;
import parley.local.relay.Lines.Line;
import parley.testing.OnLambda;

/**
 * An hour without nudges: more waits than one batch, and its first batch is all rows that cannot be
 * recorded.
 */
class BacklogTest {
    private static final String WAITING =
            "select count(*) || ' ' || count(*) filter (where attempts > 0) from parley.outbox where done_at is null";

    private static final String UNSETTLED =
            "select count(*) from parley.call_outcomes where settled_at is null";

    @Test
    void one_sweep_delivers_thousands_and_goes_past_what_cannot_be_recorded() throws Exception {
        Street street = Shared.street();
        Lines lines = new Lines(street.stack.postgres().admin());
        lines.endAll();
        lines.sql("select parley.drain_outbox('test', 100000, false)");
        Line model = lines.ringing(false);
        lines.sql("alter table parley.outbox disable trigger outbox_nudges");
        lines.end(model.call(), "cancelled");
        lines.sql(
                """
                create function parley.refuses() returns trigger language plpgsql as $$ begin
                  if new.agent_name = 'Refused' then raise 'no room' using errcode = 'disk_full'; end if; return new; end $$;
                create trigger refuses before insert on parley.call_outcomes for each row execute function parley.refuses();
                with copies as (insert into parley.calls
                  select (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid(),
                    'agent_name', case when n <= 20 then 'Refused' end))).*
                  from parley.calls c, generate_series(1, 3020) n where c.id = '%s' returning id, agent_name)
                insert into parley.outbox (call_id) select id from copies order by agent_name nulls last;
                alter table parley.outbox enable trigger outbox_nudges\
                """
                        .formatted(model.call()));
        try (Handlers handlers = new Handlers(street.stack)) {
            sweep(handlers);
            assertThat(lines.ask(WAITING)).isEqualTo("20 20");
            assertThat(lines.ask(UNSETTLED)).isNotEqualTo("0");
            lines.sql("update parley.settings set value = '0' where name = 'settle'");
            sweep(handlers);
            assertThat(lines.ask(UNSETTLED)).as("portion after portion").isEqualTo("0");
        } finally {
            lines.sql(
                    "update parley.settings set value = '60' where name = 'settle'; drop trigger refuses on parley.call_outcomes; drop function parley.refuses;"
                            + " update parley.outbox set next_try_at = now() where done_at is null;"
                            + " select parley.drain_outbox('test', 100, false)");
        }
        assertThat(lines.ask(WAITING)).as("tried again later").isEqualTo("0 0");
    }

    private static void sweep(Handlers handlers) throws IOException {
        handlers.callSweep()
                .handleRequest(
                        new ByteArrayInputStream(
                                "{\"source\":\"aws.scheduler\"}".getBytes(StandardCharsets.UTF_8)),
                        new ByteArrayOutputStream(),
                        new OnLambda());
    }
}
