-- Schema parley, who owns it, who the functions are, and every figure of the product.

-- Owns our tables and the functions that clients may call; nobody logs in as it, and it bypasses nothing:
-- of the host's tables and of Realtime it may do only what is granted below and in the files that follow.
do $$ begin
  if not exists (select from pg_roles where rolname = 'parley_owner') then
    create role parley_owner nologin;
  end if;
  -- What the Lambda functions log in as: it may execute what is granted to it by name, and nothing else.
  if not exists (select from pg_roles where rolname = 'parley_functions') then
    create role parley_functions login noinherit;
  end if;
end $$;
-- By name, as every "set role postgres" of these files: "reset role" would go back to the login of supabase db push, and supautils before 3.2.3
-- takes the whole database down at "to current_user".
grant parley_owner to postgres;
alter role parley_functions set statement_timeout = '5s';
alter role parley_functions set lock_timeout = '3s';
-- An idle transaction would hold back Realtime's replication slot, and with it every desk of the morning.
alter role parley_functions set idle_in_transaction_session_timeout = '10s';

create schema if not exists parley authorization parley_owner;
revoke all on schema parley from public;
grant usage on schema parley to parley_functions, anon, authenticated;
grant usage, create on schema public to parley_owner;
alter default privileges for role parley_owner revoke execute on functions from public;

grant select on public.tenants, public.tenant_agents to parley_owner;
grant select, insert on public.chat_sessions to parley_owner;
grant update (hours, plan, voice_enabled, video_enabled, relay_policy, relay_video, relay_probes, relay_bytes_per_month, relay_bytes_per_call)
  on public.tenants to parley_owner;
create policy "Parley reads tenants" on public.tenants for select to parley_owner using (true);
create policy "Parley sets hours and plans" on public.tenants for update to parley_owner using (true);
create policy "Parley reads agents" on public.tenant_agents for select to parley_owner using (true);
create policy "Parley reads sessions" on public.chat_sessions for select to parley_owner using (true);
create policy "Parley opens sessions" on public.chat_sessions for insert to parley_owner with check (true);

set role parley_owner;

create table parley.settings (
  name text primary key,
  value jsonb not null,
  unit text not null check (unit in ('s', 'count', 'bytes', 'text', 'list', 'flag')),
  about text not null
);
alter table parley.settings enable row level security;
comment on table parley.settings is 'Time is data: every duration of the product is a row here; tests scale the rows whose unit is s.';

insert into parley.settings (name, value, unit, about) values
  ('ring', '45', 's', 'a call rings this long'),
  ('desk_beat', '10', 's', 'a desk page reports this often'),
  ('desk_beat_unsubscribed', '5', 's', 'the same while it hears no pushes'),
  ('desk_lease', '25', 's', 'a desk counts as there for this long after a beat'),
  ('beat_trust', '15', 's', 'a desk judges a visitor''s silence only if its previous beat is no older'),
  ('callback_after', '4.5', 's', 'without any receipt the visitor is offered a callback: on the screen within 5 s of the grant'),
  ('touch', '15', 's', 'each side of a call reports this often'),
  ('silent', '20', 's', 'a side not seen for this long is silent'),
  ('leaving', '15', 's', 'a side that said it is leaving has this long to come back'),
  ('survivor', '20', 's', 'without media for this long the survivor ends the call'),
  ('answer_within', '6', 's', 'accepted but unanswered: the visitor may ask to ring again, once'),
  ('connect_within', '30', 's', 'accepted but not connected'),
  ('poll_ringing', '3', 's', 'the visitor reads the row this often while ringing'),
  ('poll_connecting', '1', 's', 'both sides read the row this often while connecting'),
  ('media_stall', '2', 's', 'without a media packet for this long a side reads the row'),
  ('sweep_silent', '90', 's', 'the sweep ends calls with both sides silent this long'),
  ('sweep_up', '90', 's', '… only when database and public address have been up this long'),
  ('sweep_gap', '100', 's', 'a run that is missed makes the count of that start anew: the database itself may have been away'),
  ('settle', '60', 's', 'an outcome''s measured columns fill for this long'),
  ('token', '600', 's', 'a visitor token''s life'),
  ('token_margin', '90', 's', 'a token is renewed when no more than this is left'),
  ('visitor_secret', '2592000', 's', 'a visitor''s secret lives 30 days from its last use'),
  ('turn_credential', '300', 's', 'a TURN credential''s life'),
  ('relay_probe_within', '60', 's', 'a failed call may be tried over a relay this long after its end'),
  ('relay_probe_life', '30', 's', 'the life of a credential of such a probe'),
  ('retry_first', '5', 's', 'an outbox row that failed waits this long, then twice as long each time'),
  ('retry_most', '3600', 's', '… at most this long'),
  ('signal_bytes', '65536', 'bytes', 'the largest payload of one signal'),
  ('candidates', '64', 'count', 'candidates a side may send in a generation'),
  ('signals', '40', 'count', 'signals a side may send in a generation'),
  ('rate_source', '60', 'count', 'session and call requests of one source a minute'),
  ('rate_session', '10', 'count', 'call requests of one session a minute'),
  ('rate_tenant', '600', 'count', 'call requests of one tenant a minute'),
  ('rate_relay', '30', 'count', 'redemptions of one side of a call a minute'),
  ('relay_ticket_uses', '10', 'count', 'a relay ticket is redeemed this often'),
  ('relay_probes_a_day', '50', 'count', 'probes of one tenant a day'),
  ('relay_rate_audio', '32000', 'bytes', 'what one side of an audio call relays in a second, both ways together, at most'),
  ('relay_rate_video', '640000', 'bytes', 'the same for a video call'),
  ('relay_low', '80', 'count', 'from this part of the month''s budget on (in per cent) the owner is warned'),
  ('push_payload', 'true', 'flag', 'false: pushes are doorbells, parties fetch by call_state (where Realtime''s rows may not be deleted)'),
  ('stun', '["stun:stun.l.google.com:19302"]', 'list', 'STUN servers every call gets'),
  ('issuer', '""', 'text', 'the iss of visitor tokens: where our discovery document stands'),
  ('auth_issuer', '""', 'text', 'the iss of agents'' tokens (Supabase Auth); empty: any but ours'),
  ('outcome_url', '""', 'text', 'where the nudge goes: the function URL of call-outcome; empty: the sweep alone delivers');

create function parley.setting(p_name text) returns jsonb language sql stable set search_path = '' as $$
  select value from parley.settings where name = p_name
$$;
create function parley.text_of(p_name text) returns text language sql stable set search_path = '' as $$
  select value #>> '{}' from parley.settings where name = p_name
$$;
create function parley.secs(p_name text) returns interval language sql stable set search_path = '' as $$
  select make_interval(secs => (value #>> '{}')::float8) from parley.settings where name = p_name
$$;
create function parley.count_of(p_name text) returns int language sql stable set search_path = '' as $$
  select (value #>> '{}')::int from parley.settings where name = p_name
$$;

-- What a page needs to know of time, in ms; part of each answer that starts something.
create function parley.timing() returns jsonb language sql stable set search_path = '' as $$
  select jsonb_object_agg(t.says, round((s.value #>> '{}')::numeric * 1000))
  from (values ('beat', 'desk_beat'), ('beat_unsubscribed', 'desk_beat_unsubscribed'), ('touch', 'touch'),
    ('poll_ringing', 'poll_ringing'), ('poll_connecting', 'poll_connecting'), ('callback_after', 'callback_after'),
    ('ring_again_after', 'answer_within'), ('connect_within', 'connect_within'), ('media_stall', 'media_stall'),
    ('survivor_after', 'survivor'), ('token_margin', 'token_margin')) as t (says, name)
  join parley.settings s on s.name = t.name
$$;

set role postgres;
