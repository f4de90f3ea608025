// Many desks lose their sockets in one moment, as when Realtime is deployed anew: they must not come back in one moment.
import { setTimeout as sleep } from 'node:timers/promises'
import { spread } from '../figures.mjs'
import { enrol } from './lanes.mjs'

const TENANTS = 20
const SIGNING_IN = 8
// Twenty desks a second: forty joins, well below the limit, as in the course of a morning.
const ARRIVALS_MS = 50
const DEAF_MS = 15_000
const TOPICS = 2
// Chance alone heaps up some: three times an even share, and a handful.
const CROWD = 3
const HANDFUL = 10

/**
 * @typedef {object} Return
 * @property {number} tried desks
 * @property {string[]} failed
 * @property {{ min?: number, median?: number, max?: number } | null} deaf_ms
 * @property {number} busiest_second joins in the busiest second after the close
 */

/**
 * @param {import('../stack/stack.mjs').Stack} stack
 * @param {import('./people.mjs').People} people
 * @param {number} count
 * @param {{ limit: (on: boolean) => Promise<unknown>, spreadMs?: number }} options limit: gives the joins' counter an empty window
 *   just before; spreadMs: over how long the desks come back, as the product has it
 * @returns {Promise<Return>}
 */
export const desksReturn = async (stack, people, count, { limit, spreadMs = people.DESK_SPREAD_MS }) => {
  const agents = await enrol(stack, Math.min(TENANTS, count), count)
  await stack.control.act('clear-config-cache')
  const { supabase } = await people.loadConfig(stack.site, 'pk_lane_1')
  const auths = await signIn(people, supabase, agents)
  const desks = []
  for (const [i, { tenantId, userId }] of agents.entries()) {
    const signalling = new people.SupabaseSignalling(
      supabase.url,
      supabase.key,
      auths[i]?.token ?? (async () => null),
      spreadMs,
    )
    desks.push(deskOf(signalling, [`parley:desk:${tenantId}`, `parley:agent:${userId}`]))
    await sleep(ARRIVALS_MS)
  }
  try {
    for (let i = 0; i < 300 && desks.some((desk) => !desk.hears()); i++) await sleep(100)
    if (desks.some((desk) => !desk.hears())) throw new Error('not every desk joined in the first place')
    await limit(true)
    const closedAt = performance.now()
    for (const desk of desks) desk.forget()
    await stack.control.act('restart-realtime')
    await sleep(1000)
    for (let i = 0; i < 600 && desks.some((desk) => !desk.hears()); i++) await sleep(100)
    const deaf = desks.map((desk) =>
      desk.hears() ? desk.heardAgainAt() - closedAt : Number.POSITIVE_INFINITY,
    )
    const failed = deaf.flatMap((ms, i) =>
      ms > DEAF_MS ? [`desk ${i + 1} was deaf for ${Math.round(ms)} ms`] : [],
    )
    const busiest_second = busiest(
      desks.flatMap((d) => d.joins),
      closedAt,
    )
    const evenShare = (count * TOPICS * 1000) / people.DESK_SPREAD_MS
    if (busiest_second > CROWD * evenShare + HANDFUL) failed.push(`${busiest_second} joins in one second`)
    return { tried: count, failed, deaf_ms: whole(deaf), busiest_second }
  } finally {
    for (const desk of desks) desk.close()
    await limit(false)
  }
}

/** @param {import('./people.mjs').Signalling} signalling @param {string[]} topics */
const deskOf = (signalling, topics) => {
  /** @type {Map<string, number>} */
  const joined = new Map()
  /** @type {number[]} */
  const joins = []
  for (const topic of topics)
    signalling.listen(topic, {
      heard: () => {},
      joined: () => {
        joined.set(topic, performance.now())
        joins.push(performance.now())
      },
      away: () => joined.delete(topic),
    })
  return {
    joins,
    hears: () => joined.size === topics.length,
    heardAgainAt: () => Math.max(...joined.values()),
    forget: () => {
      joined.clear()
      joins.length = 0
    },
    close: () => signalling.close(),
  }
}

/** @param {import('./people.mjs').People} people @param {any} supabase @param {import('./lanes.mjs').Agent[]} agents */
const signIn = async (people, supabase, agents) => {
  const auths = agents.map(() => new people.AgentAuth(supabase, new people.Shelf()))
  const waiting = [...auths.entries()]
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [i, auth] = next
      const { email, password } = agents[i] ?? { email: '', password: '' }
      let { is } = await auth.signIn(email, password)
      // After a crash the first to ask finds the broken connections.
      if (is === 'failed') is = (await auth.signIn(email, password)).is
      if (is !== 'ok') throw new Error(`agent ${i + 1} could not sign in: ${is}`)
    }
  }
  await Promise.all(Array.from({ length: SIGNING_IN }, work))
  return auths
}

/** @param {number[]} deaf */
const whole = (deaf) => {
  const figures = spread(deaf)
  return figures && Object.fromEntries(Object.entries(figures).map(([k, v]) => [k, Math.round(v ?? 0)]))
}

/** @param {number[]} joins @param {number} from */
const busiest = (joins, from) => {
  const seconds = new Map()
  for (const at of joins) {
    const second = Math.floor((at - from) / 1000)
    seconds.set(second, (seconds.get(second) ?? 0) + 1)
  }
  return Math.max(0, ...seconds.values())
}
