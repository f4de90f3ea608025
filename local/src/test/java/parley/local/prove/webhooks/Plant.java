package parley.local.prove.webhooks;

import java.sql.SQLException;
import parley.local.prove.people.Books;

/** Faults that the proof must see. */
enum Plant {
    /** Only a nudge that arrives delivers. */
    A_SWEEP_THAT_DELIVERS_NOTHING(
            """
            alter function parley.drain_outbox rename to drains;
            create function parley.drain_outbox(p_recorded_by text, p_limit int, p_publish boolean) returns jsonb
            language plpgsql security definer set search_path = '' as $$ begin
              if p_recorded_by = 'call-sweep' then return '{"taken": 0, "recorded": 0, "failed": 0, "oldest_seconds": 0, "events": []}'; end if;
              return parley.drains(p_recorded_by, p_limit, p_publish);
            end $$;
            grant execute on function parley.drain_outbox to parley_functions;
            """),
    /** A nudge that comes twice counts twice. */
    A_TABLE_THAT_TAKES_AN_OUTCOME_TWICE(
            """
            alter table parley.call_outcomes drop constraint call_outcomes_pkey;
            create index on parley.call_outcomes (call_id);
            do $$ declare source text := pg_get_functiondef('parley.drain_outbox'::regproc); begin
              if source not like '%on conflict (call_id) do nothing%' or source not like '%for update skip locked%' then
                raise 'drain_outbox has changed';
              end if;
              source := replace(replace(source, 'on conflict (call_id) do nothing', ''), 'for update skip locked', '');
              -- long enough for two to be at it at once, however fast the machine
              execute replace(source, 'insert into parley.call_outcomes', 'perform pg_sleep(0.02); insert into parley.call_outcomes');
            end $$;
            """),
    /** The nudge is all there is: what it does not deliver is forgotten. */
    AN_OUTBOX_THAT_IS_EMPTIED_BY_SENDING(
            """
            create function parley.forget() returns trigger language plpgsql as $$ begin
              update parley.outbox set done_at = clock_timestamp() where id = new.id; return null; end $$;
            create trigger zz_forget after insert on parley.outbox for each row execute function parley.forget();
            """);

    private final String sql;

    Plant(String sql) {
        this.sql = sql;
    }

    void sow(Books books) throws SQLException {
        books.run(sql);
    }
}
