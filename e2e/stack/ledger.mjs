// What Postgres has on record: read past every door, as nobody but a test may.
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

const OUTCOMES =
  'select reason, ring_seconds, talk_seconds, path, recorded_by from parley.call_outcomes where call_id = $1'
const SETTLED = 'select 1 from parley.call_outcomes where call_id = $1 and settled_at is not null'
const CALLS =
  'select c.id from parley.calls c join public.tenants t on t.id = c.tenant_id where t.public_key = $1'
const AVAILABLE =
  'select 1 from public.tenants t where t.public_key = $1 and parley.available_desks(t.id) > 0'

/**
 * @typedef {object} Outcome
 * @property {string} reason
 * @property {number} ring_seconds
 * @property {number} talk_seconds
 * @property {string | null} path
 * @property {string} recorded_by
 */

/** @param {number} port */
export const openLedger = async (port) => {
  const pool = new pg.Pool({ host: '127.0.0.1', port, user: 'supabase_admin', database: 'postgres', max: 2 })
  // An idle connection that a crash of Postgres took: the next question opens another.
  pool.on('error', () => {})
  /** @param {string} sql @param {unknown[]} [values] */
  const rows = async (sql, values = []) => (await pool.query(sql, values)).rows

  /** @param {string} call @returns {Promise<Outcome[]>} */
  const outcomes = (call) => rows(OUTCOMES, [call])

  return {
    rows,

    /** @param {string} tenant its public key @returns {Promise<string[]>} ids of all its calls */
    calls: async (tenant) => (await rows(CALLS, [tenant])).map((row) => row.id),

    /** @param {string} tenant its public key @returns {Promise<string[]>} ids of those that have not ended */
    openCalls: async (tenant) =>
      (await rows(`${CALLS} and c.state <> 'ended'`, [tenant])).map((row) => row.id),

    outcomes,

    /** Waits until both sides' last reports are in, or for ten seconds. @param {string} call */
    settledOutcomes: async (call) => {
      const until = Date.now() + 10_000
      while (Date.now() < until) {
        if ((await rows(SETTLED, [call])).length > 0) break
        await sleep(50)
      }
      return outcomes(call)
    },

    /** Signals that both sides have sent so far: they are erased when the call ends. @param {string} call */
    signals: async (call) =>
      Number((await rows('select count(*) as n from parley.call_signals where call_id = $1', [call]))[0].n),

    /** What the database has said on Realtime about this call. @param {string} call */
    pushes: async (call) =>
      Number(
        (
          await rows(`select count(*) as n from realtime.messages where payload ->> 'call_id' = $1`, [call])
        )[0].n,
      ),

    /** Between two tests: every call still open ends, as the sweep would end it. @param {string | null} [tenant] its public key, or everybody's */
    endAll: (tenant = null) =>
      // Locked, and looked at again once it is: a page may be ending the same call.
      rows(
        `select parley.end_call(k.c, 'dropped', 'system')
        from (select c from parley.calls c where c.state <> 'ended'
          and ($1::text is null or c.tenant_id = (select id from public.tenants where public_key = $1)) for update) k`,
        [tenant],
      ),

    /** Waits for a desk that a visitor's page would be told of: available, and in no call. @param {string} tenant its public key */
    deskOf: async (tenant) => {
      // The agent of a visitor who is gone without a word is in that call for as long as a side may be away.
      for (let i = 0; i < 200; i++) {
        if ((await rows(AVAILABLE, [tenant])).length > 0) return
        await sleep(100)
      }
      throw new Error(`no desk of ${tenant} became available`)
    },

    /** Nobody at any desk: a browser that was closed says no farewell, and its lease lives on for a while. */
    clearDesks: () => rows('delete from parley.desks'),

    /** Time is data. @param {string} name @param {number} seconds */
    set: (name, seconds) =>
      rows('update parley.settings set value = to_jsonb($2::numeric) where name = $1', [name, seconds]),

    close: () => pool.end(),
  }
}

/** @typedef {Awaited<ReturnType<typeof openLedger>>} Ledger */
