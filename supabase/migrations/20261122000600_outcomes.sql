-- What remains of a call: the outbox row that its end writes, the signed nudge, and the one outcome that the drain makes of it.
set role parley_owner;

create table parley.outbox (
  id bigint generated always as identity primary key,
  -- null: not about a call (kind and detail say what it is)
  call_id uuid references parley.calls,
  kind text not null default 'call.ended',
  detail jsonb,
  made_at timestamptz not null default clock_timestamp(),
  attempts int not null default 0,
  next_try_at timestamptz not null default clock_timestamp(),
  last_error text,
  done_at timestamptz,
  constraint outbox_once_per_call unique (call_id),
  constraint outbox_about_something check ((kind = 'call.ended') = (call_id is not null) and (call_id is null) = (detail is not null))
);
create index outbox_waiting on parley.outbox (next_try_at) where done_at is null;
alter table parley.outbox enable row level security;

create table parley.call_outcomes (
  call_id uuid primary key,
  tenant_id uuid not null,
  chat_session_id uuid not null,
  visitor_id uuid not null,
  agent_id uuid,
  agent_name text,
  media text not null,
  reason text not null,
  ended_by text not null,
  requested_at timestamptz not null,
  accepted_at timestamptz,
  connected_at timestamptz,
  ended_at timestamptz not null,
  ring_seconds int not null,
  talk_seconds int not null,
  recorded_by text not null,
  recorded_at timestamptz not null default clock_timestamp(),
  -- measured: filled from both sides' reports until settled_at
  path text,
  protocol text,
  bytes_visitor bigint,
  bytes_agent bigint,
  quality jsonb,
  clients jsonb,
  cause text,
  rating int,
  rating_comment text,
  -- what the relay carried of it, both sides' allocations together; the relay's counter may come late and puts the reports right
  relay_protocol text,
  relay_bytes_up bigint,
  relay_bytes_down bigint,
  relay_cost_micros bigint,
  relay_charged_by text,
  relay_would_have_worked boolean,
  settled_at timestamptz
);
create index call_outcomes_by_tenant on parley.call_outcomes (tenant_id, requested_at desc);
create index call_outcomes_unsettled on parley.call_outcomes (ended_at) where settled_at is null;
alter table parley.call_outcomes enable row level security;

-- Reason, who and times never change once written; measured columns not after settled_at, but for the rating and the relay's counter.
create function parley.guard_outcome() returns trigger language plpgsql set search_path = '' as $$
declare
  measured text[] := '{path,protocol,bytes_visitor,bytes_agent,quality,clients,cause,settled_at}';
  open_columns text[] := case when old.settled_at is null then measured else '{}' end || 
    '{rating,rating_comment,relay_protocol,relay_bytes_up,relay_bytes_down,relay_cost_micros,relay_charged_by,relay_would_have_worked}'::text[];
begin
  if tg_op = 'DELETE' or (to_jsonb(old) - open_columns) is distinct from (to_jsonb(new) - open_columns) then
    raise exception 'an outcome is immutable' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger call_outcomes_immutable before update or delete on parley.call_outcomes
  for each row execute function parley.guard_outcome();

-- Fills the measured columns from what both sides have reported so far; settles when both have said their last, or in time.
create function parley.measure_outcome(p_call uuid) returns void language sql set search_path = '' as $$
  update parley.call_outcomes o set
    path = coalesce(v.path, a.path), protocol = coalesce(v.protocol, a.protocol),
    bytes_visitor = v.bytes_sent + v.bytes_received, bytes_agent = a.bytes_sent + a.bytes_received,
    quality = jsonb_strip_nulls(jsonb_build_object('visitor', v.quality, 'agent', a.quality)),
    clients = jsonb_strip_nulls(jsonb_build_object('visitor', v.client, 'agent', a.client)),
    -- whoever saw it first: what the other side says then is a consequence
    cause = case when a.cause_at < v.cause_at or v.cause is null then a.cause else v.cause end,
    relay_would_have_worked = (select visitor_reached and agent_reached from parley.probes p where p.call_id = p_call),
    settled_at = case when (v.reported_last and coalesce(a.reported_last, o.agent_id is null))
      or o.ended_at < clock_timestamp() - parley.secs('settle') then clock_timestamp() end
  from (values (p_call)) k (id) left join parley.call_sides v on v.call_id = k.id and v.side = 'visitor'
    left join parley.call_sides a on a.call_id = k.id and a.side = 'agent'
  where o.call_id = k.id and o.settled_at is null
$$;

-- Waits for whoever makes the outcome of that call in this moment: what is told of an ended call is written to the call and to its outcome, and
-- the maker has read the one already while nobody sees the other yet. Before the call is locked, as the maker does.
create function parley.await_outcome(p_call uuid) returns void language sql volatile set search_path = '' as $$
  select from parley.outbox where call_id = p_call and done_at is null for share
$$;

-- Makes outcomes of what waits in the outbox, in the caller's transaction. Any number may run at once: each row is somebody's, once.
-- A row that cannot be recorded stays, with its error. Fewer taken than the limit: nothing else waits. With p_publish the rows stay open
-- until outbox_done or outbox_failed, and come back as events.
create function parley.drain_outbox(p_recorded_by text, p_limit int, p_publish boolean) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  row parley.outbox;
  made int;
  taken int := 0;
  recorded int := 0;
  events jsonb := '[]';
begin
  for row in
    select * from parley.outbox where done_at is null and next_try_at <= clock_timestamp()
    order by id limit p_limit for update skip locked
  loop
    taken := taken + 1;
    begin
      insert into parley.call_outcomes (call_id, tenant_id, chat_session_id, visitor_id, agent_id, agent_name, media, reason, ended_by,
          requested_at, accepted_at, connected_at, ended_at, ring_seconds, talk_seconds, recorded_by, rating, rating_comment)
        select c.id, c.tenant_id, c.session_id, c.visitor_id, c.agent_id, c.agent_name, c.media, c.end_reason, c.ended_by,
          c.requested_at, c.accepted_at, c.connected_at, c.ended_at, parley.ring_seconds(c), parley.talk_seconds(c), p_recorded_by,
          c.rating, c.rating_comment
        from parley.calls c where c.id = row.call_id
        on conflict (call_id) do nothing;
      get diagnostics made = row_count;
      perform parley.measure_outcome(row.call_id);
      recorded := recorded + made;
    exception when others then -- one row that cannot be recorded may not hold up the others
      raise warning 'parley: outbox row % was not recorded (%)', row.id, sqlstate;
      perform parley.outbox_failed(row.id, sqlstate || ' ' || sqlerrm);
      continue;
    end;
    if p_publish then
      events := events || jsonb_build_object('outbox_id', row.id, 'kind', row.kind, 'outcome', coalesce(row.detail, (
        select to_jsonb(o) - '{visitor_id,agent_name,recorded_by,recorded_at,path,protocol,bytes_visitor,bytes_agent,quality,clients,cause,rating,rating_comment,settled_at}'::text[]
          - '{relay_protocol,relay_bytes_up,relay_bytes_down,relay_cost_micros,relay_charged_by,relay_would_have_worked}'::text[]
        from parley.call_outcomes o where o.call_id = row.call_id)));
    else
      update parley.outbox set done_at = clock_timestamp() where id = row.id;
    end if;
  end loop;
  return jsonb_build_object('taken', taken, 'recorded', recorded,
    'failed', (select count(*) from parley.outbox where done_at is null and attempts > 0),
    'oldest_seconds', (select coalesce(round(extract(epoch from clock_timestamp() - min(made_at))), 0) from parley.outbox where done_at is null),
    'events', events);
end $$;

create function parley.outbox_done(p_ids bigint[]) returns void language sql security definer set search_path = '' as $$
  update parley.outbox set done_at = clock_timestamp(), last_error = null where id = any (p_ids)
$$;
create function parley.outbox_failed(p_id bigint, p_error text) returns void language sql security definer set search_path = '' as $$
  update parley.outbox set attempts = attempts + 1, last_error = left(p_error, 500), next_try_at = clock_timestamp()
    + least(parley.secs('retry_most'), parley.secs('retry_first') * power(2, least(attempts, 20)))
  where id = p_id
$$;
grant execute on function parley.drain_outbox, parley.outbox_done, parley.outbox_failed to parley_functions;

set role postgres;

-- What sends it. A fresh project may come without; a database that has none at all (nor could) is told by the doctor.
do $$ begin
  if exists (select from pg_available_extensions where name = 'pg_net' and installed_version is null) then
    create extension pg_net schema extensions;
  end if;
end $$;

-- The nudge: one Standard Webhooks message per outbox row. It may be lost, doubled or refused, and whatever goes wrong here is a
-- warning: nothing about it can stop a call from ending. Owned by the role of the migrations, which may read the Vault.
create function parley.nudge() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  url text := parley.text_of('outcome_url');
  secret text;
  body jsonb;
  sent_at text := floor(extract(epoch from clock_timestamp()))::text;
  id text := 'evt_' || new.id;
begin
  if coalesce(url, '') = '' then
    return null;
  end if;
  select decrypted_secret into secret from vault.decrypted_secrets where name = 'parley_webhook_secret';
  select jsonb_build_object('type', new.kind, 'call_id', c.id, 'tenant_id', c.tenant_id, 'version', c.version)
    into body from (select) nobody left join parley.calls c on c.id = new.call_id;
  perform net.http_post(url := url, body := body, timeout_milliseconds := 10000, headers := jsonb_build_object(
    'Content-Type', 'application/json', 'webhook-id', id, 'webhook-timestamp', sent_at,
    'webhook-signature', 'v1,' || encode(extensions.hmac(convert_to(id || '.' || sent_at || '.' || body::text, 'UTF8'),
      decode(substr(secret, length('whsec_') + 1), 'base64'), 'sha256'), 'base64')));
  return null;
exception when others then
  raise warning 'parley: the nudge of outbox row % was not sent (%): the sweep delivers', new.id, sqlstate;
  return null;
end $$;
revoke all on function parley.nudge from public;
grant execute on function parley.nudge to parley_owner;
set role parley_owner;
create trigger outbox_nudges after insert on parley.outbox for each row execute function parley.nudge();
set role postgres;
