-- The owner's page: how calls ended and over which path, what failed and what helps, what the relay saved or would have saved, and its money.
set role parley_owner;

create function parley.is_owner(p_agent uuid, p_tenant uuid) returns boolean language sql stable set search_path = '' as $$
  select exists (select from public.tenant_agents a where a.user_id = p_agent and a.tenant_id = p_tenant and a.role = 'owner')
$$;
create function parley.owner_refusal(p_tenant uuid) returns jsonb language sql stable set search_path = '' as $$
  select case when parley.is_owner(parley.agent(), p_tenant) then null
    when parley.is_member(parley.agent(), p_tenant) then '{"refused": "not_an_owner"}'::jsonb else '{"refused": "not_a_member"}' end
$$;

create function parley.path_of(o parley.call_outcomes) returns text language sql immutable set search_path = '' as $$
  select case when o.path = 'relay' then 'relay_' || coalesce(o.relay_protocol, 'udp') when o.path = 'server-reflexive' then 'server_reflexive'
    when o.path is not null then o.path when o.connected_at is not null then 'unknown' else 'none' end
$$;
-- Technical failures alone: somebody who does not answer is no matter of reliability.
create function parley.failure_of(o parley.call_outcomes) returns text language sql immutable set search_path = '' as $$
  select case when o.reason in ('failed', 'media_lost', 'peer_lost', 'dropped') then coalesce(o.cause, o.reason)
    when o.cause is not null then o.cause end
$$;
-- What the owner of the site can do about it, by name; the page has the words.
create function parley.fix_of(p_failure text, p_relay boolean, p_spent boolean) returns text language sql immutable set search_path = '' as $$
  select case
    when p_failure in ('ice_failed', 'relay_unavailable') and not p_relay then 'get_premium'
    when p_failure in ('ice_failed', 'relay_unavailable') and p_spent then 'raise_budget'
    when p_failure in ('ice_failed', 'relay_unavailable') then 'open_firewall'
    when p_failure = 'failed' then 'answer_sooner'
    when p_failure like 'microphone%' then 'check_microphone'
    when p_failure in ('peer_lost', 'dropped') then 'keep_page_open'
    when p_failure = 'media_lost' then 'better_network'
    else 'tell_operator' end
$$;

create function parley.relay_budget(t public.tenants) returns jsonb language sql stable set search_path = '' as $$
  select jsonb_build_object('month', parley.month_of(clock_timestamp()), 'bytes', t.relay_bytes_per_month, 'bytes_per_call', t.relay_bytes_per_call,
    'used', coalesce(sum(g.charged) filter (where g.settled_at is not null), 0), 'reserved', coalesce(sum(g.charged) filter (where g.settled_at is null), 0),
    'low_percent', parley.count_of('relay_low'),
    'state', case when t.relay_policy = 'none' then 'none' when coalesce(sum(g.charged), 0) >= t.relay_bytes_per_month then 'spent'
      when coalesce(sum(g.charged), 0) >= t.relay_bytes_per_month / 100.0 * parley.count_of('relay_low') then 'low' else 'ok' end)
  from parley.relay_grants g where g.tenant_id = t.id
    and g.minted_at >= date_trunc('month', clock_timestamp() at time zone 'UTC') at time zone 'UTC'
$$;

-- p_bucket: hour, day, week or month (UTC).
create function public.parley_reliability(p_tenant uuid, p_from timestamptz default null, p_to timestamptz default null, p_bucket text default 'day')
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  refusal jsonb := parley.owner_refusal(p_tenant);
  until_at timestamptz := coalesce(p_to, clock_timestamp());
  from_at timestamptz := coalesce(p_from, until_at - interval '30 days');
  t public.tenants;
  answer jsonb;
begin
  if refusal is not null then
    return refusal;
  elsif p_bucket is null or p_bucket not in ('hour', 'day', 'week', 'month') or until_at - from_at > interval '400 days'
    or (p_bucket = 'hour' and until_at - from_at > interval '31 days') then
    perform parley.reject('PT400', 'bad_range');
  end if;
  select * into t from public.tenants where id = p_tenant;
  with o as materialized (
    select x.reason, parley.path_of(x) as path, parley.failure_of(x) as failure, x.relay_would_have_worked as worked, x.requested_at, x.connected_at,
      date_trunc(p_bucket, x.requested_at, 'UTC') as bucket
    from parley.call_outcomes x where x.tenant_id = p_tenant and x.requested_at >= from_at and x.requested_at < until_at),
  failures as (select failure, count(*) as calls, count(*) filter (where worked) as relay_would_have_worked, count(worked) as probed,
    max(requested_at) as last_at from o where failure is not null group by failure)
  select jsonb_build_object('from', from_at, 'to', until_at, 'bucket', p_bucket,
    'plan', parley.plan_of(t) || jsonb_build_object('relay_probes', t.relay_probes,
      'premium_requested_at', (select max(at) from parley.premium_requests where tenant_id = t.id and state = 'open')),
    'totals', (select jsonb_build_object('calls', count(*), 'connected', count(connected_at), 'failed', count(*) filter (where reason = 'failed'),
      'relayed', count(*) filter (where path like 'relay%')) from o),
    'series', (select coalesce(jsonb_agg(jsonb_build_object('at', b.bucket, 'reasons', b.reasons, 'paths', b.paths) order by b.bucket), '[]') from (
      select d.bucket, (select jsonb_object_agg(reason, n) from (select reason, count(*) as n from o where o.bucket = d.bucket group by reason) r) as reasons,
        (select jsonb_object_agg(path, n) from (select path, count(*) as n from o where o.bucket = d.bucket group by path) p) as paths
      from (select distinct bucket from o) d) b),
    'failures', (select coalesce(jsonb_agg(jsonb_build_object('cause', failure, 'calls', calls, 'last_at', last_at, 'probed', probed,
      'relay_would_have_worked', relay_would_have_worked,
      'fix', parley.fix_of(failure, parley.entitled(t.id, 'relay'), parley.relay_budget(t) ->> 'state' = 'spent')) order by calls desc, failure), '[]') from failures),
    'relay', jsonb_build_object('saved', (select count(*) from o where path like 'relay%'),
      'would_have_saved', (select coalesce(sum(relay_would_have_worked), 0) from failures), 'probed', (select coalesce(sum(probed), 0) from failures),
      'no_path', (select count(*) from o where failure in ('ice_failed', 'relay_unavailable'))),
    'money', (select jsonb_build_object('bytes_up', coalesce(sum(up), 0), 'bytes_down', coalesce(sum(down), 0), 'cost_micros', coalesce(sum(cost_micros), 0),
      'unsettled_micros', coalesce(sum(cost_micros) filter (where settled_at is null), 0), 'providers', coalesce(jsonb_agg(distinct provider), '[]'))
      from parley.relay_grants where tenant_id = t.id and minted_at >= from_at and minted_at < until_at and failure is null),
    'budget', parley.relay_budget(t)) into answer;
  return answer;
end $$;

-- The rows behind it, newest first, for the table and for a CSV file; p_before is the "at" of the last row seen.
create function public.parley_reliability_calls(p_tenant uuid, p_from timestamptz default null, p_to timestamptz default null,
  p_before timestamptz default null, p_limit int default 100) returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  refusal jsonb := parley.owner_refusal(p_tenant);
  size int := least(greatest(coalesce(p_limit, 100), 1), 1000);
  rows jsonb;
begin
  if refusal is not null then
    return refusal;
  end if;
  select coalesce(jsonb_agg(r.row order by r.at desc), '[]') into rows from (
    select o.requested_at as at, jsonb_build_object('call_id', o.call_id, 'at', o.requested_at, 'media', o.media, 'agent', o.agent_name, 'reason', o.reason,
      'failure', parley.failure_of(o), 'path', parley.path_of(o), 'ring_seconds', o.ring_seconds, 'talk_seconds', o.talk_seconds,
      'relay_bytes_up', o.relay_bytes_up, 'relay_bytes_down', o.relay_bytes_down, 'relay_cost_micros', o.relay_cost_micros,
      'relay_charged_by', o.relay_charged_by, 'relay_would_have_worked', o.relay_would_have_worked) as row
    from parley.call_outcomes o where o.tenant_id = p_tenant and o.requested_at >= coalesce(p_from, '-infinity') and o.requested_at < coalesce(p_to, 'infinity')
      and (p_before is null or o.requested_at < p_before)
    order by o.requested_at desc limit size + 1) r;
  return jsonb_build_object('calls', case when jsonb_array_length(rows) > size then rows - size else rows end,
    'more', jsonb_array_length(rows) > size);
end $$;

grant execute on function public.parley_reliability, public.parley_reliability_calls to authenticated;

set role postgres;
