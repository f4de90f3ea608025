-- What a desk may ask: say it is there and what it sounds, accept, decline.
set role parley_owner;

create function parley.agent_name(p_agent uuid, p_tenant uuid) returns text language sql stable set search_path = '' as $$
  select display_name from public.tenant_agents where user_id = p_agent and tenant_id = p_tenant
$$;
create function parley.has_declined(p_call uuid, p_agent uuid) returns boolean language sql stable set search_path = '' as $$
  select exists (select from parley.call_rings where call_id = p_call and agent_id = p_agent and declined_at is not null)
$$;
-- A desk may judge a visitor's silence only if it was itself heard lately: after an outage everybody looks silent.
create function parley.is_trusted(p_instance uuid) returns boolean language sql volatile set search_path = '' as $$
  select exists (select from parley.desks d where d.instance = p_instance and d.previous_beat_at > clock_timestamp() - parley.secs('beat_trust'))
$$;

-- Receipts: what a page really sounds. The first one of a call is told to the visitor at once, then at most one a second.
-- Waits for whoever holds a call, so it comes before anything that keeps one locked, and in the order of their ids: beats that wait for
-- each other would deadlock. Each call is waited for before its receipt is written: a decline by the same page, which has the call, waits for
-- whoever writes that row.
create function parley.note_receipts(p_instance uuid, p_agent uuid, p_tenant uuid, p_ringing uuid[]) returns void
language plpgsql set search_path = '' as $$
declare
  ring uuid;
  c parley.calls;
begin
  for ring in
    select k.id from parley.calls k where k.id = any (p_ringing[1:20]) and k.tenant_id = p_tenant and k.state = 'ringing'
      and k.due_at > clock_timestamp() and not exists (select from parley.call_rings r where r.call_id = k.id and r.instance = p_instance and r.rung_at is not null)
      and not parley.has_declined(k.id, p_agent) order by k.id
  loop
    select * into c from parley.calls where id = ring and state = 'ringing' for key share;
    continue when c.id is null or parley.has_declined(ring, p_agent); -- while it was waited for
    insert into parley.call_rings as r (call_id, instance, agent_id, rung_at) values (c.id, p_instance, p_agent, clock_timestamp())
      on conflict (call_id, instance) do update set rung_at = coalesce(r.rung_at, clock_timestamp());
    -- everybody else has declined, maybe in this very moment, and here is somebody who has not: the ring's own deadline counts again
    update parley.calls set due_at = ring_until, due_reason = 'unanswered' where id = c.id and state = 'ringing' and due_reason = 'declined'
      and due_at > clock_timestamp();
    if not exists (select from parley.call_rings r where r.call_id = c.id and r.instance <> p_instance and r.rung_at > clock_timestamp() - interval '1 s') then
      perform parley.push(parley.visitor_topic(c.session_id), 'receipts', jsonb_build_object('v', 1, 'call_id', c.id, 'devices', parley.devices(c.id)));
    end if;
  end loop;
end $$;

create function parley.rings_for(p_agent uuid, p_tenant uuid) returns jsonb language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('call_id', c.id, 'ring_ms_left', parley.ms_until(c.ring_until), 'media', c.media,
    'devices', parley.devices(c.id), 'visitor', jsonb_build_object('name', c.visitor_name), 'page', c.page) order by c.requested_at), '[]')
  from parley.calls c where c.tenant_id = p_tenant and c.state = 'ringing' and not parley.has_declined(c.id, p_agent)
$$;

create function public.parley_desk_beat(p_instance uuid, p_tenant uuid, p_status text, p_ringing uuid[] default '{}') returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := parley.agent();
  member public.tenant_agents;
  mine parley.calls;
  rings jsonb := '[]';
begin
  if p_instance is null or p_status is null or p_status not in ('available', 'wrap_up', 'do_not_disturb', 'away', 'gone') then
    perform parley.reject('PT400', 'bad_beat');
  end if;
  select * into member from public.tenant_agents where user_id = me and tenant_id = p_tenant;
  if member.user_id is null then
    delete from parley.desks where instance = p_instance and agent_id = me;
    return '{"refused": "not_a_member"}';
  end if;
  if p_status = 'gone' then
    delete from parley.desks where instance = p_instance and agent_id = me;
  else
    insert into parley.desks as d (instance, agent_id, tenant_id, status, beat_at, lease_until)
      values (p_instance, me, p_tenant, p_status, clock_timestamp(), clock_timestamp() + parley.secs('desk_lease'))
      on conflict (instance) do update set tenant_id = p_tenant, status = p_status, previous_beat_at = d.beat_at,
        beat_at = clock_timestamp(), lease_until = clock_timestamp() + parley.secs('desk_lease') where d.agent_id = me;
    if not found then
      perform parley.reject('PT403', 'not_your_desk');
    end if;
    if p_status = 'available' then
      perform parley.note_receipts(p_instance, me, p_tenant, coalesce(p_ringing, '{}'));
    end if;
    perform parley.expire_due(p_tenant, parley.is_trusted(p_instance)); -- waits for nobody
  end if;
  select * into mine from parley.calls where agent_id = me and state <> 'ended';
  if p_status = 'available' and mine.id is null then
    rings := parley.rings_for(me, p_tenant);
  end if;
  return jsonb_build_object('status', p_status, 'lease_ms', case p_status when 'gone' then 0 else parley.ms_until(clock_timestamp() + parley.secs('desk_lease')) end,
    'agent', jsonb_build_object('id', me, 'name', member.display_name, 'role', member.role), 'rings', rings,
    'mine', case when mine.id is not null then parley.call_view(mine) end,
    'gone', (select coalesce(jsonb_agg(jsonb_build_object('call_id', c.id, 'reason',
        case when c.state = 'ended' then c.end_reason when c.agent_id is not null then 'taken' else 'declined' end,
        'by', c.agent_name)), '[]')
      from parley.calls c where c.id = any ((coalesce(p_ringing, '{}'))[1:20]) and c.tenant_id = p_tenant
        and (c.state <> 'ringing' or parley.has_declined(c.id, me))),
    'callbacks', (select count(*) from parley.callback_requests where tenant_id = p_tenant and state = 'open'),
    'timing', parley.timing());
end $$;

-- The call of a tenant that the caller works for, locked and expired; anybody else is told nothing.
create function parley.lock_for_agent(p_call uuid, p_agent uuid) returns parley.calls language plpgsql set search_path = '' as $$
declare
  c parley.calls := parley.lock_call(p_call);
begin
  if c.id is null or p_agent is null or not (parley.is_member(p_agent, c.tenant_id) or coalesce(c.agent_id = p_agent, false)) then
    perform parley.reject('PT403', 'not_a_party');
  end if;
  return c;
end $$;

create function public.parley_accept_call(p_call uuid, p_instance uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := parley.agent();
  c parley.calls := parley.lock_for_agent(p_call, me);
  other parley.calls;
begin
  if p_instance is null then
    perform parley.reject('PT400', 'bad_instance');
  end if;
  if c.state = 'ringing' and parley.is_trusted(p_instance) and parley.is_silent(c.id, 'visitor', parley.secs('silent')) then
    c := parley.end_call(c, 'abandoned', 'visitor');
  end if;
  if c.state = 'ended' then
    return parley.refused('over', c);
  elsif c.agent_id = me and parley.owns(c, 'agent', p_instance) then
    return parley.grant_view(c, 'agent');
  elsif c.agent_id is not null then
    return jsonb_build_object('refused', 'taken', 'by', c.agent_name);
  elsif parley.has_declined(c.id, me) then
    return parley.refused('not_ringing', c);
  end if;
  select * into other from parley.calls where agent_id = me and state <> 'ended';
  if other.id is not null then
    select * into other from parley.calls where id = other.id and state <> 'ended' and parley.is_stale(id, 'agent') for update skip locked;
    if other.id is null then
      return jsonb_build_object('refused', 'agent_busy', 'call_id', (select id from parley.calls where agent_id = me and state <> 'ended'));
    end if;
    perform parley.supersede(other);
  end if;
  begin
    update parley.calls set state = 'accepted', version = version + 1, agent_id = me, agent_name = parley.agent_name(me, c.tenant_id),
      accepted_at = clock_timestamp(), due_at = clock_timestamp() + parley.secs('connect_within'), due_reason = 'failed'
      where id = c.id returning * into c;
  exception when unique_violation then -- another call of mine was accepted in this very moment
    return jsonb_build_object('refused', 'agent_busy', 'call_id', (select id from parley.calls where agent_id = me and state <> 'ended'));
  end;
  insert into parley.call_sides (call_id, side, instance, seen_at) values (c.id, 'agent', p_instance, clock_timestamp());
  perform parley.moved('ringing', c, 'agent');
  return parley.grant_view(c, 'agent');
end $$;

-- Counts for the person and for the whole call. When nobody who acknowledged is left, the call ends, at the earliest callback_after
-- after it began to ring. From the accepting page before its answer (its microphone failed): the call rings again, once.
create function public.parley_decline_call(p_call uuid, p_instance uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := parley.agent();
  c parley.calls := parley.lock_for_agent(p_call, me);
begin
  if p_instance is null then
    perform parley.reject('PT400', 'bad_instance');
  end if;
  if c.state = 'ended' then
    return parley.refused('over', c);
  elsif c.state <> 'ringing' then
    if c.agent_id <> me then
      return jsonb_build_object('refused', 'taken', 'by', c.agent_name);
    elsif not parley.owns(c, 'agent', p_instance) then
      return parley.refused('stale', c);
    elsif c.state = 'connected' or parley.has_answered(c) then
      return parley.refused('answered', c);
    elsif c.rung_again then
      c := parley.end_call(c, 'hung_up', 'agent');
      return jsonb_build_object('call', parley.call_view(c));
    end if;
    c := parley.ring_again(c, 'agent');
  end if;
  insert into parley.call_rings as r (call_id, instance, agent_id, declined_at) values (c.id, p_instance, me, clock_timestamp())
    on conflict (call_id, instance) do update set declined_at = coalesce(r.declined_at, clock_timestamp());
  perform parley.push(parley.visitor_topic(c.session_id), 'receipts', jsonb_build_object('v', 1, 'call_id', c.id, 'devices', parley.devices(c.id)));
  if not exists (select from parley.may_still_take(c.id)) then
    update parley.calls set due_reason = 'declined', due_at = least(ring_until, greatest(clock_timestamp(), ring_from + parley.secs('callback_after')))
      where id = c.id returning * into c;
    c := parley.expire(c);
  end if;
  return jsonb_build_object('call', parley.call_view(c));
end $$;

create function public.parley_ping() returns jsonb language sql stable set search_path = '' as $$
  select '{"pong": true}'::jsonb
$$;

set role postgres;
