-- An owner asks for premium, and both pages of a failed call may try whether it would have helped.
set role parley_owner;

-- Recorded once while one is open, and told to the operator's systems as an event of the outbox; billing is theirs.
create function public.parley_request_premium(p_tenant uuid, p_note text default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  refusal jsonb := parley.owner_refusal(p_tenant);
  r parley.premium_requests;
  report jsonb;
begin
  if refusal is not null then
    return refusal;
  elsif parley.entitled(p_tenant, 'relay') then
    return '{"refused": "already_premium"}';
  end if;
  report := public.parley_reliability(p_tenant);
  insert into parley.premium_requests (tenant_id, by_agent, note, seen) values (p_tenant, parley.agent(), left(p_note, 1000),
      jsonb_build_object('from', report -> 'from', 'calls', report -> 'totals' -> 'calls') || (report -> 'relay'))
    on conflict (tenant_id) where state = 'open' do nothing returning * into r;
  if r.id is null then
    select * into r from parley.premium_requests where tenant_id = p_tenant and state = 'open';
  else
    insert into parley.outbox (kind, detail) select 'premium.requested', jsonb_build_object('request_id', r.id, 'tenant_id', t.id, 'tenant_name', t.name,
      'by', r.by_agent, 'at', r.at, 'note', r.note, 'seen', r.seen) from public.tenants t where t.id = p_tenant;
  end if;
  return jsonb_build_object('request', jsonb_build_object('id', r.id, 'at', r.at, 'state', r.state, 'by', parley.agent_name(r.by_agent, p_tenant)));
end $$;

create function public.parley_set_probes(p_tenant uuid, p_on boolean) returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  refusal jsonb := parley.owner_refusal(p_tenant);
begin
  if refusal is not null then
    return refusal;
  end if;
  update public.tenants set relay_probes = coalesce(p_on, false) where id = p_tenant;
  return jsonb_build_object('relay_probes', coalesce(p_on, false));
end $$;

-- The one ticket that is given after a call's end: it has failed a moment ago, the tenant has opted in, once per side, so many a day.
create function public.parley_probe_relay(p_call uuid, p_instance uuid) returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  c parley.calls := parley.lock_call(p_call);
  me text := parley.party(c);
  why text;
begin
  why := case
    when not parley.owns(c, me, p_instance) then 'stale'
    when c.state <> 'ended' or c.end_reason <> 'failed' then 'not_failed'
    when not (select relay_probes from public.tenants where id = c.tenant_id) then 'probes_off'
    when c.ended_at < clock_timestamp() - parley.secs('relay_probe_within') then 'too_late'
    when exists (select from parley.relay_tickets where call_id = c.id and side = me and kind = 'probe') then 'probed' end;
  if why is null and not exists (select from parley.probes where call_id = c.id) then
    -- one at a time per tenant, so that the day's cap holds
    perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('parley probe of ' || c.tenant_id, 0));
    if (select count(*) from parley.probes where tenant_id = c.tenant_id and at > clock_timestamp() - interval '1 day') >= parley.count_of('relay_probes_a_day') then
      why := 'too_many_probes';
    else
      insert into parley.probes (call_id, tenant_id) values (c.id, c.tenant_id);
    end if;
  end if;
  if why is not null then
    return parley.refused(why, c);
  end if;
  return jsonb_build_object('probe', jsonb_build_object('ticket', parley.new_ticket(c, me, 'probe'),
    'life_ms', round(extract(epoch from parley.secs('relay_probe_life')) * 1000)::int));
end $$;

-- What came of it, said once per side. Only a side that was given a credential has tried anything.
create function public.parley_probe_result(p_call uuid, p_instance uuid, p_reached boolean, p_protocol text default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c parley.calls;
  me text;
  p parley.probes;
begin
  perform parley.await_outcome(p_call);
  c := parley.lock_call(p_call);
  me := parley.party(c);
  if p_reached is null or p_protocol is not null and p_protocol not in ('udp', 'tcp', 'tls') then
    perform parley.reject('PT400', 'bad_result');
  elsif not parley.owns(c, me, p_instance) then
    return parley.refused('stale', c);
  elsif not exists (select from parley.relay_grants g where g.call_id = c.id and g.side = me and g.kind = 'probe' and g.failure is null
      and g.expires_at > clock_timestamp() - parley.secs('relay_probe_within')) then
    return parley.refused('not_probed', c);
  end if;
  update parley.probes set
    visitor_reached = case me when 'visitor' then coalesce(visitor_reached, p_reached) else visitor_reached end,
    visitor_protocol = case me when 'visitor' then coalesce(visitor_protocol, p_protocol) else visitor_protocol end,
    agent_reached = case me when 'agent' then coalesce(agent_reached, p_reached) else agent_reached end,
    agent_protocol = case me when 'agent' then coalesce(agent_protocol, p_protocol) else agent_protocol end
    where call_id = c.id returning * into p;
  update parley.call_outcomes set relay_would_have_worked = p.visitor_reached and p.agent_reached where call_id = c.id;
  return jsonb_build_object('relay_would_have_worked', p.visitor_reached and p.agent_reached);
end $$;

grant execute on function public.parley_request_premium, public.parley_set_probes to authenticated;
grant execute on function public.parley_probe_relay, public.parley_probe_result to anon, authenticated;

set role postgres;
