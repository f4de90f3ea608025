-- Pages of rows for the desk.
set role parley_owner;

-- The worse of what both sides measured, in ms and as a share of packets; null when neither did.
create function parley.worst_quality(p_quality jsonb) returns jsonb language sql immutable set search_path = '' as $$
  select case when coalesce(max(m.rtt_ms), max(m.loss), max(m.jitter_ms)) is not null
    then jsonb_build_object('rtt_ms', max(m.rtt_ms), 'loss', max(m.loss), 'jitter_ms', max(m.jitter_ms)) end
  from jsonb_each(case jsonb_typeof(p_quality) when 'object' then p_quality else '{}' end) s,
    jsonb_to_record(s.value) as m (rtt_ms float8, loss float8, jitter_ms float8) where jsonb_typeof(s.value) = 'object'
$$;

-- Calls of a tenant, newest first; p_before is the "at" of the last row seen. An ended call comes from its outcome as soon as that is written.
-- p_search is looked for, as it stands, in the names, the page and the notes; p_reason keeps one kind of ending.
create function public.parley_desk_history(p_tenant uuid, p_before timestamptz default null, p_limit int default 20,
  p_search text default null, p_reason text default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := parley.agent();
  size int := least(greatest(coalesce(p_limit, 20), 1), 100);
  wanted text := '%' || regexp_replace(left(nullif(trim(p_search), ''), 100), '([\\%_])', '\\\1', 'g') || '%';
  rows jsonb;
begin
  if not parley.is_member(me, p_tenant) then
    return '{"refused": "not_a_member"}';
  end if;
  select coalesce(jsonb_agg(r.row order by r.at desc), '[]') into rows from (
    select c.requested_at as at, jsonb_build_object('call_id', c.id, 'at', c.requested_at, 'state', c.state, 'media', c.media,
      'visitor', jsonb_build_object('name', c.visitor_name),
      'agent', case when c.agent_id is not null then jsonb_build_object('name', c.agent_name) end, 'page', c.page,
      'reason', coalesce(o.reason, c.end_reason), 'by', coalesce(o.ended_by, c.ended_by),
      'ring_seconds', coalesce(o.ring_seconds, case when c.state = 'ended' then parley.ring_seconds(c) end),
      'talk_seconds', coalesce(o.talk_seconds, case when c.state = 'ended' then parley.talk_seconds(c) end), 'path', o.path,
      'cause', o.cause, 'quality', parley.worst_quality(o.quality), 'rating', o.rating, 'notes', parley.notes_of(c.id, me),
      'blocked', exists (select from parley.blocks b where b.tenant_id = p_tenant and b.visitor_id = c.visitor_id), 'settled', o.settled_at is not null) as row
    from parley.calls c left join parley.call_outcomes o on o.call_id = c.id
    where c.tenant_id = p_tenant and (p_before is null or c.requested_at < p_before) and (p_reason is null or c.end_reason = p_reason)
      and (wanted is null or concat_ws(' ', c.visitor_name, c.agent_name, c.page ->> 'title', c.page ->> 'url') ilike wanted
        or exists (select from parley.notes n where n.call_id = c.id and n.note ilike wanted))
    order by c.requested_at desc limit size + 1) r;
  return jsonb_build_object('calls', case when jsonb_array_length(rows) > size then rows - size else rows end,
    'more', jsonb_array_length(rows) > size);
end $$;

-- Who waits to be called back, newest first. Whoever was seen a moment ago is still at the page: by a call's rpc, by the renewal of the
-- session, or by asking for this.
create function public.parley_desk_callbacks(p_tenant uuid, p_before timestamptz default null, p_limit int default 20) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  size int := least(greatest(coalesce(p_limit, 20), 1), 100);
  rows jsonb;
begin
  if not parley.is_member(parley.agent(), p_tenant) then
    return '{"refused": "not_a_member"}';
  end if;
  select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'at', r.at, 'name', r.name, 'contact', r.contact, 'note', r.note, 'when', r.wanted,
      'here', r.seen_at > clock_timestamp() - parley.secs('silent'), 'seen_at', r.seen_at) order by r.at desc), '[]') into rows
    from (select k.*, greatest(k.at,
        (select max(s.seen_at) from parley.calls c join parley.call_sides s on s.call_id = c.id and s.side = 'visitor' where c.session_id = k.session_id),
        (select x.used_at from parley.visitor_secrets x where x.session_id = k.session_id)) as seen_at
      from parley.callback_requests k where k.tenant_id = p_tenant and k.state = 'open' and (p_before is null or k.at < p_before)
      order by k.at desc limit size + 1) r;
  return jsonb_build_object('callbacks', case when jsonb_array_length(rows) > size then rows - size else rows end,
    'more', jsonb_array_length(rows) > size);
end $$;

-- Somebody has called back. Said twice it stays with whoever said it first.
create function public.parley_resolve_callback(p_id uuid) returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  me uuid := parley.agent();
  r parley.callback_requests;
begin
  update parley.callback_requests set state = 'done', done_by = me, done_at = clock_timestamp()
    where id = p_id and state = 'open' and parley.is_member(me, tenant_id);
  select * into r from parley.callback_requests where id = p_id and parley.is_member(me, tenant_id);
  if r.id is null then
    perform parley.reject('PT403', 'not_a_member');
  end if;
  return jsonb_build_object('callback', jsonb_build_object('id', r.id, 'state', r.state, 'by', parley.agent_name(r.done_by, r.tenant_id)));
end $$;

set role postgres;
