-- What the Lambda functions ask of the database: facts to decide on, in one round trip each, and the acts that follow.
set role parley_owner;

-- A token bucket: 0 when the request may pass, else the seconds to wait. One statement, exact however many ask at once.
create function parley.take(p_bucket text, p_per_minute int) returns int language plpgsql set search_path = '' as $$
begin
  insert into parley.rate_buckets as b (bucket, tokens, at) values (p_bucket, p_per_minute - 1, clock_timestamp())
    on conflict (bucket) do update set at = clock_timestamp(),
      tokens = least(p_per_minute, b.tokens + extract(epoch from clock_timestamp() - b.at) * p_per_minute / 60.0) - 1
      where least(p_per_minute, b.tokens + extract(epoch from clock_timestamp() - b.at) * p_per_minute / 60.0) >= 1;
  return case when found then 0 else greatest(1, ceil(60.0 / p_per_minute))::int end;
end $$;

-- One after the other: who is refused at his own bucket takes nothing from his tenant's, or one source could silence a tenant.
create function parley.may_ask(p_tenant uuid, p_session uuid, p_source bytea) returns int language plpgsql set search_path = '' as $$
declare
  wait int := parley.take('source ' || encode(p_source, 'hex'), parley.count_of('rate_source'));
begin
  if wait = 0 then
    wait := parley.take('session ' || p_session, parley.count_of('rate_session'));
  end if;
  if wait = 0 then
    wait := parley.take('tenant ' || p_tenant, parley.count_of('rate_tenant'));
  end if;
  return wait;
end $$;

create function parley.available_desks(p_tenant uuid) returns int language sql stable set search_path = '' as $$
  select count(*)::int from parley.desks d where d.tenant_id = p_tenant and d.status = 'available' and d.lease_until > clock_timestamp()
    and parley.is_member(d.agent_id, p_tenant)
    and not exists (select from parley.calls c where c.agent_id = d.agent_id and c.state <> 'ended')
$$;

create function parley.widget_config(p_key text) returns jsonb language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('tenant', jsonb_build_object('id', t.id, 'name', t.name), 'voice', parley.entitled(t.id, 'voice'),
    'video', parley.entitled(t.id, 'video'), 'opens_at', h.opens_at, 'look', t.look,
    'agent_status', case
      when not h.open_now then 'outside_hours'
      when parley.available_desks(t.id) > 0 then 'online'
      when exists (select from parley.desks d where d.tenant_id = t.id and d.status in ('available', 'wrap_up') and d.lease_until > clock_timestamp()) then 'busy'
      else 'offline' end)
  from public.tenants t, parley.open_hours(t.hours, clock_timestamp()) h where t.public_key = p_key
$$;

create function parley.session_facts(p_key text, p_session uuid, p_secret_hash bytea, p_source bytea) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  t public.tenants;
  known jsonb;
begin
  select * into t from public.tenants where public_key = p_key;
  if t.id is null then
    return null;
  end if;
  select jsonb_build_object('id', s.id, 'visitor_id', s.visitor_id, 'secret_ok', coalesce(x.secret_hash = p_secret_hash
      and x.used_at > clock_timestamp() - parley.secs('visitor_secret'), false)) into known
    from public.chat_sessions s left join parley.visitor_secrets x on x.session_id = s.id where s.id = p_session and s.tenant_id = t.id;
  return jsonb_build_object('tenant', jsonb_build_object('id', t.id, 'allowed_origins', t.allowed_origins), 'session', known,
    -- a renewal with the right secret is never refused: a call may hang on it
    'retry_after', case when known -> 'secret_ok' = 'true' then 0
      else parley.take('source ' || encode(p_source, 'hex'), parley.count_of('rate_source')) end,
    'host_keys', (select coalesce(jsonb_agg(encode(k.key, 'base64')), '[]') from parley.tenant_keys k where k.tenant_id = t.id));
end $$;

-- Opens a session of ours, or lets one in that the host vouched for (no secret then). Renewing keeps the secret alive.
-- Returns whose session it is; null when the id is another tenant's.
create function parley.open_session(p_tenant uuid, p_session uuid, p_visitor uuid, p_secret_hash bytea, p_name text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  visitor uuid;
begin
  insert into public.chat_sessions (id, tenant_id, visitor_id, visitor_name) values (p_session, p_tenant, p_visitor, left(p_name, 80))
    on conflict (id) do nothing;
  select visitor_id into visitor from public.chat_sessions where id = p_session and tenant_id = p_tenant;
  if visitor is not null and p_secret_hash is not null then
    insert into parley.visitor_secrets as x (session_id, secret_hash) values (p_session, p_secret_hash)
      on conflict (session_id) do update set used_at = clock_timestamp() where x.secret_hash = excluded.secret_hash;
  end if;
  return case when visitor is not null then jsonb_build_object('visitor_id', visitor) end;
end $$;

create function parley.call_request_facts(p_tenant uuid, p_session uuid, p_call uuid, p_source bytea) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  t public.tenants;
  h record;
  this parley.calls;
  own parley.calls;
begin
  select * into t from public.tenants where id = p_tenant;
  if t.id is null then
    return null;
  end if;
  perform parley.expire_due(p_tenant, false);
  select * into h from parley.open_hours(t.hours, clock_timestamp());
  select * into this from parley.calls where id = p_call;
  select * into own from parley.calls where session_id = p_session and state <> 'ended';
  return jsonb_build_object(
    'tenant', jsonb_build_object('id', t.id, 'allowed_origins', t.allowed_origins, 'max_open_calls', t.max_open_calls,
      'open_calls', (select count(*) from parley.calls where tenant_id = p_tenant and state <> 'ended')),
    'voice', parley.entitled(p_tenant, 'voice'), 'video', parley.entitled(p_tenant, 'video'), 'relay', parley.entitled(p_tenant, 'relay'),
    'open_now', h.open_now, 'opens_at', h.opens_at, 'available_desks', parley.available_desks(p_tenant),
    'blocked', exists (select from parley.blocks b join public.chat_sessions s on s.visitor_id = b.visitor_id where s.id = p_session and b.tenant_id = p_tenant),
    -- a retry of a call that is already there is not counted again
    'retry_after', case when this.id is null then parley.may_ask(p_tenant, p_session, p_source) else 0 end,
    'this_call', case when this.id is not null then jsonb_build_object('mine', this.session_id = p_session, 'state', this.state, 'generation', this.generation) end,
    'own_call', case when own.id is not null then jsonb_build_object('call_id', own.id, 'state', own.state, 'generation', own.generation,
      'silent', parley.is_stale(own.id, 'visitor')) end);
end $$;

create function parley.opened_view(c parley.calls) returns jsonb language sql stable set search_path = '' as $$
  select jsonb_build_object('call', parley.call_view(c), 'ice', parley.ice(c), 'timing', parley.timing())
$$;

-- Rings. The database has the last word: its own door (trigger) and its unique indexes turn a race into a refusal.
create function parley.open_call(p_call uuid, p_tenant uuid, p_session uuid, p_visitor uuid, p_instance uuid, p_media text,
  p_offer jsonb, p_page jsonb, p_name text, p_ticket_hash bytea) returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  c parley.calls;
  t timestamptz;
begin
  -- the session's open call, waited for: it may be ending in this very moment
  select * into c from parley.calls where session_id = p_session and state <> 'ended' for update;
  if c.id <> p_call and parley.is_stale(c.id, 'visitor') then
    perform parley.supersede(c);
  end if;
  begin
    t := clock_timestamp();
    insert into parley.calls (id, tenant_id, session_id, visitor_id, visitor_name, media, relay_policy, page, requested_at, ring_from, ring_until, due_at, due_reason)
      values (p_call, p_tenant, p_session, p_visitor, coalesce(p_name, (select visitor_name from public.chat_sessions where id = p_session)),
        p_media, coalesce((select relay_policy from public.tenants where id = p_tenant), 'none'), p_page, t, t, t + parley.secs('ring'), t + parley.secs('ring'), 'unanswered') returning * into c;
  exception
    when sqlstate 'PV001' then
      return jsonb_build_object('refused', sqlerrm) || case sqlerrm when 'tenant_busy' then '{"retry_after": 30}' else '{}' end::jsonb;
    when unique_violation then
      if exists (select from parley.calls where id = p_call and session_id <> p_session) then
        return null; -- that id is somebody else's call
      end if;
      select * into c from parley.calls where session_id = p_session and state <> 'ended';
      return jsonb_build_object('refused', 'already_in_call', 'call_id', c.id, 'state', c.state, 'generation', c.generation);
  end;
  insert into parley.call_sides (call_id, side, instance, seen_at) values (c.id, 'visitor', p_instance, clock_timestamp());
  perform parley.keep_signal(c, 'visitor', gen_random_uuid(), 'offer', parley.hide_addresses(c, p_offer));
  if p_ticket_hash is not null then
    perform parley.keep_ticket(c, 'visitor', p_ticket_hash);
  end if;
  perform parley.moved(null, c, 'visitor');
  return parley.opened_view(c);
end $$;

-- The same session asked again for the same call: the same grant, a fresh ticket.
create function parley.regrant_call(p_call uuid, p_session uuid, p_ticket_hash bytea) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c parley.calls := parley.lock_call(p_call);
begin
  if c.session_id is distinct from p_session then
    return null;
  elsif c.state = 'ended' then
    return parley.refused('over', c);
  end if;
  perform parley.seen(c, 'visitor');
  if p_ticket_hash is not null then
    perform parley.keep_ticket(c, 'visitor', p_ticket_hash);
  end if;
  return parley.opened_view(c);
end $$;

create function parley.request_callback(p_tenant uuid, p_session uuid, p_visitor uuid, p_callback jsonb) returns jsonb
language sql security definer set search_path = '' as $$
  insert into parley.callback_requests (tenant_id, session_id, visitor_id, name, contact, note, wanted)
    select p_tenant, p_session, p_visitor, left(p_callback ->> 'name', 80), left(p_callback ->> 'contact', 200), left(p_callback ->> 'note', 1000), left(p_callback ->> 'when', 200)
    where parley.entitled(p_tenant, 'voice')
  returning jsonb_build_object('id', id, 'state', state)
$$;

set role postgres;
