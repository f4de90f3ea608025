-- What a tenant may have, set together by the operator's one call; every change of it on record, whoever made it and how.
set role parley_owner;

create table parley.plans (
  name text primary key check (name ~ '^[a-z][a-z0-9_]{0,39}$'),
  voice_enabled boolean not null,
  video_enabled boolean not null,
  relay_policy text not null check (relay_policy in ('none', 'fallback', 'always')),
  relay_video boolean not null,
  relay_bytes_per_month bigint not null check (relay_bytes_per_month >= 0),
  relay_bytes_per_call bigint not null check (relay_bytes_per_call >= 0)
);
alter table parley.plans enable row level security;
comment on table parley.plans is 'the operator''s to change; a plan that changes here changes no tenant until set_plan is called again';
insert into parley.plans values
  ('off', false, false, 'none', false, 0, 0),
  ('free', true, false, 'none', false, 0, 0),
  ('premium', true, true, 'fallback', false, 20000000000, 500000000),
  ('premium_video', true, true, 'fallback', true, 200000000000, 5000000000),
  ('private', true, true, 'always', true, 200000000000, 5000000000);

create table parley.plan_changes (
  id bigint generated always as identity primary key,
  tenant_id uuid not null,
  at timestamptz not null default clock_timestamp(),
  by text not null,
  was jsonb,
  now jsonb not null
);
create index plan_changes_by_tenant on parley.plan_changes (tenant_id, id);
alter table parley.plan_changes enable row level security;
create trigger plan_changes_append_only before update or delete on parley.plan_changes
  for each row execute function parley.refuse_change();

create function parley.plan_of(t public.tenants) returns jsonb language sql immutable set search_path = '' as $$
  select jsonb_build_object('plan', t.plan, 'voice_enabled', t.voice_enabled, 'video_enabled', t.video_enabled, 'relay_policy', t.relay_policy,
    'relay_video', t.relay_video, 'relay_bytes_per_month', t.relay_bytes_per_month, 'relay_bytes_per_call', t.relay_bytes_per_call)
$$;

-- Who: what the operator says of himself (set parley.operator), a token's subject, or the database's user.
create function parley.note_plan_change() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  was jsonb := case when tg_op = 'UPDATE' then parley.plan_of(old) end;
begin
  if was is distinct from parley.plan_of(new) then
    insert into parley.plan_changes (tenant_id, by, was, now) values (new.id,
      coalesce(nullif(current_setting('parley.operator', true), ''), parley.claims() ->> 'sub', session_user::text), was, parley.plan_of(new));
  end if;
  return null;
end $$;

-- The operator's one call, granted to no client. It takes effect at the next mint and at the next call; a running call is never cut.
-- p_changes overrides single values of the plan, such as {"relay_bytes_per_month": 50000000000}.
create function parley.set_plan(p_tenant uuid, p_plan text, p_changes jsonb default '{}') returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  p parley.plans;
  t public.tenants;
begin
  select * into p from parley.plans where name = p_plan;
  if p.name is null then
    raise exception 'no plan is called %', p_plan using hint = (select 'plans: ' || string_agg(name, ', ' order by name) from parley.plans);
  elsif exists (select from jsonb_object_keys(p_changes) k where not to_jsonb(p) ? k or k = 'name') then
    raise exception 'a plan has no such value: %', (select string_agg(k, ', ') from jsonb_object_keys(p_changes) k where not to_jsonb(p) ? k or k = 'name');
  end if;
  p := jsonb_populate_record(p, p_changes);
  update public.tenants set plan = p_plan, voice_enabled = p.voice_enabled, video_enabled = p.video_enabled, relay_policy = p.relay_policy,
    relay_video = p.relay_video, relay_bytes_per_month = p.relay_bytes_per_month, relay_bytes_per_call = p.relay_bytes_per_call
    where id = p_tenant returning * into t;
  if t.id is null then
    raise exception 'no tenant has the id %', p_tenant;
  end if;
  update parley.premium_requests set state = 'done', done_at = clock_timestamp()
    where tenant_id = p_tenant and state = 'open' and t.relay_policy <> 'none';
  return parley.plan_of(t);
end $$;

create table parley.premium_requests (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  by_agent uuid not null,
  at timestamptz not null default clock_timestamp(),
  note text,
  -- what the page said that a relay would have saved
  seen jsonb not null,
  state text not null default 'open' check (state in ('open', 'done')),
  done_at timestamptz
);
create unique index premium_requests_one_open on parley.premium_requests (tenant_id) where state = 'open';
alter table parley.premium_requests enable row level security;

set role postgres;
create trigger tenants_plan_on_record after insert or update on public.tenants for each row execute function parley.note_plan_change();
