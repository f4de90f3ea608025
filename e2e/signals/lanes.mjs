// Many set-ups at a time need many tenants, each with a desk of its own: a lane is one of them.
import { setTimeout as sleep } from 'node:timers/promises'

const PASSWORD = 'lane'
const OPENING = 4
const id = (/** @type {string} */ kind, /** @type {number} */ n) =>
  `${kind}-0000-4000-8000-${String(n).padStart(12, '0')}`

const TENANTS = `insert into public.tenants (id, name, public_key, voice_enabled)
  select ('1a4e0000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Lane ' || n, 'pk_lane_' || n, true
  from generate_series(1, $1::int) n on conflict (id) do nothing`
const USERS = `insert into auth.users (id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data)
  select ('a6e10000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'authenticated', 'authenticated',
    'agent' || n || '@lane.example', p.hash, now(), '{"provider":"email","providers":["email"]}', '{}'
  from generate_series(1, $1::int) n, (select extensions.crypt('${PASSWORD}', extensions.gen_salt('bf', 4)) as hash) p
  on conflict (id) do nothing`
const AGENTS = `insert into public.tenant_agents (user_id, tenant_id, role, display_name)
  select ('a6e10000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid,
    ('1a4e0000-0000-4000-8000-' || lpad((1 + (n - 1) % $2::int)::text, 12, '0'))::uuid, 'agent', 'Agent ' || n
  from generate_series(1, $1::int) n on conflict do nothing`

/** All lanes sit behind one address, which in the world would be one visitor in a great hurry. */
const RATES = ['rate_source', 'rate_session', 'rate_tenant']

/**
 * @typedef {object} Lane
 * @property {string} tenant its public key
 * @property {any} config
 * @property {import('./people.mjs').Desk} desk
 *
 * @typedef {{ email: string, password: string, tenantId: string, userId: string }} Agent
 */

/**
 * Tenants `pk_lane_1` and so on, with so many agents in turn.
 *
 * @param {import('../stack/stack.mjs').Stack} stack
 * @param {number} tenants
 * @param {number} agents
 * @returns {Promise<Agent[]>}
 */
export const enrol = async ({ ledger }, tenants, agents) => {
  await ledger.rows(TENANTS, [tenants])
  await ledger.rows(USERS, [agents])
  await ledger.rows(AGENTS, [agents, tenants])
  for (const rate of RATES) await ledger.set(rate, 1_000_000)
  return Array.from({ length: agents }, (_, i) => ({
    email: `agent${i + 1}@lane.example`,
    password: PASSWORD,
    tenantId: id('1a4e0000', 1 + (i % tenants)),
    userId: id('a6e10000', i + 1),
  }))
}

/**
 * @param {import('../stack/stack.mjs').Stack} stack
 * @param {import('./people.mjs').People} people
 * @param {number} count
 * @returns {Promise<Lane[]>}
 */
export const openLanes = async (stack, people, count) => {
  const agents = await enrol(stack, count, count)
  await stack.control.act('clear-config-cache')
  /** @type {Lane[]} */
  const lanes = []
  const waiting = agents.map((agent, i) => ({ agent, tenant: `pk_lane_${i + 1}` }))
  const open = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { agent, tenant } = next
      const config = await people.loadConfig(stack.site, tenant)
      const desk = await people.LiveDesk.open(config, agent.email, agent.password)
      lanes.push({ tenant, config, desk })
    }
  }
  await Promise.all(Array.from({ length: OPENING }, open))
  for (const { tenant, desk } of lanes) {
    await stack.ledger.deskOf(tenant)
    for (let i = 0; i < 200 && !desk.joined; i++) await sleep(50)
    if (!desk.joined) throw new Error(`the desk of ${tenant} never joined`)
  }
  return lanes
}

/** @param {Lane[]} lanes */
export const closeLanes = (lanes) => {
  for (const { desk } of lanes) desk.close()
}
