// What the database must be told once AWS has answered. Written to a file that only its owner reads: two secrets are in it.
import { writeFileSync } from 'node:fs'

/** @param {string} text */
const literal = (text) => `'${text.replaceAll("'", "''")}'`

/**
 * @param {{ issuer: string, authIssuer: string, outcomeUrl: string, webhook: string, password: string }} told
 */
export const settingsSql = ({
  issuer,
  authIssuer,
  outcomeUrl,
  webhook,
  password,
}) => `-- Run once after each deploy that changes one of these, as postgres: psql "$DATABASE_URL" -f this-file
\\set ON_ERROR_STOP on
begin;
set local role parley_owner;
update parley.settings set value = to_jsonb(${literal(issuer)}::text) where name = 'issuer';
update parley.settings set value = to_jsonb(${literal(authIssuer)}::text) where name = 'auth_issuer';
update parley.settings set value = to_jsonb(${literal(outcomeUrl)}::text) where name = 'outcome_url';
reset role;
select case when exists (select from vault.secrets where name = 'parley_webhook_secret')
  then vault.update_secret((select id from vault.secrets where name = 'parley_webhook_secret'), ${literal(webhook)})::text
  else vault.create_secret(${literal(webhook)}, 'parley_webhook_secret')::text end;
alter role parley_functions with login password ${literal(password)};
commit;
`

/** @param {string} file @param {string} sql */
export const writeSecretly = (file, sql) => writeFileSync(file, sql, { mode: 0o600 })
