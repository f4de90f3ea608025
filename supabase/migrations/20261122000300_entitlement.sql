-- Who may have what, and when a tenant is open. Each door asks parley.entitled: call-request, the insert of a call, the channel's policy.
set role parley_owner;

-- p_what: voice, video or relay. Anything else, and any unknown tenant, is not entitled.
create function parley.entitled(p_tenant uuid, p_what text) returns boolean
language sql stable security definer set search_path = '' as $$
  select coalesce((
    select case p_what
      when 'voice' then t.voice_enabled
      -- where only the relay may carry a call, a video that it may not carry is none
      when 'video' then t.voice_enabled and t.video_enabled and (t.relay_policy <> 'always' or t.relay_video)
      when 'relay' then t.voice_enabled and t.relay_policy <> 'none'
      else false end
    from public.tenants t where t.id = p_tenant), false)
$$;

-- Is somebody with these hours (see public.tenants.hours) open at a moment, and if not, when next (within two weeks)?
create function parley.open_hours(p_hours jsonb, p_at timestamptz, out open_now boolean, out opens_at timestamptz)
language plpgsql stable set search_path = '' as $$
declare
  zone text := coalesce(p_hours ->> 'tz', 'UTC');
  today date := (p_at at time zone zone)::date;
  shift jsonb;
  starts timestamptz;
  ends timestamptz;
begin
  open_now := p_hours is null;
  if open_now then
    return;
  end if;
  -- yesterday too: a night shift that began then may still run
  for d in -1..14 loop
    continue when coalesce(p_hours -> 'closed', '[]') ? to_char(today + d, 'YYYY-MM-DD');
    for shift in
      select s from jsonb_array_elements(coalesce(p_hours -> 'week' -> lower(to_char(today + d, 'dy')), '[]')) s order by s ->> 0
    loop
      starts := ((today + d) + (shift ->> 0)::time) at time zone zone;
      ends := ((today + d) + (shift ->> 1)::time) at time zone zone;
      -- by the wall clock: in the night that skips an hour both may be the same moment
      if (shift ->> 1)::time <= (shift ->> 0)::time then
        ends := ((today + d + 1) + (shift ->> 1)::time) at time zone zone;
      end if;
      if starts <= p_at and p_at < ends then
        open_now := true;
        opens_at := null;
        return;
      end if;
      if starts > p_at and opens_at is null then
        opens_at := starts;
      end if;
    end loop;
    exit when opens_at is not null and d >= 0;
  end loop;
end $$;

set role postgres;
