-- What the two parties of a call may ask. Every function locks the call, expires it if it is due, checks who asks and for which page
-- (instance), and answers with a value: refusals are values, never raised, so that an expiry they met is kept.
-- Raised is only what is broken or forged: PT403 (PostgREST answers 403), PT400.
set role parley_owner;

create function parley.reject(p_code text, p_what text) returns void language plpgsql set search_path = '' as $$
begin
  raise exception using errcode = p_code, message = p_what;
end $$;
create function parley.refused(p_why text, c parley.calls) returns jsonb language sql stable set search_path = '' as $$
  select jsonb_build_object('refused', p_why, 'call', parley.call_view(c))
$$;

-- Which side of the call is asking? An unknown call and a stranger get the same answer.
create function parley.party(c parley.calls) returns text language plpgsql set search_path = '' as $$
declare
  v record;
begin
  select * into v from parley.visitor();
  if v.session_id = c.session_id and v.id = c.visitor_id then
    return 'visitor';
  elsif c.agent_id = parley.agent() then
    return 'agent';
  end if;
  perform parley.reject('PT403', 'not_a_party');
end $$;
create function parley.owns(c parley.calls, p_side text, p_instance uuid) returns boolean language sql stable set search_path = '' as $$
  select exists (select from parley.call_sides s where s.call_id = c.id and s.side = p_side and s.instance = p_instance)
$$;

-- Any rpc of a side counts as seen, and takes back a "leaving".
create function parley.seen(c parley.calls, p_side text) returns void language plpgsql set search_path = '' as $$
begin
  update parley.call_sides set seen_at = clock_timestamp(), leaving_at = null where call_id = c.id and side = p_side;
  if c.state = 'ringing' and c.due_reason = 'abandoned' then
    update parley.calls set due_at = ring_until, due_reason = 'unanswered' where id = c.id;
  end if;
end $$;

-- What the other side has sent in this generation since a number.
create function parley.signals_since(c parley.calls, p_side text, p_after int) returns jsonb language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('seq', s.seq, 'generation', s.generation, 'id', s.id, 'type', s.type, 'payload', s.payload)
    order by s.seq), '[]')
  from parley.call_signals s
  where s.call_id = c.id and s.side <> p_side and s.generation = c.generation and s.seq > coalesce(p_after, 0)
$$;

-- Keeps a signal and pushes it to the other side (an agent hears only after the accept, and then gets all at once).
create function parley.keep_signal(c parley.calls, p_side text, p_id uuid, p_type text, p_payload jsonb) returns int
language plpgsql set search_path = '' as $$
declare
  n int;
begin
  update parley.call_sides set signals_sent = signals_sent + 1 where call_id = c.id and side = p_side returning signals_sent into n;
  insert into parley.call_signals (call_id, side, seq, generation, id, type, payload)
    values (c.id, p_side, n, c.generation, p_id, p_type, p_payload);
  if p_side = 'agent' or c.agent_id is not null then
    perform parley.push(case p_side when 'agent' then parley.visitor_topic(c.session_id) else parley.agent_topic(c.agent_id) end, 'signal',
      jsonb_build_object('v', 1, 'call_id', c.id, 'generation', c.generation, 'seq', n, 'id', p_id, 'type', p_type, 'payload',
        case when parley.setting('push_payload') = 'true' then p_payload end));
  end if;
  return n;
end $$;

-- What a side measured. Numbers only grow and text is cut: a report is a claim of a browser.
create function parley.note_report(c parley.calls, p_side text, p_report jsonb, p_last boolean) returns void
language plpgsql set search_path = '' as $$
declare
  -- any name: which there are stands in shared/protocol and in the widget
  named text := case when p_report ->> 'cause' ~ '^[a-z][a-z_]{0,39}$' then p_report ->> 'cause' end;
  heard numeric := case when jsonb_typeof(p_report -> 'media_heard_ms_ago') = 'number' then greatest(0, (p_report ->> 'media_heard_ms_ago')::numeric) end;
begin
  if jsonb_typeof(p_report) is distinct from 'object' then
    return;
  end if;
  update parley.call_sides set
    media_heard_at = coalesce(clock_timestamp() - make_interval(secs => least(heard, 86400000) / 1000.0), media_heard_at),
    bytes_sent = greatest(bytes_sent, case when p_report ->> 'bytes_sent' ~ '^\d{1,15}$' then (p_report ->> 'bytes_sent')::bigint end),
    bytes_received = greatest(bytes_received, case when p_report ->> 'bytes_received' ~ '^\d{1,15}$' then (p_report ->> 'bytes_received')::bigint end),
    path = case when p_report ->> 'path' in ('direct', 'server-reflexive', 'relay') then p_report ->> 'path' else path end,
    protocol = coalesce(left(p_report ->> 'protocol', 8), protocol),
    relay_protocol = case when p_report ->> 'relay_protocol' in ('udp', 'tcp', 'tls') then p_report ->> 'relay_protocol' else relay_protocol end,
    relay_sent = greatest(relay_sent, case when p_report ->> 'relay_bytes_sent' ~ '^\d{1,15}$' then (p_report ->> 'relay_bytes_sent')::bigint end),
    relay_received = greatest(relay_received, case when p_report ->> 'relay_bytes_received' ~ '^\d{1,15}$' then (p_report ->> 'relay_bytes_received')::bigint end),
    quality = case when pg_column_size(p_report -> 'quality') < 1000 then p_report -> 'quality' else quality end,
    client = coalesce(left(p_report ->> 'client', 120), client),
    cause = coalesce(cause, named),
    cause_at = case when cause is null and named is not null then clock_timestamp() else cause_at end,
    reported_last = reported_last or p_last
  where call_id = c.id and side = p_side;
  if c.state = 'ended' then
    perform parley.measure_outcome(c.id);
  elsif p_report ->> 'relay_bytes_sent' is not null then
    perform parley.charge_running(c, p_side);
  end if;
end $$;

create function public.parley_send_signal(p_call uuid, p_instance uuid, p_generation int, p_id uuid, p_type text, p_payload jsonb, p_after int default 0)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  c parley.calls := parley.lock_call(p_call);
  me text := parley.party(c);
  n int;
begin
  if p_type !~ '^[a-z][a-z-]{0,31}$' or jsonb_typeof(p_payload) is distinct from 'object' or p_id is null then
    perform parley.reject('PT400', 'bad_signal');
  end if;
  if c.state = 'ended' then
    return parley.refused('over', c);
  elsif not parley.owns(c, me, p_instance) or p_generation is distinct from c.generation then
    return parley.refused('stale', c);
  end if;
  perform parley.seen(c, me);
  p_payload := parley.hide_addresses(c, p_payload);
  if p_payload is null then
    return parley.refused('relay_only', c);
  end if;
  select seq into n from parley.call_signals where call_id = c.id and side = me and id = p_id;
  if n is null then
    if octet_length(p_payload::text) > parley.count_of('signal_bytes')
      or (select count(*) >= parley.count_of('signals') or
          coalesce(sum(case when jsonb_typeof(payload -> 'candidates') = 'array' then jsonb_array_length(payload -> 'candidates') end), 0)
            + case when jsonb_typeof(p_payload -> 'candidates') = 'array' then jsonb_array_length(p_payload -> 'candidates') else 0 end
            > parley.count_of('candidates')
        from parley.call_signals where call_id = c.id and side = me and generation = c.generation) then
      return parley.refused('too_many', c);
    end if;
    n := parley.keep_signal(c, me, p_id, p_type, p_payload);
  end if;
  return jsonb_build_object('seq', n, 'signals', parley.signals_since(c, me, p_after), 'call', parley.call_view(c));
end $$;

-- The row, and the signals after a number: what a page reads when it may have missed something.
create function public.parley_call_state(p_call uuid, p_after int default 0) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c parley.calls := parley.lock_call(p_call);
  me text := parley.party(c);
begin
  perform parley.seen(c, me);
  return jsonb_build_object('call', parley.call_view(c), 'signals', parley.signals_since(c, me, p_after));
end $$;

-- Liveness, the first "connected" of either side, and what was measured. p_leaving is what a page says on pagehide.
create function public.parley_touch_call(p_call uuid, p_instance uuid, p_generation int, p_report jsonb default '{}', p_leaving boolean default false, p_after int default 0)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  c parley.calls := parley.lock_call(p_call);
  me text := parley.party(c);
begin
  if not parley.owns(c, me, p_instance) then
    return parley.refused('stale', c);
  end if;
  perform parley.seen(c, me);
  perform parley.note_report(c, me, p_report, c.state = 'ended');
  if c.state = 'ended' then
    return parley.refused('over', c);
  elsif p_leaving then
    update parley.call_sides set leaving_at = clock_timestamp() where call_id = c.id and side = me;
    if c.state = 'ringing' then
      update parley.calls set due_reason = case when clock_timestamp() + parley.secs('leaving') < due_at then 'abandoned' else due_reason end,
        due_at = least(due_at, clock_timestamp() + parley.secs('leaving')) where id = c.id;
    end if;
  elsif c.state = 'accepted' and p_report -> 'connected' = 'true' and p_generation = c.generation then
    update parley.calls set state = 'connected', version = version + 1, connected_at = clock_timestamp(), due_at = null, due_reason = null
      where id = c.id returning * into c;
    perform parley.moved('accepted', c, me);
  end if;
  return jsonb_build_object('call', parley.call_view(c), 'signals', parley.signals_since(c, me, p_after));
end $$;

set role postgres;
