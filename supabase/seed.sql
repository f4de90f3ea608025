-- Demo data for one machine: three tenants, two agents each, one of them owner. Every password is "parley-demo". Never for production.
insert into public.tenants (id, name, public_key, plan, voice_enabled, video_enabled, relay_policy, relay_video, relay_probes,
  relay_bytes_per_month, relay_bytes_per_call) values
  ('acae0000-0000-4000-8000-000000000001', 'Acme Travel', 'pk_acme_demo', 'free', true, false, 'none', false, true, 0, 0),
  ('910be000-0000-4000-8000-000000000002', 'Globex Bank', 'pk_globex_demo', 'premium_video', true, true, 'fallback', true, true, 200000000000, 5000000000),
  ('1217ec00-0000-4000-8000-000000000003', 'Initech', 'pk_initech_demo', 'off', false, false, 'none', false, false, 0, 0)
on conflict (id) do nothing;

with people (id, email, tenant, role, name) as (values
  ('a6e00000-0000-4000-8000-000000000001'::uuid, 'ana@acme.example', 'pk_acme_demo', 'owner', 'Ana'),
  ('a6e00000-0000-4000-8000-000000000002'::uuid, 'ben@acme.example', 'pk_acme_demo', 'agent', 'Ben'),
  ('a6e00000-0000-4000-8000-000000000003'::uuid, 'gina@globex.example', 'pk_globex_demo', 'owner', 'Gina'),
  ('a6e00000-0000-4000-8000-000000000004'::uuid, 'hugo@globex.example', 'pk_globex_demo', 'agent', 'Hugo'),
  ('a6e00000-0000-4000-8000-000000000005'::uuid, 'ines@initech.example', 'pk_initech_demo', 'owner', 'Ines'),
  ('a6e00000-0000-4000-8000-000000000006'::uuid, 'jo@initech.example', 'pk_initech_demo', 'agent', 'Jo')),
users as (
  insert into auth.users (id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data)
    select id, 'authenticated', 'authenticated', email, extensions.crypt('parley-demo', extensions.gen_salt('bf', 6)), now(),
      '{"provider":"email","providers":["email"]}', '{}' from people
  on conflict (id) do nothing)
insert into public.tenant_agents (user_id, tenant_id, role, display_name)
  select p.id, t.id, p.role, p.name from people p join public.tenants t on t.public_key = p.tenant
on conflict do nothing;
