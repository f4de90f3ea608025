-- How a call moves: every arrow of the state table ends in parley.moved, which logs it and tells both sides.
-- Time is read from clock_timestamp() after the row lock: now() is the start of the transaction, and may lie before the wait.

-- The only place that speaks on Realtime. Owned by the role that runs the migrations, because that one may write there. A push that
-- cannot be sent (the grant is gone, Realtime is being upgraded) is a warning: whoever misses it reads the row.
create function parley.push(p_topic text, p_event text, p_payload jsonb) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(p_payload, p_event, p_topic, true);
exception when others then
  raise warning 'parley: % was not pushed (%)', p_event, sqlstate;
end $$;
revoke all on function parley.push from public;
grant execute on function parley.push to parley_owner;

set role parley_owner;

create function parley.visitor_topic(p_session uuid) returns text language sql immutable set search_path = '' as $$
  select 'chat_session_' || p_session || ':call'
$$;
create function parley.desk_topic(p_tenant uuid) returns text language sql immutable set search_path = '' as $$
  select 'parley:desk:' || p_tenant
$$;
create function parley.agent_topic(p_agent uuid) returns text language sql immutable set search_path = '' as $$
  select 'parley:agent:' || p_agent
$$;

create function parley.ms_until(p_at timestamptz) returns int language sql volatile set search_path = '' as $$
  select greatest(0, round(extract(epoch from p_at - clock_timestamp()) * 1000))::int
$$;

-- Who may still take a ringing call of those that acknowledged it: not declined, lease alive, available. One row a desk page.
create function parley.may_still_take(p_call uuid) returns table (agent_id uuid) language sql stable set search_path = '' as $$
  select r.agent_id from parley.call_rings r join parley.desks d using (instance)
  where r.call_id = p_call and r.rung_at is not null and d.lease_until > clock_timestamp() and d.status = 'available'
    and not exists (select from parley.call_rings x where x.call_id = p_call and x.agent_id = r.agent_id and x.declined_at is not null)
$$;
-- Desk pages that ring right now: an agent who took another call meanwhile hears this one no more, until that is over.
create function parley.devices(p_call uuid) returns int language sql stable set search_path = '' as $$
  select count(*)::int from parley.may_still_take(p_call) r where not exists (select from parley.calls o where o.agent_id = r.agent_id and o.state <> 'ended')
$$;

create function parley.ring_seconds(c parley.calls) returns int language sql immutable set search_path = '' as $$
  select round(extract(epoch from coalesce(c.accepted_at, c.ended_at) - c.requested_at))::int
$$;
create function parley.talk_seconds(c parley.calls) returns int language sql immutable set search_path = '' as $$
  select coalesce(round(extract(epoch from c.ended_at - c.connected_at))::int, 0)
$$;

-- A call as both sides see it (shared/protocol: call).
create function parley.call_view(c parley.calls) returns jsonb language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'call_id', c.id, 'state', c.state, 'version', c.version, 'generation', c.generation, 'media', c.media,
    'ring_ms_left', case when c.state = 'ringing' then parley.ms_until(c.ring_until) else 0 end,
    'devices', case when c.state = 'ringing' then parley.devices(c.id) else 0 end,
    'declined', c.state = 'ringing' and c.due_reason = 'declined',
    'agent', case when c.agent_id is not null then jsonb_build_object('name', c.agent_name) end,
    'end', case when c.state = 'ended' then jsonb_build_object('reason', c.end_reason, 'by', c.ended_by,
      'ring_seconds', parley.ring_seconds(c), 'talk_seconds', parley.talk_seconds(c)) end)
$$;
-- What a push says of a call: enough to know whether to read the row, and nothing else.
create function parley.hint(c parley.calls) returns jsonb language sql immutable set search_path = '' as $$
  select jsonb_build_object('v', 1, 'call_id', c.id, 'state', c.state, 'version', c.version, 'generation', c.generation)
$$;

-- After a transition: one event, one hint to each side.
create function parley.moved(p_was text, c parley.calls, p_by text) returns void language plpgsql set search_path = '' as $$
declare
  hint jsonb := parley.hint(c);
begin
  insert into parley.call_events (call_id, at, version, generation, was, state, by, reason, agent_id)
    values (c.id, clock_timestamp(), c.version, c.generation, p_was, c.state, p_by, c.end_reason, c.agent_id);
  perform parley.push(parley.visitor_topic(c.session_id), 'call', hint);
  if c.agent_id is not null then
    perform parley.push(parley.agent_topic(c.agent_id), 'call', hint);
  end if;
  if c.state = 'ringing' then
    perform parley.push(parley.desk_topic(c.tenant_id), 'call_request',
      jsonb_build_object('v', 1, 'call_id', c.id, 'ring_ms_left', parley.ms_until(c.ring_until)));
  elsif p_was = 'ringing' then
    perform parley.push(parley.desk_topic(c.tenant_id), 'gone', jsonb_build_object('v', 1, 'call_id', c.id));
  end if;
end $$;

-- Ends a call whose row the caller has locked. Signals and tickets die with it; the outbox row is written here, in this transaction.
create function parley.end_call(c parley.calls, p_reason text, p_by text) returns parley.calls
language plpgsql set search_path = '' as $$
declare
  was text := c.state;
begin
  update parley.calls set state = 'ended', version = version + 1, ended_at = clock_timestamp(), end_reason = p_reason,
    ended_by = p_by, due_at = null, due_reason = null where id = c.id returning * into c;
  delete from parley.call_signals where call_id = c.id;
  update parley.relay_tickets set superseded = true where call_id = c.id;
  insert into parley.outbox (call_id) values (c.id);
  perform parley.moved(was, c, p_by);
  return c;
end $$;

create function parley.is_silent(p_call uuid, p_side text, p_for interval) returns boolean
language sql volatile set search_path = '' as $$
  select coalesce((select s.seen_at < clock_timestamp() - p_for from parley.call_sides s where s.call_id = p_call and s.side = p_side), true)
$$;

-- Turns a call that has fallen due into its end; a call that is not due comes back as it was.
create function parley.expire(c parley.calls) returns parley.calls language plpgsql set search_path = '' as $$
begin
  if c.state = 'ended' or c.due_at is null or c.due_at > clock_timestamp() then
    return c;
  end if;
  if c.state = 'accepted' and (parley.is_silent(c.id, 'visitor', parley.secs('silent')) or parley.is_silent(c.id, 'agent', parley.secs('silent'))) then
    c.due_reason := 'peer_lost';
  end if;
  return parley.end_call(c, c.due_reason, case c.due_reason when 'declined' then 'agent' when 'abandoned' then 'visitor' else 'system' end);
end $$;

-- The first thing every rpc of a call does: lock its row, and expire that call alone.
create function parley.lock_call(p_call uuid) returns parley.calls language plpgsql set search_path = '' as $$
declare
  c parley.calls;
begin
  select * into c from parley.calls where id = p_call for update;
  return case when found then parley.expire(c) end;
end $$;

-- Expires a set: due calls, and ringing ones whose visitor has gone silent where the caller may judge that. Skips what others hold,
-- so that no order of locks matters; p_tenant null = all tenants.
create function parley.expire_due(p_tenant uuid, p_judge_visitors boolean) returns int language plpgsql set search_path = '' as $$
declare
  c parley.calls;
  ended int := 0;
begin
  for c in
    select * from parley.calls where state <> 'ended' and (p_tenant is null or tenant_id = p_tenant)
      and (due_at <= clock_timestamp() or (p_judge_visitors and state = 'ringing' and parley.is_silent(id, 'visitor', parley.secs('silent'))))
    order by due_at limit 20 for update skip locked
  loop
    if c.due_at <= clock_timestamp() then
      c := parley.expire(c);
    else
      c := parley.end_call(c, 'abandoned', 'visitor');
    end if;
    ended := ended + 1;
  end loop;
  return ended;
end $$;

-- May a party's own open call make way for its new one? Only when that side is silent and nobody has heard its media lately.
create function parley.is_stale(p_call uuid, p_side text) returns boolean language sql volatile set search_path = '' as $$
  select parley.is_silent(p_call, p_side, parley.secs('silent')) and not exists (
    select from parley.call_sides o where o.call_id = p_call and o.side <> p_side
      and o.media_heard_at > clock_timestamp() - parley.secs('survivor'))
$$;
create function parley.supersede(c parley.calls) returns parley.calls language sql set search_path = '' as $$
  select parley.end_call(c, case c.state when 'ringing' then 'abandoned' else 'dropped' end, 'system')
$$;

set role postgres;
