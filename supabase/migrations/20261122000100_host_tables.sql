-- The host application's tables. Where it has them already they stay as they are but for our columns of tenants, and whether row level
-- security is on there stays the host's decision: the doctor says where it is off. Columns that we need and do not find are named, and
-- nothing is done. Nothing here is granted to browsers by us: a host that opens its own tables decides that itself.

do $$
declare
  wrong text;
begin
  -- Yours must be there, a name as any kind of text; ours are added, unless one of the same name is something else.
  select string_agg(format('%s.%s (%s)', name, part, type), ', ' order by name, part) into wrong
    from (values ('tenants', 'id', 'uuid', 'yours'), ('tenants', 'name', 'text', 'yours'), ('chat_sessions', 'id', 'uuid', 'yours'),
      ('chat_sessions', 'tenant_id', 'uuid', 'yours'), ('chat_sessions', 'visitor_id', 'uuid', 'yours'),
      ('chat_sessions', 'visitor_name', 'text', 'yours'), ('tenant_agents', 'user_id', 'uuid', 'yours'), ('tenant_agents', 'tenant_id', 'uuid', 'yours'),
      ('tenant_agents', 'role', 'text', 'yours'), ('tenant_agents', 'display_name', 'text', 'yours'), ('tenants', 'voice_enabled', 'bool', 'ours'),
      ('tenants', 'video_enabled', 'bool', 'ours'), ('tenants', 'plan', 'text', 'ours'), ('tenants', 'relay_policy', 'text', 'ours'),
      ('tenants', 'public_key', 'text', 'ours'), ('tenants', 'allowed_origins', 'text[]', 'ours'), ('tenants', 'hours', 'jsonb', 'ours'),
      ('tenants', 'max_open_calls', 'int', 'ours'), ('tenants', 'look', 'jsonb', 'ours')) as needed (name, part, type, whose)
    left join pg_attribute a on a.attrelid = to_regclass('public.' || name) and a.attname = part and not a.attisdropped
    where to_regclass('public.' || name) is not null and case when a.attname is null then whose = 'yours'
      else a.atttypid <> type::regtype and (type <> 'text' or whose = 'ours') end;
  if wrong is not null then
    raise exception 'your tables lack, or have as another type, what Parley needs: %', wrong
      using hint = 'docs/deploy.md, "A project with an application in it"';
  end if;

  if to_regclass('public.tenants') is null then
    create table public.tenants (
      id uuid primary key default gen_random_uuid(),
      name text not null
    );
    alter table public.tenants enable row level security;
  end if;
  if to_regclass('public.chat_sessions') is null then
    create table public.chat_sessions (
      id uuid primary key default gen_random_uuid(),
      tenant_id uuid not null references public.tenants (id) on delete cascade,
      visitor_id uuid not null,
      visitor_name text,
      created_at timestamptz not null default now()
    );
    alter table public.chat_sessions enable row level security;
  end if;
  if to_regclass('public.tenant_agents') is null then
    create table public.tenant_agents (
      user_id uuid not null,
      tenant_id uuid not null references public.tenants (id) on delete cascade,
      role text not null default 'agent' check (role in ('agent', 'owner')),
      display_name text not null,
      primary key (user_id, tenant_id)
    );
    alter table public.tenant_agents enable row level security;
  end if;
end $$;

alter table public.tenants
  add column if not exists voice_enabled boolean not null default false,
  add column if not exists video_enabled boolean not null default false,
  add column if not exists plan text not null default 'free',
  add column if not exists relay_policy text not null default 'none' check (relay_policy in ('none', 'fallback', 'always')),
  add column if not exists relay_video boolean not null default false,
  add column if not exists relay_probes boolean not null default false,
  add column if not exists relay_bytes_per_month bigint not null default 0 check (relay_bytes_per_month >= 0),
  add column if not exists relay_bytes_per_call bigint not null default 0 check (relay_bytes_per_call >= 0),
  add column if not exists public_key text unique,
  add column if not exists allowed_origins text[] not null default '{}',
  add column if not exists hours jsonb,
  add column if not exists max_open_calls int not null default 20 check (max_open_calls > 0),
  add column if not exists look jsonb not null default '{}';
comment on column public.tenants.public_key is 'what the script tag names the tenant by; no secret';
comment on column public.tenants.relay_policy is
  'none: direct only; fallback: direct first, relay when needed; always: only relay candidates, so neither party learns the other''s address';
comment on column public.tenants.relay_video is 'video calls may use the relay too: about twenty times the bytes of audio';
comment on column public.tenants.relay_probes is 'after a failed call both pages may try whether a relay would have worked';
comment on column public.tenants.allowed_origins is 'origins (scheme://host:port, exact) that may call; empty = any';
comment on column public.tenants.hours is
  '{"tz": "Europe/Berlin", "week": {"mon": [["09:00","12:00"],["13:00","18:00"]], …}, "closed": ["2026-12-25"]}; null = always open';

create index if not exists tenant_agents_by_tenant on public.tenant_agents (tenant_id);
