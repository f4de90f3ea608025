-- What an operator's alarms ask of the database, once a minute by the sweep.
set role parley_owner;

create function parley.load() returns jsonb language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('relay_bytes_day', coalesce(sum(coalesce(relay_bytes_up, 0) + coalesce(relay_bytes_down, 0)), 0))
  from parley.call_outcomes where ended_at > statement_timestamp() - interval '24 hours' -- with clock_timestamp() no index helps
$$;
create index call_outcomes_by_end on parley.call_outcomes (ended_at);
grant execute on function parley.load to parley_functions;

set role postgres;
