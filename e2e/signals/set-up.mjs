// One call at the signal layer: two real sessions set it up and end it, and the row must agree with both.
import { setTimeout as sleep } from 'node:timers/promises'

// A commit is streamed a moment before others can see it, so a push may be quicker than its row; and what was said last is on its way.
const AGREED_WITHIN_MS = 5000
const LOOK_AGAIN_MS = 50
const RING_WITHIN_MS = 20_000
const END_WITHIN_MS = 15_000

const ROW = `select c.state, e.n as agent_said, v.n as visitor_said from parley.calls c,
  lateral (select coalesce(max(seq), 0)::int as n from parley.call_signals s where s.call_id = c.id and s.side = 'agent') e,
  lateral (select coalesce(max(seq), 0)::int as n from parley.call_signals s where s.call_id = c.id and s.side = 'visitor') v
  where c.id = $1`
const REASON = 'select state, end_reason as reason from parley.calls where id = $1'

/**
 * @typedef {object} Told
 * @property {boolean} ok
 * @property {string} why
 * @property {number} ring_ms from the tap to the desk's ring
 * @property {number} connect_ms from the accept until both sides are connected
 * @property {number} pushes that came to either side
 * @property {number} rung_at on this process's clock
 * @property {number} connected_at
 *
 * @typedef {object} Holds where somebody may hold a set-up up
 * @property {() => Promise<void> | void} [join] before the visitor begins
 * @property {() => Promise<void> | void} [offer] before the visitor's offer
 * @property {() => Promise<void> | void} [ring] the call is granted
 * @property {() => Promise<void> | void} [accept] it rings, before the accept
 * @property {() => Promise<void> | void} [answer] the agent has the offer, before the answer
 * @property {() => Promise<void> | void} [candidates] before the agent's candidates
 */

/**
 * @param {import('./people.mjs').People} people
 * @param {import('../stack/ledger.mjs').Ledger} ledger
 * @param {import('./lanes.mjs').Lane} lane
 * @param {{ connectWithin: number, ringWithin?: number, visitorHangsUp: boolean, hold?: Holds }} options
 * @returns {Promise<Told>}
 */
export const setUp = async (people, ledger, lane, options) => {
  const { connectWithin, ringWithin = RING_WITHIN_MS, visitorHangsUp, hold = {} } = options
  const told = { ok: false, why: '', ring_ms: 0, connect_ms: 0, pushes: 0, rung_at: 0, connected_at: 0 }
  const heardBefore = lane.desk.heard
  await hold.join?.()
  const visitor = new people.LiveVisitor(lane.config, lane.tenant, (step) =>
    step === 'offer' ? hold.offer?.() : undefined,
  )
  /** @type {import('./people.mjs').Session | null} */
  let agent = null
  const fail = (/** @type {string} */ why) => {
    const seen = [visitor.session, agent].map((s) => s && { status: s.status, ...brief(s.getState()) })
    return { ...told, why: `${why}: ${JSON.stringify(seen)}` }
  }
  try {
    const tapAt = performance.now()
    visitor.session.place()
    const granted = await people.until(visitor.session, (s) => s.status === 'ringing', ringWithin)
    if (!granted) return fail('not granted')
    await hold.ring?.()
    if (!(await lane.desk.rings(() => visitor.callId, ringWithin))) return fail('no ring')
    told.rung_at = performance.now()
    told.ring_ms = told.rung_at - tapAt
    await hold.accept?.()
    const acceptAt = performance.now()
    agent = lane.desk.accept(visitor.callId, (step) => (step === 'offer' ? undefined : hold[step]?.()))
    const both = [visitor.session, agent]
    const up = (/** @type {import('./people.mjs').Session} */ s) => people.until(s, connected, connectWithin)
    const ups = await Promise.all(both.map(up))
    told.connected_at = performance.now()
    told.connect_ms = told.connected_at - acceptAt
    if (!ups.every(Boolean)) return fail('not connected')
    const apart = await untilAgreed(ledger, visitor.callId, both)
    if (apart) return fail(apart)
    ;(visitorHangsUp ? visitor.session : agent).hangUp()
    const ended = (/** @type {import('./people.mjs').Session} */ s) =>
      people.until(s, (x) => x.status === 'ended', END_WITHIN_MS)
    await Promise.all(both.map(ended))
    const reasons = both.map((s) => s.getState().ending?.end?.reason)
    const [over] = await ledger.rows(REASON, [visitor.callId])
    if (over?.state !== 'ended' || [...reasons, over.reason].some((r) => r !== 'hung_up'))
      return fail(`ended as ${reasons}, the row says ${JSON.stringify(over)}`)
    return { ...told, ok: true, pushes: visitor.heard + lane.desk.heard - heardBefore }
  } finally {
    visitor.close()
    agent?.hangUp()
  }
}

/**
 * What the row and the two sides still differ in when time is up; null when they agree.
 *
 * @param {import('../stack/ledger.mjs').Ledger} ledger
 * @param {string} call
 * @param {import('./people.mjs').Session[]} sessions visitor's, agent's
 * @returns {Promise<string | null>}
 */
const untilAgreed = async (ledger, call, sessions) => {
  const until = performance.now() + AGREED_WITHIN_MS
  for (;;) {
    const [row] = await ledger.rows(ROW, [call])
    const heard = sessions.map((s) => s.getState().heard)
    const said = [row?.agent_said, row?.visitor_said]
    if (row?.state === 'connected' && heard.every((n, i) => n === said[i])) return null
    if (performance.now() > until) return `the row says ${row?.state}; heard ${heard}, said ${said}`
    await sleep(LOOK_AGAIN_MS)
  }
}

const connected = (/** @type {import('./people.mjs').Session} */ s) => s.status === 'connected'

const brief = (/** @type {any} */ s) => ({
  phase: s.phase,
  media: s.media,
  generation: s.generation,
  heard: s.heard,
  ending: s.ending,
})
