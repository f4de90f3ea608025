// One call as two people make it, with a clock beside them.
import { firstHeardAt, hears, isTone } from '../browser/hearing.mjs'

export const VISITOR_HZ = 440
export const AGENT_HZ = 1000

/**
 * @typedef {object} Timeline milliseconds since the tap
 * @property {number} ring the desk's ring is to be seen
 * @property {number} accept the click on Accept
 * @property {number | null} visitor_hears
 * @property {number | null} agent_hears
 * @property {number} hang_up
 */

/**
 * @param {import('./visitor.mjs').Visitor} visitor at the page, not yet calling
 * @param {import('./agent.mjs').Agent} agent available
 * @param {import('../stack/ledger.mjs').Ledger} ledger
 * @param {{ tenant: string, talkMs: number, ringWithin?: number, ringMs?: number }} options tenant: its public key
 */
export const oneCall = async (
  visitor,
  agent,
  ledger,
  { tenant, talkMs, ringWithin = 20_000, ringMs = 0 },
) => {
  const before = await ledger.openCalls(tenant)
  await agent.page.evaluate(() => window.ears.forget())
  const rung = agent.page.evaluate((ms) => window.ears.appears('Accept', ms), ringWithin)
  // Should the tap fail first, that is what is told.
  rung.catch(() => undefined)
  await visitor.call()
  const ringAt = await rung
  await agent.page.waitForTimeout(ringMs)
  await agent.accept()

  const heard = {
    visitor: await hears(visitor.page, AGENT_HZ),
    agent: await hears(agent.page, VISITOR_HZ),
  }
  const [call] = (await ledger.openCalls(tenant)).filter((id) => !before.includes(id))
  if (!call) throw new Error('both sides connected, and no open call is on record')
  await visitor.page.waitForTimeout(talkMs)
  const signals = await ledger.signals(call)
  const hangUpAt = Date.now()
  await visitor.hangUp()
  await visitor.reads('You hung up')
  await agent.reads('The visitor hung up.')

  const tapAt = await clickOn(visitor.page, /^Call/)
  const acceptAt = await clickOn(agent.page, /^Accept/)
  const visitorHeardAt = await firstHeardAt(visitor.page)
  const agentHeardAt = await firstHeardAt(agent.page)
  const both = visitorHeardAt !== null && agentHeardAt !== null
  return {
    call,
    heard,
    toneAtVisitor: isTone(heard.visitor, AGENT_HZ),
    toneAtAgent: isTone(heard.agent, VISITOR_HZ),
    signals,
    ring_ms: ringAt - tapAt,
    accept_to_audio_ms: both ? Math.max(visitorHeardAt, agentHeardAt) - acceptAt : null,
    timeline: since(tapAt, {
      ring: ringAt,
      accept: acceptAt,
      visitor_hears: visitorHeardAt,
      agent_hears: agentHeardAt,
      hang_up: hangUpAt,
    }),
  }
}

/** @param {number} start @param {Record<string, number | null>} at */
const since = (start, at) =>
  Object.fromEntries(
    Object.entries(at).map(([what, when]) => [what, when === null ? null : Math.round(when - start)]),
  )

/** @param {import('playwright-core').Page} page @param {RegExp} what */
const clickOn = async (page, what) => {
  const { clicks } = await page.evaluate(() => window.ears.state())
  const click = clicks.find((c) => what.test(c.what))
  if (!click) throw new Error(`nobody clicked on ${what}: ${JSON.stringify(clicks)}`)
  return click.at
}
