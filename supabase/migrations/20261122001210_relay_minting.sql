-- turn-token: facts of a ticket (under the call's and the month's lock, in the transaction that then reserves), the grant, and what became of it.
set role parley_owner;

create function parley.relay_charged(p_call uuid) returns bigint language sql stable set search_path = '' as $$
  select coalesce(sum(charged), 0)::bigint from parley.relay_grants where call_id = p_call
$$;
-- The month's sum, its row locked until the transaction ends.
create function parley.lock_relay_month(p_tenant uuid) returns bigint language sql volatile set search_path = '' as $$
  insert into parley.relay_months as m (tenant_id, month) values (p_tenant, parley.month_of(clock_timestamp()))
    on conflict (tenant_id, month) do update set bytes = m.bytes returning bytes
$$;

-- Once a month and tenant: the budget is nearly spent. An event for the operator, who knows how to reach the owner.
create function parley.warn_low(p_tenant uuid) returns void language sql set search_path = '' as $$
  with low as (update parley.relay_months m set low_told_at = clock_timestamp() from public.tenants t
    where t.id = p_tenant and m.tenant_id = t.id and m.month = parley.month_of(clock_timestamp()) and m.low_told_at is null and t.relay_bytes_per_month > 0
      and m.bytes >= t.relay_bytes_per_month / 100.0 * parley.count_of('relay_low')
    returning jsonb_build_object('tenant_id', t.id, 'month', m.month, 'bytes', m.bytes, 'budget', t.relay_bytes_per_month) as detail)
  insert into parley.outbox (kind, detail) select 'relay.budget_low', detail from low
$$;

create function parley.relay_facts(p_ticket_hash bytea) returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  ticket parley.relay_tickets;
  c parley.calls;
  t public.tenants;
begin
  select * into ticket from parley.relay_tickets where ticket_hash = p_ticket_hash;
  if ticket.call_id is null then
    return null;
  end if;
  c := parley.lock_call(ticket.call_id);
  select * into ticket from parley.relay_tickets where ticket_hash = p_ticket_hash; -- it may have been replaced while we waited
  select * into t from public.tenants where id = c.tenant_id;
  return jsonb_build_object('kind', ticket.kind, 'call_open', c.state <> 'ended', 'tenant_id', c.tenant_id, 'call_id', c.id, 'side', ticket.side,
    'media', c.media, 'relay', parley.entitled(c.tenant_id, 'relay'), 'relay_video', coalesce(t.relay_video, false),
    -- a ring that nobody hears needs no relay
    'rung', c.state <> 'ringing' or exists (select from parley.call_rings r where r.call_id = c.id and r.rung_at is not null),
    'probe_open', ticket.kind = 'probe' and c.end_reason = 'failed' and c.ended_at > clock_timestamp() - parley.secs('relay_probe_within'),
    'redeemed', ticket.redeemed, 'redeemed_most', case ticket.kind when 'probe' then 1 else parley.count_of('relay_ticket_uses') end,
    'superseded', ticket.superseded,
    'retry_after', parley.take('relay ' || c.id || ' ' || ticket.side, parley.count_of('rate_relay')),
    'rate', parley.count_of('relay_rate_' || c.media),
    'life_ms', round(extract(epoch from parley.secs(case ticket.kind when 'probe' then 'relay_probe_life' else 'turn_credential' end)) * 1000)::int,
    'call_bytes', parley.relay_charged(c.id), 'call_budget', coalesce(t.relay_bytes_per_call, 0),
    'month_bytes', parley.lock_relay_month(c.tenant_id), 'month_budget', coalesce(t.relay_bytes_per_month, 0),
    'low_percent', parley.count_of('relay_low'), 'stun', parley.setting('stun'));
end $$;

-- Writes the grant down with its worst case, in the transaction that read the facts. Null when the door (trigger) says no.
create function parley.reserve_relay(p_ticket_hash bytea, p_provider text, p_life_ms int, p_rate bigint, p_reserved bigint) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  ticket parley.relay_tickets;
  g parley.relay_grants;
begin
  update parley.relay_tickets set redeemed = redeemed + 1 where ticket_hash = p_ticket_hash and not superseded returning * into ticket;
  if ticket.call_id is null then
    return null;
  end if;
  insert into parley.relay_grants (ticket_hash, call_id, tenant_id, side, kind, provider, expires_at, rate, reserved, up, down)
    select p_ticket_hash, c.id, c.tenant_id, ticket.side, ticket.kind, p_provider, clock_timestamp() + make_interval(secs => p_life_ms / 1000.0),
      p_rate, p_reserved, p_reserved / 2, p_reserved - p_reserved / 2
    from parley.calls c where c.id = ticket.call_id returning * into g;
  perform parley.warn_low(g.tenant_id);
  return jsonb_build_object('grant_id', g.id, 'expires_at', ceil(extract(epoch from g.expires_at))::bigint);
exception when sqlstate 'PV001' then
  return null;
end $$;

-- The provider gave nothing: nothing is charged, the ticket keeps that use, and the failure is on record.
create function parley.release_relay(p_grant uuid, p_failure text) returns void language sql security definer set search_path = '' as $$
  with g as (update parley.relay_grants set up = 0, down = 0, charged_by = 'nothing', settled_at = clock_timestamp(), failure = left(p_failure, 60)
    where id = p_grant and settled_at is null returning ticket_hash)
  update parley.relay_tickets t set redeemed = greatest(0, t.redeemed - 1) from g where t.ticket_hash = g.ticket_hash and t.kind = 'call'
$$;

-- Cloudflare's own name for a credential, kept to revoke it with.
create function parley.name_relay(p_grant uuid, p_user text) returns void language sql security definer set search_path = '' as $$
  update parley.relay_grants set provider_user = left(p_user, 300) where id = p_grant
$$;
create index relay_grants_by_minting on parley.relay_grants (minted_at);
-- Credentials that outlive their call, and can be called back; one that has ended by itself need not be.
create function parley.relays_to_revoke() returns jsonb language sql volatile security definer set search_path = '' as $$
  select jsonb_build_object('grants', coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'user', g.provider_user)), '[]'))
  from (select x.id, x.provider_user from parley.relay_grants x join parley.calls c on c.id = x.call_id
    where x.provider_user is not null and x.revoked_at is null and x.kind = 'call' and c.state = 'ended'
      and x.minted_at > statement_timestamp() - interval '1 day' and x.expires_at > clock_timestamp() order by x.minted_at desc limit 50) g
$$;
create function parley.relay_revoked(p_grant uuid) returns void language sql security definer set search_path = '' as $$
  update parley.relay_grants set revoked_at = clock_timestamp() where id = p_grant
$$;

grant execute on function parley.relay_facts, parley.reserve_relay, parley.release_relay, parley.name_relay, parley.relays_to_revoke, parley.relay_revoked to parley_functions;

set role postgres;
