// What the doctor looks at: a local stack by its state file (STATE), or a deployment by deploy.json and the environment.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '../deploy/config.mjs'
import { ROOT } from '../zips.mjs'

/**
 * @typedef {object} Where
 * @property {string} database a postgres:// address of the role postgres; only read
 * @property {string} supabase
 * @property {string} key publishable
 * @property {string} site where the widget and its config are; empty: not looked at
 * @property {string | null} functionsDatabase what the functions are told; null on one machine
 * @property {() => number} now this machine's clock, milliseconds since 1970
 */

/** @param {string} file @returns {Where} */
const ofState = (file) => {
  const state = JSON.parse(readFileSync(file, 'utf8'))
  return {
    database: `postgres://${state.postgres.user}@127.0.0.1:${state.postgres.port}/postgres`,
    supabase: state.supabase,
    key: state.keys.publishable,
    site: state.site,
    functionsDatabase: null,
    now: Date.now,
  }
}

/** @param {NodeJS.ProcessEnv} env @returns {Where} */
export const whereFrom = (env) => {
  if (env.STATE) return ofState(env.STATE)
  const file = env.CONFIG || join(ROOT, 'deploy.json')
  const known = existsSync(file) ? readConfig(file).parameters : {}
  const database = env.DATABASE_URL || ''
  const supabase = env.SUPABASE_URL || known.SupabaseUrl || ''
  const key = env.SUPABASE_KEY || known.SupabaseKey || ''
  const missing = Object.entries({ DATABASE_URL: database, SUPABASE_URL: supabase, SUPABASE_KEY: key })
    .filter(([, value]) => value === '')
    .map(([name]) => name)
  if (missing.length > 0)
    throw new Error(
      `set ${missing.join(', ')}, or STATE to a local stack's state file (docs/deploy.md, "The doctor")`,
    )
  return {
    database,
    supabase,
    key,
    site: env.SITE ?? '',
    functionsDatabase: (env.FUNCTIONS_DATABASE_URL || known.DatabaseUrl) ?? null,
    now: Date.now,
  }
}
