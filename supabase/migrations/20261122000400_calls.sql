-- The tables of a call. RLS is on everywhere and nothing is granted: clients act through the parley_* functions alone.
--
--            ┌────────────────────────────── ring again, once ─┐
--            ▼                                                 │
--  (new) ─▶ ringing ── accept ──▶ accepted ── first report ──▶ connected
--            │                     │                            │
--            │ cancelled           │ cancelled  hung_up         │ hung_up
--            │ unanswered          │ failed                     │ peer_lost  media_lost
--            │ declined            │ peer_lost                  │ dropped
--            ▼ abandoned           ▼                            ▼
--           ended ◀────────────────┴────────────────────────────┘   one outbox row, one outcome
set role parley_owner;

create table parley.calls (
  id uuid primary key,
  tenant_id uuid not null,
  session_id uuid not null,
  visitor_id uuid not null,
  visitor_name text,
  media text not null check (media in ('audio', 'video')),
  -- as it was when the call began: a plan that changes meanwhile does not touch a running call
  relay_policy text not null default 'none' check (relay_policy in ('none', 'fallback', 'always')),
  page jsonb,
  state text not null default 'ringing' check (state in ('ringing', 'accepted', 'connected', 'ended')),
  version int not null default 1,
  generation int not null default 0,
  agent_id uuid,
  agent_name text,
  rung_again boolean not null default false,
  requested_at timestamptz not null,
  ring_from timestamptz not null,
  ring_until timestamptz not null,
  accepted_at timestamptz,
  connected_at timestamptz,
  ended_at timestamptz,
  due_at timestamptz,
  due_reason text,
  end_reason text check (end_reason in
    ('hung_up', 'cancelled', 'declined', 'unanswered', 'abandoned', 'failed', 'peer_lost', 'media_lost', 'dropped')),
  ended_by text check (ended_by in ('visitor', 'agent', 'system')),
  rating int check (rating between 1 and 5),
  rating_comment text,
  constraint calls_answered_by_somebody check (state not in ('accepted', 'connected') or agent_id is not null),
  constraint calls_end_is_whole check (
    (state = 'ended') = (ended_at is not null) and (state = 'ended') = (end_reason is not null) and (state = 'ended') = (ended_by is not null))
);
create unique index calls_one_open_per_session on parley.calls (session_id) where state <> 'ended';
create unique index calls_one_open_per_agent on parley.calls (agent_id) where state <> 'ended' and agent_id is not null;
create index calls_open_by_tenant on parley.calls (tenant_id, due_at) where state <> 'ended';
create index calls_by_tenant on parley.calls (tenant_id, requested_at desc);
create index calls_by_session on parley.calls (session_id);

-- One row per party: the hot row, written by every report.
create table parley.call_sides (
  call_id uuid not null references parley.calls on delete cascade,
  side text not null check (side in ('visitor', 'agent')),
  instance uuid not null,
  seen_at timestamptz not null,
  leaving_at timestamptz,
  media_heard_at timestamptz,
  signals_sent int not null default 0,
  path text check (path in ('direct', 'server-reflexive', 'relay')),
  protocol text,
  bytes_sent bigint,
  bytes_received bigint,
  -- what this side's own allocation on the relay carried, as its page counts: over which transport, and bytes both ways.
  -- The *_before are those of pages that were resumed by another.
  relay_protocol text check (relay_protocol in ('udp', 'tcp', 'tls')),
  relay_sent bigint,
  relay_received bigint,
  relay_sent_before bigint not null default 0,
  relay_received_before bigint not null default 0,
  quality jsonb,
  client text,
  -- the first thing that went wrong, as this side's page named it (shared/protocol: cause)
  cause text,
  cause_at timestamptz,
  reported_last boolean not null default false,
  primary key (call_id, side)
);

-- What one side told the other; erased when the call ends.
create table parley.call_signals (
  call_id uuid not null references parley.calls on delete cascade,
  side text not null,
  seq int not null,
  generation int not null,
  id uuid not null,
  type text not null check (type ~ '^[a-z][a-z-]{0,31}$'),
  payload jsonb not null,
  primary key (call_id, side, seq),
  constraint call_signals_once_per_id unique (call_id, side, id)
);

-- Transitions only; nobody may change or delete a line.
create table parley.call_events (
  id bigint generated always as identity primary key,
  call_id uuid not null,
  at timestamptz not null,
  version int not null,
  generation int not null,
  was text,
  state text not null,
  by text not null,
  reason text,
  agent_id uuid
);
create index call_events_by_call on parley.call_events (call_id, id);
create function parley.refuse_change() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger call_events_append_only before update or delete on parley.call_events
  for each row execute function parley.refuse_change();

-- One row per open desk page: its lease and what it wants.
create table parley.desks (
  instance uuid primary key,
  agent_id uuid not null,
  tenant_id uuid not null,
  status text not null check (status in ('available', 'wrap_up', 'do_not_disturb', 'away')),
  beat_at timestamptz not null,
  previous_beat_at timestamptz,
  lease_until timestamptz not null
);
create index desks_by_tenant on parley.desks (tenant_id, lease_until);

-- One row per desk page that acknowledged a ring (the receipt), or whose agent declined it.
create table parley.call_rings (
  call_id uuid not null references parley.calls on delete cascade,
  instance uuid not null,
  agent_id uuid not null,
  rung_at timestamptz,
  declined_at timestamptz,
  primary key (call_id, instance)
);

create table parley.visitor_secrets (
  session_id uuid primary key,
  secret_hash bytea not null,
  used_at timestamptz not null default clock_timestamp()
);
create table parley.tenant_keys (
  tenant_id uuid not null,
  key bytea not null check (octet_length(key) >= 32),
  made_at timestamptz not null default now(),
  primary key (tenant_id, key)
);
create table parley.blocks (
  tenant_id uuid not null,
  visitor_id uuid not null,
  by_agent uuid not null,
  at timestamptz not null default now(),
  name text,
  primary key (tenant_id, visitor_id)
);
create table parley.callback_requests (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  session_id uuid not null,
  visitor_id uuid not null,
  name text,
  contact text,
  note text,
  wanted text,
  state text not null default 'open' check (state in ('open', 'done')),
  at timestamptz not null default clock_timestamp(),
  done_by uuid,
  done_at timestamptz
);
create index callback_requests_open on parley.callback_requests (tenant_id, at desc) where state = 'open';
create table parley.rate_buckets (
  bucket text primary key,
  tokens float8 not null,
  at timestamptz not null
);

do $$ declare t text; begin
  for t in select tablename from pg_tables where schemaname = 'parley' loop
    execute format('alter table parley.%I enable row level security', t);
  end loop;
end $$;

set role postgres;
