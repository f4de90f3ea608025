-- The relay's money: who may ask for credentials (tickets), what was lent (grants) and what it came to, per call, month and provider.
-- A grant is charged its worst case at birth; the relay's own counter or, without one, the pages' reports put the truth in its place.
set role parley_owner;

-- Hashed: this call, this side. A call's ticket is worthless once the call has ended or its side has a newer one; a probe's is good once.
create table parley.relay_tickets (
  ticket_hash bytea primary key,
  call_id uuid not null references parley.calls on delete cascade,
  side text not null check (side in ('visitor', 'agent')),
  kind text not null default 'call' check (kind in ('call', 'probe')),
  made_at timestamptz not null default clock_timestamp(),
  redeemed int not null default 0,
  superseded boolean not null default false
);
create index relay_tickets_by_call on parley.relay_tickets (call_id, side);

-- One row per credential. The id stands in its user name (coturn) or as its custom identifier (Cloudflare): what a relay counts finds its call by it.
create table parley.relay_grants (
  id uuid primary key default gen_random_uuid(),
  ticket_hash bytea not null,
  call_id uuid not null,
  tenant_id uuid not null,
  side text not null,
  kind text not null,
  provider text not null,
  minted_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  -- bytes a second, both ways together, and that times the credential's life
  rate bigint not null check (rate > 0),
  reserved bigint not null check (reserved >= 0),
  -- what it is charged: client to relay, relay to client
  up bigint not null,
  down bigint not null,
  charged bigint not null default 0,
  charged_by text not null default 'reservation' check (charged_by in ('reservation', 'reports', 'counter', 'nothing')),
  cost_micros bigint not null default 0,
  settled_at timestamptz,
  -- what the provider said instead of a credential
  failure text,
  -- the name a provider made itself (Cloudflare): by it a credential is revoked
  provider_user text,
  revoked_at timestamptz,
  -- how often its provider was asked what it carried
  asks int not null default 0
);
create index relay_grants_by_call on parley.relay_grants (call_id, side, minted_at);
create index relay_grants_by_tenant on parley.relay_grants (tenant_id, minted_at);
create index relay_grants_open on parley.relay_grants (call_id) where settled_at is null;

-- What a relay's counter said, line by line: one that comes twice counts once.
create table parley.relay_counts (
  grant_id uuid not null references parley.relay_grants on delete cascade,
  line text not null check (length(line) <= 200),
  up bigint not null check (up >= 0),
  down bigint not null check (down >= 0),
  at timestamptz not null default clock_timestamp(),
  primary key (grant_id, line)
);

-- The sum of a tenant's grants in a month. Its row's lock makes mints of one tenant queue, so that a budget holds however many ask at once.
create table parley.relay_months (
  tenant_id uuid not null,
  month date not null,
  bytes bigint not null default 0,
  cost_micros bigint not null default 0,
  low_told_at timestamptz,
  primary key (tenant_id, month)
);

-- Micro-dollars for 10^9 bytes. The operator's to change: these are list prices of 2026.
create table parley.relay_prices (
  provider text primary key,
  up_micros bigint not null check (up_micros >= 0),
  down_micros bigint not null check (down_micros >= 0),
  about text not null
);
insert into parley.relay_prices (provider, up_micros, down_micros, about) values
  ('twilio', 400000, 400000, 'Network Traversal, US and EU: both directions count'),
  ('cloudflare', 0, 50000, 'egress only; the first terabyte of a month is free and not taken off here'),
  ('coturn', 90000, 90000, 'egress of a cloud host: what goes up leaves the host towards the peer, what comes down leaves it towards the client');

create function parley.month_of(p_at timestamptz) returns date language sql immutable set search_path = '' as $$
  select date_trunc('month', p_at at time zone 'UTC')::date
$$;
create function parley.relay_cost(p_provider text, p_up bigint, p_down bigint) returns bigint language sql stable set search_path = '' as $$
  select coalesce((select round((p_up::numeric * up_micros + p_down::numeric * down_micros) / 1000000000)::bigint
    from parley.relay_prices where provider = p_provider), 0)
$$;

-- No grant without an open call and entitlement (for a probe: a call that failed a moment ago), whatever a caller of the functions' role forgets.
create function parley.guard_relay_grant() returns trigger language plpgsql set search_path = '' as $$
begin
  if new.kind = 'call' and not exists (select from parley.calls c where c.id = new.call_id and c.tenant_id = new.tenant_id and c.state <> 'ended'
      and parley.entitled(c.tenant_id, 'relay')) then
    raise exception using errcode = 'PV001', message = 'not_entitled';
  elsif new.kind = 'probe' and not exists (select from parley.probes p join parley.calls c on c.id = p.call_id
      where p.call_id = new.call_id and c.end_reason = 'failed' and c.ended_at > clock_timestamp() - parley.secs('relay_probe_within')) then
    raise exception using errcode = 'PV001', message = 'too_late';
  end if;
  return new;
end $$;
create trigger relay_grants_need_an_open_call before insert on parley.relay_grants for each row execute function parley.guard_relay_grant();

create function parley.price_relay_grant() returns trigger language plpgsql set search_path = '' as $$
begin
  new.charged := new.up + new.down;
  new.cost_micros := parley.relay_cost(new.provider, new.up, new.down);
  return new;
end $$;
create trigger relay_grants_priced before insert or update of up, down on parley.relay_grants for each row execute function parley.price_relay_grant();

create function parley.book_relay_grant() returns trigger language plpgsql set search_path = '' as $$
declare
  bytes bigint := new.charged - coalesce(old.charged, 0);
  cost bigint := new.cost_micros - coalesce(old.cost_micros, 0);
begin
  if bytes <> 0 or cost <> 0 then
    insert into parley.relay_months as m (tenant_id, month, bytes, cost_micros) values (new.tenant_id, parley.month_of(new.minted_at), bytes, cost)
      on conflict (tenant_id, month) do update set bytes = m.bytes + excluded.bytes, cost_micros = m.cost_micros + excluded.cost_micros;
  end if;
  return null;
end $$;
create trigger relay_grants_booked after insert or update on parley.relay_grants for each row execute function parley.book_relay_grant();

-- Would a relay have carried a call that failed? One try per call: each side says whether it reached a relay candidate.
create table parley.probes (
  call_id uuid primary key references parley.calls on delete cascade,
  tenant_id uuid not null,
  at timestamptz not null default clock_timestamp(),
  visitor_reached boolean,
  visitor_protocol text,
  agent_reached boolean,
  agent_protocol text
);
create index probes_by_tenant on parley.probes (tenant_id, at);

do $$ declare t text; begin
  foreach t in array '{relay_tickets,relay_grants,relay_counts,relay_months,relay_prices,probes}'::text[] loop
    execute format('alter table parley.%I enable row level security', t);
  end loop;
end $$;

set role postgres;
