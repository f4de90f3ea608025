// What is asked of the database. Each question returns rows only where something is wrong; `wrong` names it, `fix` says what to do.

/** @typedef {{ name: string, sql: string, wrong: (row: any) => string, fix: string }} Question */

/** Rows of our three policies, as the migrations make them. */
const GUARDS = [
  'Parley: parties hear their own topic',
  'Parley: nobody else hears our topics',
  'Parley: no client speaks on our topics',
]

/** @type {Question[]} */
export const QUESTIONS = [
  {
    name: 'schema',
    sql: `select name from unnest(array['parley.calls', 'parley.outbox', 'parley.settings', 'parley.sweeps', 'public.tenants', 'public.chat_sessions', 'public.tenant_agents']) name where to_regclass(name) is null`,
    wrong: (row) => `${row.name} is missing: the migrations are not applied, or not all of them`,
    fix: 'supabase db push',
  },
  {
    name: 'extensions',
    sql: `select what, extension from (values ('net.http_post', 'pg_net'), ('extensions.hmac', 'pgcrypto'), ('vault.create_secret', 'supabase_vault'), ('realtime.send', 'realtime')) v(what, extension)
      where not exists (select from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname || '.' || p.proname = what)`,
    wrong: (row) => `extension ${row.extension} is missing (${row.what})`,
    fix: 'Dashboard, Database, Extensions: switch it on',
  },
  {
    name: 'row level security',
    sql: `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relrowsecurity and (n.nspname = 'parley'
        or (n.nspname = 'public' and c.relname in ('tenants', 'chat_sessions', 'tenant_agents')) or (n.nspname = 'realtime' and c.relname = 'messages'))`,
    wrong: (row) => `row level security is off on ${row.name}`,
    fix: 'alter table … enable row level security;',
  },
  {
    name: 'table grants',
    sql: `select n.nspname || '.' || c.relname as name, r.role, p.privilege from pg_class c join pg_namespace n on n.oid = c.relnamespace,
        unnest(array['anon', 'authenticated']) r(role), unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) p(privilege)
      where n.nspname = 'parley' and c.relkind in ('r', 'p', 'v') and has_table_privilege(r.role, c.oid, p.privilege)`,
    wrong: (row) => `${row.role} has ${row.privilege} on ${row.name}`,
    fix: "revoke it: our tables are nobody's but our functions'",
  },
  {
    name: 'function grants',
    sql: `select p.oid::regprocedure::text as name, r.role from pg_proc p join pg_namespace n on n.oid = p.pronamespace, unnest(array['anon', 'authenticated']) r(role)
      where n.nspname = 'parley' and p.proname not in ('may_read', 'is_ours') and has_function_privilege(r.role, p.oid, 'EXECUTE') and p.prorettype <> 'trigger'::regtype`,
    wrong: (row) => `${row.role} may execute ${row.name}`,
    fix: 'revoke execute on function … from public, anon, authenticated;',
  },
  {
    name: 'guard policies',
    sql: `select name from unnest(array[${GUARDS.map((name) => `'${name}'`).join(', ')}]) name
      where not exists (select from pg_policies p where p.schemaname = 'realtime' and p.tablename = 'messages' and p.policyname = name
        and p.permissive = case when name like '%their own%' then 'PERMISSIVE' else 'RESTRICTIVE' end and (coalesce(p.qual, p.with_check) like '%is_ours%'))`,
    wrong: (row) => `the policy "${row.name}" on realtime.messages is missing or changed`,
    fix: 'run the policies at the end of supabase/migrations/*_doors.sql again',
  },
  {
    name: 'stray policies',
    sql: `select policyname as name, cmd, array_to_string(roles, ', ') as roles from pg_policies where schemaname = 'realtime' and tablename = 'messages' and permissive = 'PERMISSIVE'
      and policyname not like 'Parley:%' and coalesce(nullif(qual, ''), with_check) in ('true', '(true)')`,
    wrong: (row) =>
      `the policy "${row.name}" opens every topic of realtime.messages to ${row.roles} (${row.cmd}); ours stay shut, your own do not`,
    fix: 'drop it, or name the topics it is meant for',
  },
  {
    name: "functions' role",
    sql: `select what from (select r.*, coalesce(array_to_string(r.rolconfig, ' '), '') as config from pg_roles r where r.rolname = 'parley_functions') r,
        lateral (values (r.rolsuper, 'is a superuser'), (r.rolbypassrls, 'bypasses row level security'), (not r.rolcanlogin, 'may not log in'),
          (r.config not like '%statement_timeout=%', 'has no statement_timeout'), (r.config not like '%idle_in_transaction_session_timeout=%', 'has no idle_in_transaction_session_timeout')) v(bad, what)
      where bad union all select 'is missing' where not exists (select from pg_roles where rolname = 'parley_functions')`,
    wrong: (row) => `the role parley_functions ${row.what}`,
    fix: 'see supabase/migrations/*_schema_and_roles.sql, and settings.sql of the deploy for its password',
  },
  {
    name: 'webhook secret',
    sql: `select 1 where not exists (select from vault.decrypted_secrets where name = 'parley_webhook_secret' and decrypted_secret like 'whsec\\_%')`,
    wrong: () => 'the Vault has no parley_webhook_secret: nudges are not sent, outcomes wait for the sweep',
    fix: 'psql "$DATABASE_URL" -f target/deploy/settings.sql',
  },
  {
    name: "agents' issuer",
    sql: `select value #>> '{}' as said from parley.settings where name = 'auth_issuer' and value #>> '{}' = ''`,
    wrong: () => "settings.auth_issuer is empty: an agent's token of any issuer but ours is taken",
    fix: 'psql "$DATABASE_URL" -f target/deploy/settings.sql',
  },
  {
    name: 'sweep',
    sql: `select coalesce(round(extract(epoch from clock_timestamp() - max(last_at)))::text, '') as seconds from parley.sweeps
      having coalesce(max(last_at) < clock_timestamp() - interval '3 minutes', true)`,
    wrong: (row) =>
      row.seconds === '' ? 'the sweep has never run' : `the sweep ran last ${row.seconds} s ago`,
    fix: "look at call-sweep's log group and at the schedule; the functions' password may be wrong",
  },
  {
    name: 'outbox',
    sql: `select count(*) as rows, round(extract(epoch from clock_timestamp() - min(made_at))) as seconds, max(last_error) as error from parley.outbox
      where done_at is null and made_at < clock_timestamp() - interval '5 minutes' having count(*) > 0`,
    wrong: (row) =>
      `${row.rows} outcomes wait, the oldest for ${row.seconds} s${row.error ? ` (${row.error})` : ''}`,
    fix: "look at call-outcome's and call-sweep's log groups",
  },
  {
    name: 'forgetting',
    sql: `select r.rolname as role from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_roles r on r.oid = p.proowner
      where n.nspname = 'parley' and p.proname = 'forget_pushes' and not has_table_privilege(r.oid, 'realtime.messages', 'DELETE')
        and (select value #>> '{}' from parley.settings where name = 'push_payload') = 'true'`,
    wrong: (row) =>
      `${row.role} may not delete from realtime.messages: descriptions of calls stay there for days`,
    fix: "update parley.settings set value = 'false' where name = 'push_payload';",
  },
]
