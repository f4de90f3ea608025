-- What a desk keeps of people: notes on calls, callers who may not call again, who of the team is there, and when the team is open.
set role parley_owner;

-- One note per call and agent: two who write about one call overwrite nothing of each other's.
create table parley.notes (
  call_id uuid not null references parley.calls on delete cascade,
  agent_id uuid not null,
  agent_name text,
  note text not null check (length(note) between 1 and 4000),
  at timestamptz not null default clock_timestamp(),
  primary key (call_id, agent_id)
);
alter table parley.notes enable row level security;

create function parley.notes_of(p_call uuid, p_me uuid) returns jsonb language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('by', n.agent_name, 'mine', n.agent_id = p_me, 'note', n.note, 'at', n.at) order by n.at), '[]')
  from parley.notes n where n.call_id = p_call
$$;

-- The call of a tenant that the caller works for, or that he is himself in. Not locked: what follows changes no call.
create function parley.call_for_agent(p_call uuid, p_agent uuid) returns parley.calls language plpgsql stable set search_path = '' as $$
declare
  c parley.calls;
begin
  select * into c from parley.calls where id = p_call and (parley.is_member(p_agent, tenant_id) or agent_id = p_agent);
  if c.id is null then
    perform parley.reject('PT403', 'not_a_party');
  end if;
  return c;
end $$;

-- My note on a call; an empty one takes it back.
create function public.parley_call_note(p_call uuid, p_note text) returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  me uuid := parley.agent();
  c parley.calls := parley.call_for_agent(p_call, me);
  said text := trim(coalesce(p_note, ''));
begin
  if length(said) > 4000 then
    perform parley.reject('PT400', 'bad_note');
  elsif said = '' then
    delete from parley.notes where call_id = c.id and agent_id = me;
  else
    insert into parley.notes as n (call_id, agent_id, agent_name, note) values (c.id, me, parley.agent_name(me, c.tenant_id), said)
      on conflict (call_id, agent_id) do update set note = excluded.note, agent_name = excluded.agent_name, at = clock_timestamp() where n.note <> excluded.note;
  end if;
  return jsonb_build_object('call_id', c.id, 'notes', parley.notes_of(c.id, me));
end $$;

-- Whoever made this call may make no other: call-request refuses him by name. If he rings just now, that ends too; a call that is answered
-- is the agent's to hang up. Taken back with p_blocked false.
create function public.parley_block_caller(p_call uuid, p_blocked boolean default true) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := parley.agent();
  c parley.calls := parley.call_for_agent(p_call, me);
  rings parley.calls;
begin
  if not parley.is_member(me, c.tenant_id) then
    perform parley.reject('PT403', 'not_a_member');
  elsif p_blocked is distinct from true then
    delete from parley.blocks where tenant_id = c.tenant_id and visitor_id = c.visitor_id;
  else
    insert into parley.blocks (tenant_id, visitor_id, by_agent, name) values (c.tenant_id, c.visitor_id, me, c.visitor_name) on conflict do nothing;
    for rings in
      select * from parley.calls where tenant_id = c.tenant_id and visitor_id = c.visitor_id and state = 'ringing' order by id for update
    loop
      perform parley.end_call(rings, 'declined', 'agent');
    end loop;
  end if;
  return jsonb_build_object('call_id', c.id, 'blocked', exists (
    select from parley.blocks where tenant_id = c.tenant_id and visitor_id = c.visitor_id));
end $$;

-- What one agent's open pages say together: the best of them, unless he is in a call.
create function parley.presence(p_agent uuid, p_tenant uuid) returns text language sql stable set search_path = '' as $$
  select coalesce(
    (select case state when 'connected' then 'in_call' else 'connecting' end from parley.calls where agent_id = p_agent and state <> 'ended'),
    (select d.status from parley.desks d where d.agent_id = p_agent and d.tenant_id = p_tenant and d.lease_until > clock_timestamp()
      order by array_position('{available,wrap_up,do_not_disturb,away}', d.status) limit 1),
    'offline')
$$;

create function public.parley_desk_team(p_tenant uuid) returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  h record;
  t public.tenants;
begin
  if not parley.is_member(parley.agent(), p_tenant) then
    return '{"refused": "not_a_member"}';
  end if;
  select * into t from public.tenants where id = p_tenant;
  select * into h from parley.open_hours(t.hours, clock_timestamp());
  return jsonb_build_object(
    'agents', (select coalesce(jsonb_agg(jsonb_build_object('id', a.user_id, 'name', a.display_name, 'role', a.role,
        'presence', parley.presence(a.user_id, p_tenant),
        -- only what is the tenant's own: of a call for another tenant a colleague learns no more than that there is one
        'call', (select jsonb_build_object('call_id', c.id, 'visitor', jsonb_build_object('name', c.visitor_name), 'accepted_at', c.accepted_at,
            'seconds', round(extract(epoch from clock_timestamp() - c.accepted_at))::int)
          from parley.calls c where c.agent_id = a.user_id and c.state <> 'ended' and c.tenant_id = p_tenant)) order by a.display_name), '[]')
      from public.tenant_agents a where a.tenant_id = p_tenant),
    'ringing', (select count(*) from parley.calls where tenant_id = p_tenant and state = 'ringing'),
    'hours', t.hours, 'open_now', h.open_now, 'opens_at', h.opens_at,
    'blocked', (select coalesce(jsonb_agg(b.row order by b.at desc), '[]') from (
      select k.at, jsonb_build_object('call_id', (select c.id from parley.calls c where c.tenant_id = p_tenant and c.visitor_id = k.visitor_id
          order by c.requested_at desc limit 1), 'name', k.name, 'by', parley.agent_name(k.by_agent, p_tenant), 'at', k.at) as row
      from parley.blocks k where k.tenant_id = p_tenant order by k.at desc limit 200) b));
end $$;

-- Why these hours cannot be kept, or null if they can. Ends at or before their start run over midnight (parley.open_hours).
create function parley.wrong_hours(p_hours jsonb) returns text language plpgsql stable set search_path = '' as $$
declare
  day record;
  shift jsonb;
  starts time;
  ends time;
  so_far time;
begin
  if jsonb_typeof(p_hours) <> 'object' or p_hours - '{tz,week,closed}'::text[] <> '{}' or jsonb_typeof(p_hours -> 'week') is distinct from 'object'
    or jsonb_typeof(coalesce(p_hours -> 'closed', '[]')) <> 'array' then
    return 'shape';
  elsif not exists (select from pg_catalog.pg_timezone_names where name = p_hours ->> 'tz') then
    return 'time_zone';
  elsif jsonb_array_length(coalesce(p_hours -> 'closed', '[]')) > 400 then
    return 'closed';
  end if;
  for day in select * from jsonb_each(p_hours -> 'week') loop
    if not day.key = any ('{mon,tue,wed,thu,fri,sat,sun}') or jsonb_typeof(day.value) <> 'array' or jsonb_array_length(day.value) > 8 then
      return 'shape';
    end if;
    so_far := null;
    for shift in select s from jsonb_array_elements(day.value) s order by s ->> 0 loop
      if jsonb_typeof(shift) <> 'array' or jsonb_array_length(shift) <> 2
        or not coalesce(shift ->> 0 ~ '^([01]\d|2[0-3]):[0-5]\d$' and shift ->> 1 ~ '^(([01]\d|2[0-3]):[0-5]\d|24:00)$', false) then
        return 'shift';
      end if;
      starts := (shift ->> 0)::time;
      ends := case when (shift ->> 1)::time <= starts then '24:00' else (shift ->> 1)::time end;
      if starts < so_far then
        return 'overlap';
      end if;
      so_far := ends;
    end loop;
  end loop;
  perform d::date from jsonb_array_elements_text(coalesce(p_hours -> 'closed', '[]')) d where d !~ '^\d{4}-\d\d-\d\d$' or d::date is null;
  return case when found then 'closed' end;
exception when datetime_field_overflow or invalid_datetime_format then
  return 'closed';
end $$;

-- Owners alone. Null: always open.
create function public.parley_set_hours(p_tenant uuid, p_hours jsonb) returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  me uuid := parley.agent();
  wanted jsonb := nullif(p_hours, 'null');
  wrong text := case when wanted is not null then parley.wrong_hours(wanted) end;
  h record;
begin
  if not parley.is_member(me, p_tenant) then
    return '{"refused": "not_a_member"}';
  elsif not exists (select from public.tenant_agents where user_id = me and tenant_id = p_tenant and role = 'owner') then
    return '{"refused": "not_an_owner"}';
  elsif wrong is not null then
    return jsonb_build_object('refused', 'bad_hours', 'why', wrong);
  end if;
  update public.tenants set hours = wanted where id = p_tenant;
  select * into h from parley.open_hours(wanted, clock_timestamp());
  return jsonb_build_object('hours', wanted, 'open_now', h.open_now, 'opens_at', h.opens_at);
end $$;

grant execute on function public.parley_call_note, public.parley_block_caller, public.parley_desk_team, public.parley_set_hours to authenticated;

set role postgres;
