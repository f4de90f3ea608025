// A month of calls that never were, for pages that show many: the same ones each time, with every outcome, path and cause.

/** Calls and their outcomes, spread over the last 30 days: busy by day, quiet on Sundays. */
const CALLS = (/** @type {string} */ key, /** @type {number} */ n) => `
  begin;
  create temporary table dated on commit drop as
  with made as (select t.id as tenant_id, t.relay_policy <> 'none' as has_relay, i, d.day,
      array(select ('x' || substr(md5(i || ' ' || k), 1, 7))::bit(28)::int from generate_series(1, 6) k) as r
    from public.tenants t, generate_series(1, ${n}) i, lateral (select date_trunc('day', now()) - make_interval(days => 1 + i % 28) as day) d
    where t.public_key = '${key}'),
  timed as (select *, r[1] % 100 as fate, (case when extract(dow from day) = 0 and r[2] % 3 > 0 then day - interval '1 day' else day end)
      + make_interval(mins => 480 + r[3] % 540, secs => r[4] % 60) as at from made),
  fated as (select *, case when fate < 62 then 'hung_up' when fate < 71 then 'unanswered' when fate < 75 then 'declined' when fate < 82 then 'cancelled'
      when fate < 85 then 'abandoned' when fate < 94 then 'failed' when fate < 97 then 'peer_lost' when fate < 99 then 'media_lost' else 'dropped' end as reason from timed)
  select gen_random_uuid() as call_id, gen_random_uuid() as session_id, gen_random_uuid() as visitor_id, tenant_id, r[5] % 1000 as i, at, reason,
    (array['Ada','Grace Hopper','Jean','محمد','Zoë Quinn','王小明',null,'Linus'])[1 + r[6] % 8] as visitor, (array['Ana','Ben'])[1 + r[2] % 2] as agent,
    reason in ('hung_up', 'peer_lost', 'media_lost', 'dropped') as talked, has_relay and r[4] % 9 = 0 as relayed from fated;
  insert into parley.calls (id, tenant_id, session_id, visitor_id, visitor_name, media, page, state, agent_id, agent_name, requested_at, ring_from, ring_until,
      accepted_at, connected_at, ended_at, end_reason, ended_by)
    select call_id, tenant_id, session_id, visitor_id, visitor, 'audio', jsonb_build_object('title', (array['Your cart','Opening hours','Returns'])[1 + i % 3],
        'url', 'https://shop.example/' || i % 3), 'ended', case when talked or reason = 'failed' then gen_random_uuid() end, case when talked or reason = 'failed' then agent end,
      at, at, at + interval '45 s', case when talked or reason = 'failed' then at + interval '6 s' end, case when talked then at + interval '7 s' end,
      at + make_interval(secs => 20 + i % 400), reason, case when reason in ('hung_up', 'declined') then 'agent' when reason in ('cancelled', 'abandoned') then 'visitor' else 'system' end
    from dated;
  insert into parley.call_outcomes (call_id, tenant_id, chat_session_id, visitor_id, agent_id, agent_name, media, reason, ended_by, requested_at, accepted_at, connected_at,
      ended_at, ring_seconds, talk_seconds, recorded_by, path, protocol, cause, quality, relay_protocol, relay_bytes_up, relay_bytes_down, relay_cost_micros, relay_charged_by,
      relay_would_have_worked, settled_at)
    select c.id, c.tenant_id, c.session_id, c.visitor_id, c.agent_id, c.agent_name, c.media, c.end_reason, c.ended_by, c.requested_at, c.accepted_at, c.connected_at, c.ended_at,
      parley.ring_seconds(c), parley.talk_seconds(c), 'past-calls',
      case when d.talked then case when d.relayed then 'relay' when i % 4 = 0 then 'server-reflexive' else 'direct' end end, case when d.talked then 'udp' end,
      case when d.reason = 'failed' and i % 5 > 0 then 'ice_failed' when i % 97 = 0 then 'microphone_lost' end,
      case when d.talked then jsonb_build_object('visitor', jsonb_build_object('rtt_ms', 20 + (i * 13) % 500, 'loss', (i % 40) / 400.0, 'jitter_ms', i % 35)) end,
      case when d.talked and d.relayed then (array['udp','udp','udp','tcp','tls'])[1 + i % 5] end,
      case when d.relayed then 400000 + i * 100 end, case when d.relayed then 380000 + i * 90 end, case when d.relayed then 312 end, case when d.relayed then 'counter' end,
      case when d.reason = 'failed' and i % 5 > 0 then i % 7 > 0 end, c.ended_at + interval '1 minute'
    from dated d join parley.calls c on c.id = d.call_id;
  -- What the relay lent for them; its own door lets only calls in that are open.
  alter table parley.relay_grants disable trigger relay_grants_need_an_open_call;
  insert into parley.relay_grants (ticket_hash, call_id, tenant_id, side, kind, provider, minted_at, expires_at, rate, reserved, up, down, charged_by, settled_at)
    select decode(md5(call_id || side), 'hex'), call_id, tenant_id, side, 'call', 'twilio', at, at + interval '5 minutes', 20000, 6000000, 20000000 + i * 100000, 19000000 + i * 90000,
      'counter', at + interval '10 minutes' from dated, unnest(array['visitor', 'agent']) side where relayed and talked;
  alter table parley.relay_grants enable trigger relay_grants_need_an_open_call;
  commit`

/**
 * @param {import('./ledger.mjs').Ledger} ledger
 * @param {string} key a tenant's public key
 * @param {number} n how many
 */
export const pastCalls = (ledger, key, n) => ledger.rows(CALLS(key, n))

/** Takes every call that is over off the record; locks as the product does, outbox and calls before the rest. @param {import('./ledger.mjs').Ledger} ledger */
export const forgetPastCalls = (ledger) =>
  ledger.rows(`begin; set local session_replication_role = replica;
    select from parley.outbox order by id for update; select from parley.calls where state = 'ended' order by tenant_id, id for update;
    delete from parley.relay_grants; delete from parley.relay_months; delete from parley.notes; delete from parley.call_outcomes;
    delete from parley.outbox where call_id in (select id from parley.calls where state = 'ended'); delete from parley.call_rings; delete from parley.call_sides;
    delete from parley.calls where state = 'ended'; delete from parley.premium_requests; commit`)
