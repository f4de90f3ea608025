-- Who is asking, and the two doors that the database holds: no call row without entitlement, and who may hear which topic.
set role parley_owner;

create function parley.claims() returns jsonb language sql stable set search_path = '' as $$
  select coalesce(nullif(current_setting('request.jwt.claims', true), '')::jsonb, '{}')
$$;
create function parley.as_uuid(p_text text) returns uuid language sql immutable set search_path = '' as $$
  select case when p_text ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' then p_text::uuid end
$$;

-- A visitor is who our own issuer vouches for, as role anon; never a role that a host's policies open to its users.
create function parley.visitor(out id uuid, out tenant_id uuid, out session_id uuid) language sql stable set search_path = '' as $$
  select parley.as_uuid(c ->> 'sub'), parley.as_uuid(c ->> 'tenant_id'), parley.as_uuid(c ->> 'chat_session_id')
  from parley.claims() c
  where c ->> 'iss' = nullif(parley.text_of('issuer'), '') and c ->> 'role' = 'anon'
$$;
-- An agent is a user of Supabase Auth (not an anonymous one); what he may do is looked up in tenant_agents each time.
create function parley.agent() returns uuid language sql stable set search_path = '' as $$
  select parley.as_uuid(c ->> 'sub') from parley.claims() c
  where c ->> 'role' = 'authenticated' and coalesce(c ->> 'is_anonymous', 'false') = 'false'
    and c ->> 'iss' is distinct from parley.text_of('issuer')
    and (parley.text_of('auth_issuer') = '' or c ->> 'iss' = parley.text_of('auth_issuer'))
$$;
create function parley.is_member(p_agent uuid, p_tenant uuid) returns boolean language sql stable set search_path = '' as $$
  select exists (select from public.tenant_agents a where a.user_id = p_agent and a.tenant_id = p_tenant)
$$;

-- The second door: whatever a caller of the functions' role forgets, no call is born without entitlement.
create function parley.guard_new_call() returns trigger language plpgsql set search_path = '' as $$
begin
  if not parley.entitled(new.tenant_id, 'voice') then
    raise exception using errcode = 'PV001', message = 'voice_not_enabled';
  elsif new.media = 'video' and not parley.entitled(new.tenant_id, 'video') then
    raise exception using errcode = 'PV001', message = 'video_not_enabled';
  end if;
  -- one birth at a time per tenant, so that the cap holds however many ask at once
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('parley call of ' || new.tenant_id, 0));
  if (select count(*) from parley.calls where tenant_id = new.tenant_id and state <> 'ended')
      >= (select max_open_calls from public.tenants where id = new.tenant_id) then
    raise exception using errcode = 'PV001', message = 'tenant_busy';
  end if;
  return new;
end $$;
create trigger calls_need_entitlement before insert on parley.calls for each row execute function parley.guard_new_call();

-- The third door: the topics of a call. A visitor hears his own session's topic while his tenant has voice, or while his call runs.
create function parley.may_read(p_topic text) returns boolean language plpgsql stable security definer set search_path = '' as $$
declare
  v record;
  me uuid;
begin
  if p_topic ~ '^chat_session_[^:]*:call$' then
    select * into v from parley.visitor();
    return coalesce(v.session_id = parley.as_uuid(substr(p_topic, 14, 36)) and p_topic = parley.visitor_topic(v.session_id)
      and exists (select from public.chat_sessions s where s.id = v.session_id and s.tenant_id = v.tenant_id and s.visitor_id = v.id)
      and (parley.entitled(v.tenant_id, 'voice')
        or exists (select from parley.calls c where c.session_id = v.session_id and c.state <> 'ended')), false);
  end if;
  me := parley.agent();
  if p_topic like 'parley:desk:%' then
    return coalesce(parley.is_member(me, parley.as_uuid(substr(p_topic, 13))), false);
  end if;
  return coalesce(p_topic = parley.agent_topic(me), false);
end $$;
create function parley.is_ours(p_topic text) returns boolean language sql immutable set search_path = '' as $$
  select coalesce(p_topic ~ '^(chat_session_[^:]*:call$|parley:)', false)
$$;
-- Policies run as the token's role: it needs to be able to ask these two, and nothing else of ours.
grant execute on function parley.may_read, parley.is_ours to anon, authenticated;

set role postgres;

-- Only the database speaks here. RESTRICTIVE: a host's own broad policy opens none of our topics, and ours touch none of the host's.
create policy "Parley: parties hear their own topic" on realtime.messages for select to anon, authenticated
  using (extension = 'broadcast' and parley.is_ours(topic) and parley.may_read(topic));
create policy "Parley: nobody else hears our topics" on realtime.messages as restrictive for select to anon, authenticated
  using (not (parley.is_ours(topic) or parley.is_ours(realtime.topic()))
    or (extension = 'broadcast' and topic is not distinct from coalesce(realtime.topic(), topic) and parley.may_read(topic)));
create policy "Parley: no client speaks on our topics" on realtime.messages as restrictive for insert to anon, authenticated
  with check (not (parley.is_ours(topic) or parley.is_ours(realtime.topic())));
