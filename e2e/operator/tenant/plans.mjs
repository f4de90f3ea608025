// What the operator's one call (parley.set_plan) is asked and answers, and the tenants that there are.
import pg from 'pg'

/** @typedef {Record<string, string | number | boolean>} Plan columns of a plan, as parley.plan_of names them */
/** @typedef {{ id: string, name: string, key: string, plan: Plan }} Tenant */
/** @typedef {{ tenant: Tenant, now: Plan, requests: number }} Changed requests: wishes for premium that this has met */

const TENANTS = `select t.id, t.name, t.public_key as key, parley.plan_of(t) as plan from public.tenants t`
const NAMED = `${TENANTS} where t.id::text = $1 or t.public_key = $1 or t.name = $1`
const OPEN = `select count(*)::int as n from parley.premium_requests where tenant_id = $1 and state = 'open'`
const CHANGES = `select at, by, was ->> 'plan' as was, now ->> 'plan' as now from parley.plan_changes
  where tenant_id = $1 order by id desc limit 5`

/** @param {string} address postgres://, of the role postgres */
export const openPlans = async (address) => {
  const client = new pg.Client({
    connectionString: address,
    // Supabase signs its databases itself: sslmode and sslrootcert of the address say whether that is checked.
    ...(/127\.0\.0\.1|localhost|sslmode=/.test(address) ? {} : { ssl: { rejectUnauthorized: false } }),
  })
  await client.connect()
  /** @param {string} sql @param {unknown[]} [values] */
  const rows = async (sql, values = []) => (await client.query(sql, values)).rows

  /** @param {string} named by its id, its public key or its name @returns {Promise<Tenant>} */
  const tenant = async (named) => {
    const [found, ...more] = await rows(NAMED, [named])
    if (!found) throw new Error(`no tenant has the id, the public key or the name ${named}`)
    if (more.length > 0) throw new Error(`${more.length + 1} tenants are called ${named}: take the id`)
    return found
  }

  return {
    tenant,
    /** @returns {Promise<Tenant[]>} */
    tenants: () => rows(`${TENANTS} order by t.name`),
    /** @returns {Promise<string[]>} */
    names: async () => (await rows('select name from parley.plans order by name')).map(({ name }) => name),
    /** @param {string} id @returns {Promise<{ at: Date, by: string, was: string | null, now: string }[]>} newest first */
    changes: (id) => rows(CHANGES, [id]),

    /**
     * @param {string} named
     * @param {string} plan
     * @param {object} changes single values of the plan that are to be others
     * @param {string} by
     * @returns {Promise<Changed>}
     */
    set: async (named, plan, changes, by) => {
      await rows('begin')
      try {
        await rows(`select set_config('parley.operator', $1, true)`, [by])
        const found = await tenant(named)
        const [{ n: before }] = await rows(OPEN, [found.id])
        const [{ now }] = await rows('select parley.set_plan($1, $2, $3) as now', [found.id, plan, changes])
        const [{ n: after }] = await rows(OPEN, [found.id])
        await rows('commit')
        return { tenant: found, now, requests: before - after }
      } catch (e) {
        await rows('rollback')
        throw e
      }
    },
    close: () => client.end(),
  }
}

/** What is another value than before, a line each. @param {Plan} was @param {Plan} now */
export const changed = (was, now) =>
  Object.keys(now)
    .filter((name) => was[name] !== now[name])
    .map((name) => `${name.padEnd(22)} ${was[name]} → ${now[name]}`)
