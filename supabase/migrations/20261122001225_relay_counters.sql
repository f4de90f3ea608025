-- A provider that counts by itself and is asked (Cloudflare): by the sweep, after calls. One that writes a log (coturn) tells it by count_relay.
set role parley_owner;

-- Its figures are minutes behind and grow for a while: asked four times, ever more rarely.
create function parley.relays_to_count() returns jsonb language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('grants', coalesce(jsonb_agg(g.id), '[]'),
    'since', to_char(min(g.minted_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
  from (select x.id, x.minted_at from parley.relay_grants x join parley.calls c on c.id = x.call_id
    where x.provider = 'cloudflare' and x.failure is null and x.asks < 4 and x.minted_at > statement_timestamp() - interval '2 days' and c.state = 'ended'
      and c.ended_at < clock_timestamp() - ('{3 min,15 min,1 h,6 h}'::interval[])[x.asks + 1]
    order by c.ended_at limit 200) g
$$;
create function parley.relays_asked(p_grants jsonb) returns void language sql security definer set search_path = '' as $$
  update parley.relay_grants set asks = asks + 1 where id in (select parley.as_uuid(g) from jsonb_array_elements_text(p_grants) g)
$$;

grant execute on function parley.relays_to_count, parley.relays_asked to parley_functions;

set role postgres;
