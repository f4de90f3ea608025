// One call through a network: heard by both, or failed with its name.
import { hears, isTone } from '../browser/hearing.mjs'
import { AGENT_HZ, VISITOR_HZ } from '../people/one-call.mjs'
import { visitorAt } from '../people/visitor.mjs'
import { keyOf } from '../stack/stack.mjs'

const OUTCOME = `select reason, path, cause, relay_protocol, relay_bytes_up::int as up, relay_bytes_down::int as down,
  relay_charged_by, relay_would_have_worked, talk_seconds from parley.call_outcomes where call_id = $1`

/**
 * @typedef {object} Result
 * @property {string} call
 * @property {boolean} heard each heard the other's tone
 * @property {number} settled_ms from the accept until both heard, or until the call had failed
 * @property {boolean} callback the visitor was offered a callback
 * @property {{ reason: string, path: string | null, cause: string | null, relay_protocol: string | null, up: number | null,
 *   down: number | null, relay_charged_by: string | null, relay_would_have_worked: boolean | null, talk_seconds: number }} outcome
 */

/** What a visitor's page says of its call. @param {import('playwright-core').Page} page @param {string[]} states @param {number} ms */
const stateIs = (page, states, ms) =>
  page.waitForFunction(
    (wanted) => wanted.includes(document.querySelector('parley-call')?.getAttribute('state') ?? ''),
    states,
    { timeout: ms },
  )

/**
 * @typedef {object} Wants
 * @property {string} tenant
 * @property {number} [talkMs]
 * @property {number} [ringMs] how long the agent lets it ring
 * @property {boolean} [again] the page has called before, so its microphone needs no test
 * @property {(visitor: import('../people/visitor.mjs').Visitor) => void} [opened] the visitor's page is there
 * @property {(visitor: import('../people/visitor.mjs').Visitor, call: string) => Promise<void>} [meanwhile] while they talk
 */

/**
 * A visitor who comes, calls, and goes.
 *
 * @param {import('../stack/stack.mjs').Stack} stack
 * @param {import('playwright-core').Browser} browser the visitor's
 * @param {import('../people/agent.mjs').Agent} agent
 * @param {Wants} wants
 */
export const callThrough = async (stack, browser, agent, wants) => {
  const visitor = await visitorAt(browser, stack.visitorPage(wants.tenant))
  wants.opened?.(visitor)
  try {
    return await callOn(stack, visitor, agent, wants)
  } finally {
    await visitor.close()
  }
}

/**
 * One call from a page that is open already.
 *
 * @param {import('../stack/stack.mjs').Stack} stack
 * @param {import('../people/visitor.mjs').Visitor} visitor
 * @param {import('../people/agent.mjs').Agent} agent
 * @param {Wants} wants
 * @returns {Promise<Result>}
 */
export const callOn = async (stack, visitor, agent, { tenant, talkMs = 0, ringMs = 0, again, meanwhile }) => {
  const { ledger } = stack
  const before = await ledger.openCalls(keyOf(tenant))
  await (again ? visitor.tap() : visitor.call())
  await agent.rings()
  await visitor.page.waitForTimeout(ringMs)
  const [call] = (await ledger.openCalls(keyOf(tenant))).filter((id) => !before.includes(id))
  if (!call) throw new Error('it rings, and no call is on record')
  const start = Date.now()
  await agent.accept()
  await stateIs(visitor.page, ['connected', 'ended'], 60_000)
  const heard = await bothHear(visitor.page, agent.page)
  const settled_ms = Date.now() - start
  if (heard) {
    await visitor.page.waitForTimeout(talkMs)
    await meanwhile?.(visitor, call)
    await visitor.hangUp()
  }
  await stateIs(visitor.page, ['ended'], 60_000)
  const callback = await isOffered(visitor.page)
  return { call, heard, settled_ms, callback, outcome: await outcomeOf(stack, call) }
}

/** The form comes when it is wanted. @param {import('playwright-core').Page} page */
const isOffered = async (page) => {
  if ((await page.locator('parley-call').getAttribute('data-reason')) !== 'failed') return false
  const form = page.locator('parley-callback-form').getByRole('button').first()
  return form.waitFor({ timeout: 5000 }).then(
    () => true,
    () => false,
  )
}

/** @param {import('playwright-core').Page} visitor @param {import('playwright-core').Page} agent @param {number} [patience] */
export const bothHear = async (visitor, agent, patience) => {
  const state = await visitor.evaluate(() => document.querySelector('parley-call')?.getAttribute('state'))
  if (state === 'ended') return false
  const [atVisitor, atAgent] = await Promise.all([
    hears(visitor, AGENT_HZ, patience),
    hears(agent, VISITOR_HZ, patience),
  ])
  return isTone(atVisitor, AGENT_HZ) && isTone(atAgent, VISITOR_HZ)
}

/** With what the probe found, should the tenant want one, and with what the relay carried. @param {import('../stack/stack.mjs').Stack} stack @param {string} call */
const outcomeOf = async ({ ledger, control }, call) => {
  await ledger.settledOutcomes(call)
  const until = Date.now() + 15_000
  for (;;) {
    // What a relay carried is booked by the first sweep after the outcome is settled.
    await control.act('sweep')
    const [outcome] = await ledger.rows(OUTCOME, [call])
    const probing = outcome?.reason === 'failed' && outcome.relay_would_have_worked === null
    const open = outcome?.path === 'relay' && outcome.relay_charged_by === null
    if (!(probing || open) || Date.now() > until) return outcome
    await new Promise((wake) => setTimeout(wake, 500))
  }
}
