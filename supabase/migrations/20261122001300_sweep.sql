-- The sweep, once a minute: what fell due with nobody there, what nudges lost, what must go. Safe to run twice at once.

-- Our pushes stay in Realtime's table for days, SDP and addresses in them; these go as soon as their call has. Owned by the role of
-- the migrations, which may delete there; where a project forbids it this is a warning, and settings.push_payload = false the way out.
create function parley.forget_pushes() returns int language plpgsql security definer set search_path = '' as $$
declare
  n int;
begin
  delete from realtime.messages m where m.inserted_at < (clock_timestamp() at time zone 'UTC') - interval '5 seconds' and parley.is_ours(m.topic)
    and not exists (select from parley.calls c where c.state <> 'ended'
      and m.topic in (parley.visitor_topic(c.session_id), parley.agent_topic(c.agent_id)));
  get diagnostics n = row_count;
  return n;
exception when others then
  raise warning 'parley: pushes could not be forgotten (%)', sqlstate;
  return 0;
end $$;
revoke all on function parley.forget_pushes from public;
grant execute on function parley.forget_pushes to parley_owner;

set role parley_owner;

create table parley.sweeps (
  only_one boolean primary key default true check (only_one),
  last_at timestamptz not null,
  reachable_since timestamptz
);
alter table parley.sweeps enable row level security;

-- Has the public address answered in every run for long enough, and the database been up as long? Only then does silence mean anything.
create function parley.may_judge_silence(p_ping_ok boolean) returns boolean language plpgsql set search_path = '' as $$
declare
  s parley.sweeps;
  moment timestamptz := clock_timestamp();
begin
  insert into parley.sweeps as w (last_at, reachable_since) values (moment, case when p_ping_ok then moment end)
    on conflict (only_one) do update set last_at = moment, reachable_since = case
      when not p_ping_ok then null
      when w.reachable_since is null or w.last_at < moment - parley.secs('sweep_gap') then moment
      else w.reachable_since end
    returning * into s;
  return coalesce(s.reachable_since <= moment - parley.secs('sweep_up'), false)
    and pg_catalog.pg_postmaster_start_time() <= moment - parley.secs('sweep_up');
end $$;

create function parley.sweep(p_ping_ok boolean) returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  judge boolean := parley.may_judge_silence(p_ping_ok);
  c parley.calls;
  ended int := 0;
  batch int;
  purged int := 0;
begin
  for i in 1..50 loop
    batch := parley.expire_due(null, false);
    ended := ended + batch;
    exit when batch < 20;
  end loop;
  if judge then
    for c in
      select * from parley.calls k where state <> 'ended' and parley.is_silent(id, 'visitor', parley.secs('sweep_silent'))
        and (agent_id is null or parley.is_silent(id, 'agent', parley.secs('sweep_silent'))) for update skip locked
    loop
      perform parley.supersede(c);
      ended := ended + 1;
    end loop;
  end if;
  perform parley.measure_outcome(call_id) from parley.call_outcomes
    where settled_at is null and ended_at < clock_timestamp() - parley.secs('settle');
  delete from parley.desks where lease_until < clock_timestamp() - interval '1 day';
  get diagnostics batch = row_count;
  purged := purged + batch;
  delete from parley.rate_buckets where at < clock_timestamp() - interval '1 hour';
  get diagnostics batch = row_count;
  purged := purged + batch;
  delete from parley.visitor_secrets where used_at < clock_timestamp() - parley.secs('visitor_secret');
  get diagnostics batch = row_count;
  purged := purged + batch;
  delete from parley.callback_requests where at < clock_timestamp() - interval '90 days';
  get diagnostics batch = row_count;
  purged := purged + batch + parley.forget_pushes();
  return jsonb_build_object('ended', ended, 'purged', purged, 'may_judge_silence', judge,
    'oldest_seconds', (select coalesce(round(extract(epoch from clock_timestamp() - min(made_at))), 0) from parley.outbox where done_at is null));
end $$;

grant execute on function parley.widget_config, parley.session_facts, parley.open_session, parley.call_request_facts, parley.open_call,
  parley.regrant_call, parley.request_callback, parley.relay_facts, parley.sweep to parley_functions;

-- Clients: revoked from everybody, then granted one by one. A visitor is role anon, an agent authenticated.
grant execute on function public.parley_ping to anon, authenticated, service_role;
grant execute on function public.parley_send_signal, public.parley_call_state, public.parley_touch_call, public.parley_end_call,
  public.parley_resume_call to anon, authenticated;
grant execute on function public.parley_ring_again, public.parley_rate_call to anon;
grant execute on function public.parley_desk_beat, public.parley_accept_call, public.parley_decline_call, public.parley_desk_history,
  public.parley_desk_callbacks, public.parley_resolve_callback to authenticated;

reset role;
