-- Ending a call, giving it back to ringing, taking it over in another page, rating it.
set role parley_owner;

-- Is the other side gone? Silent, or it said that it was leaving and did not come back.
create function parley.other_is_gone(c parley.calls, p_side text) returns boolean language sql volatile set search_path = '' as $$
  select coalesce((select s.seen_at < clock_timestamp() - parley.secs('silent') or coalesce(s.leaving_at < clock_timestamp() - parley.secs('leaving'), false)
    from parley.call_sides s where s.call_id = c.id and s.side <> p_side), true)
$$;

-- p_intent: hang_up, no_path or peer_silent; the reason is derived here. A second end returns the first one's result.
create function public.parley_end_call(p_call uuid, p_instance uuid, p_intent text, p_report jsonb default '{}', p_generation int default null)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  c parley.calls := parley.lock_call(p_call);
  me text := parley.party(c);
  reason text;
begin
  if p_intent is null or p_intent not in ('hang_up', 'no_path', 'peer_silent') then
    perform parley.reject('PT400', 'bad_intent');
  end if;
  if not parley.owns(c, me, p_instance) then
    return parley.refused('stale', c);
  end if;
  if c.state <> 'ended' then
    perform parley.seen(c, me);
    if p_intent = 'peer_silent' and p_generation is distinct from c.generation then
      return parley.refused('stale', c);
    end if;
    reason := case
      when p_intent = 'hang_up' and c.state = 'connected' then 'hung_up'
      when p_intent = 'hang_up' and me = 'visitor' then 'cancelled'
      when p_intent = 'hang_up' then 'hung_up'
      when p_intent = 'no_path' and c.state <> 'connected' then 'failed'
      when c.state <> 'connected' then null
      when parley.other_is_gone(c, me) then 'peer_lost'
      else 'media_lost' end;
    if reason is not null then
      perform parley.note_report(c, me, p_report, true);
      c := parley.end_call(c, reason, case p_intent when 'hang_up' then me else 'system' end);
    end if;
  else
    perform parley.note_report(c, me, p_report, true);
  end if;
  return jsonb_build_object('call', parley.call_view(c));
end $$;

-- Back from accepted to ringing: the agent is forgotten, the visitor's offer and generation stay.
create function parley.ring_again(c parley.calls, p_by text) returns parley.calls language plpgsql set search_path = '' as $$
declare
  agent uuid := c.agent_id;
begin
  delete from parley.call_signals where call_id = c.id and side = 'agent';
  delete from parley.call_sides where call_id = c.id and side = 'agent';
  update parley.call_rings set rung_at = null where call_id = c.id and declined_at is null; -- who hears it now says so again
  update parley.relay_tickets set superseded = true where call_id = c.id and side = 'agent';
  update parley.calls set state = 'ringing', version = version + 1, rung_again = true, agent_id = null, agent_name = null, accepted_at = null,
    ring_from = clock_timestamp(), ring_until = clock_timestamp() + parley.secs('ring'), due_at = clock_timestamp() + parley.secs('ring'),
    due_reason = 'unanswered' where id = c.id returning * into c;
  perform parley.moved('accepted', c, p_by);
  perform parley.push(parley.agent_topic(agent), 'call', parley.hint(c)); -- he is no party of it any more
  return c;
end $$;
create function parley.has_answered(c parley.calls) returns boolean language sql stable set search_path = '' as $$
  select exists (select from parley.call_signals s where s.call_id = c.id and s.side = 'agent' and s.type = 'answer' and s.generation = c.generation)
$$;

create function public.parley_ring_again(p_call uuid, p_instance uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c parley.calls := parley.lock_call(p_call);
  me text := parley.party(c);
begin
  if me <> 'visitor' then
    perform parley.reject('PT403', 'not_a_party');
  elsif not parley.owns(c, me, p_instance) then
    return parley.refused('stale', c);
  elsif c.state = 'ended' then
    return parley.refused('over', c);
  end if;
  perform parley.seen(c, me);
  if c.state = 'accepted' then
    if parley.has_answered(c) then
      return parley.refused('answered', c);
    elsif c.rung_again then
      return parley.refused('already_rung_again', c);
    elsif c.accepted_at > clock_timestamp() - parley.secs('answer_within') then
      return parley.refused('too_early', c);
    end if;
    c := parley.ring_again(c, 'visitor');
  elsif c.state = 'connected' then
    return parley.refused('answered', c);
  end if;
  return jsonb_build_object('call', parley.call_view(c));
end $$;

-- Another page of the same party takes its side over. A visitor brings a new offer; an agent waits for one. Both build new connections.
create function public.parley_resume_call(p_call uuid, p_instance uuid, p_offer jsonb default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c parley.calls := parley.lock_call(p_call);
  me text := parley.party(c);
begin
  if p_instance is null or (me = 'visitor') <> (p_offer is not null) or octet_length(p_offer::text) > parley.count_of('signal_bytes') then
    perform parley.reject('PT400', 'bad_offer');
  end if;
  if c.state = 'ended' then
    return parley.refused('over', c);
  end if;
  perform parley.seen(c, me);
  p_offer := parley.hide_addresses(c, p_offer);
  -- a retry of the same page with the same offer changes nothing
  if not parley.owns(c, me, p_instance) or (me = 'visitor' and not exists (
      select from parley.call_signals where call_id = c.id and side = me and generation = c.generation and payload = p_offer)) then
    -- another page counts its relayed bytes from zero
    update parley.call_sides set relay_sent_before = relay_sent_before + coalesce(relay_sent, 0), relay_sent = null,
      relay_received_before = relay_received_before + coalesce(relay_received, 0), relay_received = null
      where call_id = c.id and side = me and instance <> p_instance;
    update parley.call_sides set instance = p_instance where call_id = c.id and side = me;
    delete from parley.call_signals where call_id = c.id;
    update parley.calls set generation = generation + 1, version = version + 1,
      due_at = case state when 'accepted' then clock_timestamp() + parley.secs('connect_within') else due_at end
      where id = c.id returning * into c;
    perform parley.moved(c.state, c, me);
    if me = 'visitor' then
      perform parley.keep_signal(c, me, gen_random_uuid(), 'offer', p_offer);
    end if;
  end if;
  return parley.grant_view(c, me);
end $$;

create function public.parley_rate_call(p_call uuid, p_stars int, p_comment text default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c parley.calls;
begin
  perform parley.await_outcome(p_call);
  c := parley.lock_call(p_call);
  if parley.party(c) <> 'visitor' then
    perform parley.reject('PT403', 'not_a_party');
  elsif p_stars is null or p_stars not between 1 and 5 then
    perform parley.reject('PT400', 'bad_stars');
  elsif c.state <> 'ended' or c.rating is not null then
    return jsonb_build_object('rated', false);
  end if;
  update parley.calls set rating = p_stars, rating_comment = left(p_comment, 1000) where id = c.id;
  update parley.call_outcomes set rating = p_stars, rating_comment = left(p_comment, 1000) where call_id = c.id;
  return jsonb_build_object('rated', true);
end $$;

-- ICE servers and policy of a call, a relay ticket where the tenant is entitled (a newer one makes the older worthless), and what a page
-- that starts or takes over a side needs. Only the ticket's hash is kept.
create function parley.ice(c parley.calls) returns jsonb language sql stable set search_path = '' as $$
  select jsonb_build_object('servers', jsonb_build_array(jsonb_build_object('urls', parley.setting('stun'))),
    'policy', case when c.relay_policy = 'always' then 'relay' else 'all' end)
$$;
create function parley.keep_ticket(c parley.calls, p_side text, p_hash bytea, p_kind text default 'call') returns void language sql set search_path = '' as $$
  update parley.relay_tickets set superseded = true where call_id = c.id and side = p_side;
  insert into parley.relay_tickets (ticket_hash, call_id, side, kind) values (p_hash, c.id, p_side, p_kind)
$$;
create function parley.new_ticket(c parley.calls, p_side text, p_kind text) returns text language plpgsql set search_path = '' as $$
declare
  ticket text := rtrim(translate(encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'base64'), '+/', '-_'), '=');
begin
  perform parley.keep_ticket(c, p_side, sha256(convert_to(ticket, 'UTF8')), p_kind);
  return ticket;
end $$;
create function parley.grant_view(c parley.calls, p_side text) returns jsonb language sql set search_path = '' as $$
  select jsonb_build_object('call', parley.call_view(c),
    'offer', case p_side when 'agent' then (select payload from parley.call_signals
      where call_id = c.id and side = 'visitor' and type = 'offer' and generation = c.generation order by seq desc limit 1) end,
    'signals', parley.signals_since(c, p_side, 0), 'visitor', jsonb_build_object('name', c.visitor_name), 'page', c.page,
    'ice', parley.ice(c), 'relay_ticket', case when parley.entitled(c.tenant_id, 'relay') then parley.new_ticket(c, p_side, 'call') end, 'timing', parley.timing())
$$;

set role postgres;
