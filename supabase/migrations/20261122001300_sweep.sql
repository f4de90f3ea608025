-- The sweep, once a minute: what fell due with nobody there, and outcomes that nobody will measure any more. Then what must go.
-- Both are safe to run twice at once. Moments are read once each: against clock_timestamp() itself no index helps.

-- Our pushes stay in Realtime's table for days, SDP and addresses in them; these go as soon as their call has. Owned by the role of
-- the migrations, which may delete there; where a project forbids it this is a warning, and settings.push_payload = false the way out.
create function parley.forget_pushes(p_most int) returns int language plpgsql security definer set search_path = '' as $$
declare
  before timestamp := (clock_timestamp() at time zone 'UTC') - interval '5 seconds';
  busy text[] := array(select unnest(array[parley.visitor_topic(session_id), parley.agent_topic(agent_id)]) from parley.calls where state <> 'ended');
  n int;
begin
  delete from realtime.messages where (id, inserted_at) in (
    select m.id, m.inserted_at from realtime.messages m
    where m.inserted_at < before and m.extension = 'broadcast' and m.private -- as Realtime's own index has it
      and parley.is_ours(m.topic) and m.topic <> all (array_remove(busy, null)) limit p_most);
  get diagnostics n = row_count;
  return n;
exception when query_canceled or others then -- a host's own pushes may be so many that time runs out
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
create index visitor_secrets_unused on parley.visitor_secrets (used_at);
create index relay_tickets_old on parley.relay_tickets (made_at);
create index callback_requests_old on parley.callback_requests (at);
create index outbox_old on parley.outbox (done_at);

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
  silence interval := parley.secs('sweep_silent');
  c parley.calls;
  ended int := 0;
  batch int;
begin
  for i in 1..50 loop
    batch := parley.expire_due(null, false);
    ended := ended + batch;
    exit when batch < 20;
  end loop;
  if judge then
    for c in
      select * from parley.calls k where state <> 'ended' and parley.is_silent(id, 'visitor', silence)
        and (agent_id is null or parley.is_silent(id, 'agent', silence)) for update skip locked
    loop
      perform parley.supersede(c);
      ended := ended + 1;
    end loop;
  end if;
  return jsonb_build_object('ended', ended, 'may_judge_silence', judge,
    'oldest_seconds', (select coalesce(round(extract(epoch from clock_timestamp() - min(made_at))), 0) from parley.outbox where done_at is null));
end $$;

-- Figures of calls whose sides have said their last, or had their time; the longest waiting first. Apart from the sweep: what goes wrong here is no
-- call's end. More: go on at once.
create function parley.settle(p_most int) returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  portion uuid[] := array(select call_id from parley.call_outcomes where settled_at is null order by ended_at limit p_most);
  n int;
begin
  -- also young ones: a last report may have crossed the making of its outcome, when neither saw the other
  perform parley.measure_outcome(call_id) from unnest(portion) call_id;
  select count(*) into n from parley.call_outcomes where call_id = any (portion) and settled_at is not null;
  return jsonb_build_object('settled', n, 'more', n >= p_most);
end $$;

-- Some of what must go, of each kind at most so many: whatever has piled up, a run is short, and the next one goes on.
create function parley.purge(p_most int) returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  yesterday timestamptz := clock_timestamp() - interval '1 day';
  buckets_before timestamptz := clock_timestamp() - interval '1 hour';
  secrets_before timestamptz := clock_timestamp() - parley.secs('visitor_secret');
  callbacks_before timestamptz := clock_timestamp() - interval '90 days';
  outbox_before timestamptz := clock_timestamp() - interval '30 days';
  purged int := 0;
  batch int;
begin
  delete from parley.desks where instance in (select instance from parley.desks where lease_until < yesterday limit p_most for update skip locked);
  get diagnostics batch = row_count;
  purged := purged + batch;
  delete from parley.rate_buckets where bucket in (select bucket from parley.rate_buckets where at < buckets_before limit p_most for update skip locked);
  get diagnostics batch = row_count;
  purged := purged + batch;
  delete from parley.relay_tickets where ticket_hash in (
    select ticket_hash from parley.relay_tickets t where made_at < yesterday and exists (select from parley.calls c where c.id = t.call_id and c.state = 'ended') limit p_most);
  get diagnostics batch = row_count;
  purged := purged + batch;
  delete from parley.visitor_secrets where session_id in (select session_id from parley.visitor_secrets where used_at < secrets_before limit p_most for update skip locked);
  get diagnostics batch = row_count;
  purged := purged + batch;
  delete from parley.callback_requests where id in (select id from parley.callback_requests where at < callbacks_before limit p_most for update skip locked);
  get diagnostics batch = row_count;
  purged := purged + batch;
  delete from parley.outbox where id in (select id from parley.outbox where done_at < outbox_before limit p_most for update skip locked);
  get diagnostics batch = row_count;
  return jsonb_build_object('purged', purged + batch + parley.forget_pushes(p_most));
end $$;

grant execute on function parley.widget_config, parley.session_facts, parley.open_session, parley.call_request_facts, parley.open_call,
  parley.regrant_call, parley.request_callback, parley.sweep, parley.settle, parley.purge to parley_functions;

-- Clients: revoked from everybody, then granted one by one. A visitor is role anon, an agent authenticated.
grant execute on function public.parley_ping to anon, authenticated, service_role;
grant execute on function public.parley_send_signal, public.parley_call_state, public.parley_touch_call, public.parley_end_call,
  public.parley_resume_call to anon, authenticated;
grant execute on function public.parley_ring_again, public.parley_rate_call to anon;
grant execute on function public.parley_desk_beat, public.parley_accept_call, public.parley_decline_call, public.parley_desk_history,
  public.parley_desk_callbacks, public.parley_resolve_callback to authenticated;

set role postgres;
