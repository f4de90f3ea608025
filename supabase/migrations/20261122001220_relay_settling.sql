-- What relayed bytes come to: reported by pages, counted by the relay itself, booked on grants, months and outcomes.
set role parley_owner;

-- What a side's pages say that its allocations carried, never more than elapsed time times the rate. A page that says it relayed nothing is not
-- believed over the other's word. Null when no page has said anything.
create function parley.reported_relay(c parley.calls, p_side text, out up bigint, out down bigint) language plpgsql stable set search_path = '' as $$
declare
  s parley.call_sides;
  o parley.call_sides;
  most numeric;
begin
  select * into s from parley.call_sides where call_id = c.id and side = p_side;
  select * into o from parley.call_sides where call_id = c.id and side <> p_side;
  up := s.relay_sent_before + s.relay_sent;
  down := s.relay_received_before + s.relay_received;
  if coalesce(up + down, 0) = 0 and o.path = 'relay' and o.relay_protocol is null then
    up := o.bytes_received;
    down := o.bytes_sent;
  end if;
  select max(rate) * extract(epoch from coalesce(c.ended_at, clock_timestamp()) - min(minted_at)) into most
    from parley.relay_grants where call_id = c.id and side = p_side and kind = 'call' and failure is null;
  if up + down > most then
    up := floor(most * up / (up + down))::bigint;
    down := floor(most)::bigint - up;
  end if;
end $$;

-- While a call runs: what its pages report beyond all that is reserved for that side is charged at once, to the newest credential.
create function parley.charge_running(c parley.calls, p_side text) returns void language sql set search_path = '' as $$
  update parley.relay_grants g set up = g.up + x.more, charged_by = 'reports'
  from (select r.up + r.down - (select sum(charged) from parley.relay_grants where call_id = c.id and side = p_side) as more,
      (select id from parley.relay_grants where call_id = c.id and side = p_side and failure is null order by minted_at desc limit 1) as id
    from parley.reported_relay(c, p_side) r) x
  where g.id = x.id and x.more > 0
$$;

-- After its end: the relay's counter if any line of it has come for that side, else what the pages reported, else what was reserved.
create function parley.settle_relay(c parley.calls, p_side text) returns void language plpgsql set search_path = '' as $$
declare
  said_up bigint;
  said_down bigint;
  g parley.relay_grants;
  counted boolean := exists (select from parley.relay_counts n join parley.relay_grants x on x.id = n.grant_id
    where x.call_id = c.id and x.side = p_side and x.kind = 'call');
begin
  select up, down into said_up, said_down from parley.reported_relay(c, p_side);
  for g in
    select * from parley.relay_grants where call_id = c.id and side = p_side and failure is null order by minted_at desc for no key update
  loop
    if counted or g.kind = 'probe' then
      update parley.relay_grants set (up, down, charged_by) = (select coalesce(sum(n.up), 0), coalesce(sum(n.down), 0), 'counter'
        from parley.relay_counts n where n.grant_id = g.id) where id = g.id and (counted or exists (select from parley.relay_counts where grant_id = g.id));
    elsif said_up is not null and said_down is not null then
      update parley.relay_grants set up = said_up, down = said_down, charged_by = 'reports' where id = g.id;
      -- a page counts all its allocations as one: the newest credential stands for them
      said_up := 0;
      said_down := 0;
    end if;
  end loop;
  update parley.relay_grants set settled_at = clock_timestamp() where call_id = c.id and side = p_side and settled_at is null;
end $$;

-- The outcome's columns of the relay: over what, bytes both ways of both sides' allocations, cost, and on whose word.
create function parley.measure_relay(p_call uuid) returns void language sql set search_path = '' as $$
  update parley.call_outcomes o set relay_bytes_up = g.up, relay_bytes_down = g.down, relay_cost_micros = g.cost, relay_charged_by = g.by,
    relay_protocol = case when o.path = 'relay' then (select max(relay_protocol) from parley.call_sides where call_id = p_call) end
  from (select sum(up) as up, sum(down) as down, sum(cost_micros) as cost,
      case when bool_or(charged_by = 'reservation') then 'reservation' when bool_or(charged_by = 'reports') then 'reports'
        when bool_or(charged_by = 'counter') then 'counter' else 'nothing' end as by
    from parley.relay_grants where call_id = p_call having count(*) > 0) g
  where o.call_id = p_call
$$;

-- All of them are locked first, one tenant after the other: no two of us wait for each other, nor does one that holds a month wait for a call.
create function parley.settle_relays_of(p_calls uuid[]) returns int language plpgsql set search_path = '' as $$
declare
  c parley.calls;
  n int := 0;
begin
  perform from parley.calls where id = any (p_calls) order by tenant_id, id for no key update;
  for c in select * from parley.calls where id = any (p_calls) order by tenant_id, id loop
    perform parley.settle_relay(c, side) from unnest('{visitor,agent}'::text[]) side;
    perform parley.measure_relay(c.id);
    n := n + 1;
  end loop;
  return n;
end $$;
-- Calls whose outcome is settled, the longest waiting first; more: go on at once.
create function parley.settle_relays(p_most int) returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  n int := parley.settle_relays_of(array(
    select g.call_id from parley.relay_grants g join parley.call_outcomes o on o.call_id = g.call_id
    where g.settled_at is null and o.settled_at is not null group by g.call_id order by min(g.minted_at) limit p_most));
begin
  return jsonb_build_object('relayed', n, 'more', n >= p_most);
end $$;

-- Lines of a relay's own counter: [{grant, line, up, down}]. What arrives twice counts once; what is nobody's is left out. Says how many were new.
create function parley.count_relay(p_lines jsonb) returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  n int;
  calls uuid[];
begin
  -- Before its line is written, so that whoever settles a call in this moment either sees the line or is seen by us.
  calls := array(select c.id from parley.calls c where c.state = 'ended' and c.id in (
      select g.call_id from jsonb_array_elements(p_lines) l join parley.relay_grants g on g.id = parley.as_uuid(l ->> 'grant'))
    order by c.tenant_id, c.id for no key update);
  with said as (
    select parley.as_uuid(l ->> 'grant') as grant_id, left(l ->> 'line', 200) as line, (l ->> 'up')::bigint as up, (l ->> 'down')::bigint as down
    from jsonb_array_elements(p_lines) l)
  insert into parley.relay_counts (grant_id, line, up, down)
    select s.grant_id, s.line, s.up, s.down from said s join parley.relay_grants g on g.id = s.grant_id where s.line is not null
  on conflict (grant_id, line) do update set up = greatest(relay_counts.up, excluded.up), down = greatest(relay_counts.down, excluded.down);
  get diagnostics n = row_count;
  -- Only what is settled is put right here. The others are settled later with all lines that have come by then: now there may be no outcome yet
  -- to write to, and the other side's report may be on its way.
  perform parley.settle_relays_of(array(select call_id from parley.call_outcomes where call_id = any (calls) and settled_at is not null));
  return jsonb_build_object('counted', n);
end $$;

grant execute on function parley.count_relay, parley.settle_relays to parley_functions;

set role postgres;
