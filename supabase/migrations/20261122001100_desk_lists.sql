-- Pages of rows for the desk.
set role parley_owner;

-- Calls of a tenant, newest first; p_before is the "at" of the last row seen. An ended call comes from its outcome as soon as that is written.
create function public.parley_desk_history(p_tenant uuid, p_before timestamptz default null, p_limit int default 20) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  size int := least(greatest(coalesce(p_limit, 20), 1), 100);
  rows jsonb;
begin
  if not parley.is_member(parley.agent(), p_tenant) then
    return '{"refused": "not_a_member"}';
  end if;
  select coalesce(jsonb_agg(r.row order by r.at desc), '[]') into rows from (
    select c.requested_at as at, jsonb_build_object('call_id', c.id, 'at', c.requested_at, 'state', c.state, 'media', c.media,
      'visitor', jsonb_build_object('name', c.visitor_name),
      'agent', case when c.agent_id is not null then jsonb_build_object('name', c.agent_name) end, 'page', c.page,
      'reason', coalesce(o.reason, c.end_reason), 'by', coalesce(o.ended_by, c.ended_by),
      'ring_seconds', coalesce(o.ring_seconds, case when c.state = 'ended' then parley.ring_seconds(c) end),
      'talk_seconds', coalesce(o.talk_seconds, case when c.state = 'ended' then parley.talk_seconds(c) end), 'path', o.path, 'settled', o.settled_at is not null) as row
    from parley.calls c left join parley.call_outcomes o on o.call_id = c.id
    where c.tenant_id = p_tenant and (p_before is null or c.requested_at < p_before)
    order by c.requested_at desc limit size + 1) r;
  return jsonb_build_object('calls', case when jsonb_array_length(rows) > size then rows - size else rows end,
    'more', jsonb_array_length(rows) > size);
end $$;

reset role;
