// Misconfigurations that people make, each planted into a local stack and taken back: the doctor must name each, and nothing else.

/** @typedef {import('./where.mjs').Where} Where */
/**
 * @typedef {object} Fault
 * @property {string} name
 * @property {string} says the name of the question that must find it
 * @property {string} [plant] SQL
 * @property {string} [undo] SQL
 * @property {(where: Where) => Where} [where] how the operator's own side is wrong
 * @property {boolean} [open] Realtime lets public channels in
 */

/** @param {string} name @param {string} says @param {string} plant @param {string} undo @returns {Fault} */
const sql = (name, says, plant, undo) => ({ name, says, plant, undo })

/** @param {string} name @param {string} value the question that must find it has the setting's name in it */
const set = (name, value) =>
  `update parley.settings set value = '${JSON.stringify(value)}' where name = '${name}'`

/** @param {Record<string, string>} kept settings as they were @returns {Fault[]} */
export const faults = (kept) => [
  { name: 'public channels are allowed', says: 'public channels', open: true },
  sql(
    'a stray policy opens every topic',
    'stray policies',
    'create policy "everybody" on realtime.messages for select to authenticated using (true)',
    'drop policy "everybody" on realtime.messages',
  ),
  sql(
    'a guard policy is gone',
    'guard policies',
    'alter policy "Parley: no client speaks on our topics" on realtime.messages rename to "Old guard"',
    'alter policy "Old guard" on realtime.messages rename to "Parley: no client speaks on our topics"',
  ),
  sql(
    'row level security is off',
    'row level security',
    'alter table parley.call_signals disable row level security',
    'alter table parley.call_signals enable row level security',
  ),
  sql(
    'an extension is missing',
    'extensions',
    'alter function net.http_post rename to http_post_gone',
    'alter function net.http_post_gone rename to http_post',
  ),
  sql('the wrong issuer', 'issuer', set('issuer', 'http://127.0.0.1:9'), set('issuer', kept.issuer ?? '')),
  sql(
    'no issuer of agents',
    "agents' issuer",
    set('auth_issuer', ''),
    set('auth_issuer', kept.auth_issuer ?? ''),
  ),
  sql(
    'an unreachable webhook',
    'webhook',
    set('outcome_url', 'http://127.0.0.1:9/'),
    set('outcome_url', kept.outcome_url ?? ''),
  ),
  sql(
    'a webhook that leads elsewhere',
    'webhook',
    set('outcome_url', `${kept.issuer}/embed.js`),
    set('outcome_url', kept.outcome_url ?? ''),
  ),
  sql(
    'no webhook secret',
    'webhook secret',
    `update vault.secrets set name = 'gone' where name = 'parley_webhook_secret'`,
    `update vault.secrets set name = 'parley_webhook_secret' where name = 'gone'`,
  ),
  sql(
    'a table is granted',
    'table grants',
    'grant select on parley.calls to anon',
    'revoke select on parley.calls from anon',
  ),
  sql(
    'a function is granted',
    'function grants',
    'grant execute on function parley.load() to authenticated',
    'revoke execute on function parley.load() from authenticated',
  ),
  sql(
    "the functions' role bypasses",
    "functions' role",
    'alter role parley_functions bypassrls',
    'alter role parley_functions nobypassrls',
  ),
  sql(
    'the sweep does not run',
    'sweep',
    `update parley.sweeps set last_at = last_at - interval '1 hour'`,
    `update parley.sweeps set last_at = clock_timestamp()`,
  ),
  sql(
    'pushes cannot be forgotten',
    'forgetting',
    'alter function parley.forget_pushes owner to parley_owner',
    'alter function parley.forget_pushes owner to postgres',
  ),
  {
    name: "the session pooler's port",
    says: 'pooler',
    where: (it) => ({
      ...it,
      functionsDatabase: 'jdbc:postgresql://db.example.com:5432/postgres?sslmode=verify-full',
    }),
  },
  {
    name: 'a certificate that nobody checks',
    says: 'pooler',
    where: (it) => ({
      ...it,
      functionsDatabase: 'jdbc:postgresql://db.example.com:6543/postgres?sslmode=require',
    }),
  },
  {
    name: 'a clock that is wrong',
    says: 'clock',
    where: (it) => ({ ...it, now: () => Date.now() + 60_000 }),
  },
  {
    name: 'an unknown key',
    says: 'publishable key',
    where: (it) => ({ ...it, key: 'sb_publishable_of_another_project' }),
  },
  {
    name: 'an expired key',
    says: 'publishable key',
    where: (it) => ({
      ...it,
      key: `eyJhbGciOiJIUzI1NiJ9.${Buffer.from('{"role":"anon","exp":1700000000}').toString('base64url')}.x`,
    }),
  },
]
