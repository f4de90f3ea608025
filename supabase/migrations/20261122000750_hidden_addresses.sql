-- relay_policy always: no address but the relay's is stored or told, whatever a page sends.
set role parley_owner;

-- Where only the relay may be used, nobody's address is kept or told: candidates that are no relay's are left out, the address behind a relay's
-- is blanked (RFC 8839 5.1), and so are the lines of a description that name one. Null when nothing of a list of candidates is left.
create function parley.hide_addresses(c parley.calls, p_payload jsonb) returns jsonb language plpgsql stable set search_path = '' as $$
declare
  behind text := ' raddr \S+ rport \d+';
  nowhere text := ' raddr 0.0.0.0 rport 9';
  sdp text := p_payload ->> 'sdp';
  kept jsonb;
begin
  if c.relay_policy <> 'always' then
    return p_payload;
  end if;
  if sdp is not null then
    sdp := regexp_replace(sdp, '^a=candidate:(?!.* typ relay\M).*\r?\n?', '', 'gn');
    sdp := regexp_replace(sdp, '^(a=candidate:.*)' || behind, '\1' || nowhere, 'gn');
    sdp := regexp_replace(sdp, '^c=IN IP[46] \S+', 'c=IN IP4 0.0.0.0', 'gn');
    sdp := regexp_replace(sdp, '^a=rtcp:\d+ IN IP[46] \S+', 'a=rtcp:9 IN IP4 0.0.0.0', 'gn');
    sdp := regexp_replace(sdp, '^(o=\S+ \S+ \S+) IN IP[46] \S+', '\1 IN IP4 0.0.0.0', 'gn');
    p_payload := p_payload || jsonb_build_object('sdp', sdp);
  end if;
  if jsonb_typeof(p_payload -> 'candidates') = 'array' then
    select coalesce(jsonb_agg(jsonb_build_object('candidate', regexp_replace(k ->> 'candidate', behind, nowhere), 'sdpMid', k -> 'sdpMid',
        'sdpMLineIndex', k -> 'sdpMLineIndex', 'usernameFragment', k -> 'usernameFragment')), '[]') into kept
      from jsonb_array_elements(p_payload -> 'candidates') k where k ->> 'candidate' ~ ' typ relay\M' or k ->> 'candidate' = '';
    if kept = '[]' and p_payload -> 'candidates' <> '[]' then
      return null;
    end if;
    p_payload := p_payload || jsonb_build_object('candidates', kept);
  end if;
  return p_payload;
end $$;

set role postgres;
