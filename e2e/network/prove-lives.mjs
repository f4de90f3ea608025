// What a running call and an open page live through: an expired credential, another network, a plan that changes.
import { agentAt } from '../people/agent.mjs'
import { visitorAt } from '../people/visitor.mjs'
import { setPlan } from './prove-hidden.mjs'
import { openRig } from './rig.mjs'
import { eavesdrop } from './scanner.mjs'
import { bothHear, callOn } from './through.mjs'

const CREDENTIAL_S = 5
const EXPIRED_MS = 8000
/** One that lives through its call; and after how long a page no longer takes it for fresh. */
const LIVES_S = 60
const NOT_FRESH_MS = 7000

/**
 * @typedef {object} Scene
 * @property {import('../stack/stack.mjs').Stack} stack
 * @property {import('./rig.mjs').Rig} rig
 * @property {import('../people/agent.mjs').Agent} agent of acme
 * @property {import('../people/visitor.mjs').Visitor} visitor at acme's page
 * @property {ReturnType<typeof mintedAt>} minted what turn-token answers to the visitor
 * @property {boolean} planted broken on purpose
 */

/** @typedef {(scene: Scene) => Promise<{ ok: boolean, why: string }>} Case */

/** @param {import('playwright-core').Page} page */
const mintedAt = (page) => {
  const { heard } = eavesdrop(page)
  return {
    forget: () => {
      heard.length = 0
    },
    /** Whether it has said so since, or does within that time. @param {string} words @param {number} ms */
    says: async (words, ms) => {
      for (const until = Date.now() + ms; Date.now() < until; await page.waitForTimeout(100))
        if (heard.some(({ where, text }) => /^answer of .*turn-token/.test(where) && text.includes(words)))
          return true
      return false
    },
  }
}

const told = (/** @type {Record<string, unknown>} */ facts) => ({
  ok: Object.values(facts).every((fact) => fact === true || typeof fact !== 'boolean'),
  why: JSON.stringify(facts),
})

/** @param {Scene} scene @param {string} call */
const generationOf = async ({ stack }, call) =>
  (await stack.ledger.rows('select generation from parley.calls where id = $1', [call]))[0].generation

/** The credential has expired when the visitor's network changes: fresh ones, the same call, both hear again. @type {(firewall: string) => Case} */
const outlivesCredential = (firewall) => async (scene) => {
  const { stack, rig, agent, visitor, minted, planted } = scene
  await setPlan(stack, 'acme', 'premium')
  await stack.ledger.set('turn_credential', CREDENTIAL_S)
  rig.filter(firewall)
  let again = false
  let fresh = false
  let generation = -1
  try {
    const { heard, outcome } = await callOn(stack, visitor, agent, {
      tenant: 'acme',
      talkMs: EXPIRED_MS,
      meanwhile: async (_, call) => {
        minted.forget()
        if (planted) await visitor.page.route(/turn-token/, (route) => route.abort())
        rig.move('visitor', 3)
        // What was on its way is still heard for a moment: the question is what is heard once the path has been looked for anew.
        fresh = await minted.says('"relay":true', 20_000)
        again = await bothHear(visitor.page, agent.page, 25_000)
        generation = await generationOf(scene, call)
      },
    })
    return told({
      heard,
      fresh,
      again,
      one_generation: generation === 0,
      hung_up: outcome.reason === 'hung_up',
      paid: outcome.relay_charged_by === 'reports' && Number(outcome.up) > 0,
      outcome,
    })
  } finally {
    rig.move('visitor', 2)
  }
}

/** Blocked and free; then upgraded, from the same page: the next call goes through. @type {Case} */
const isUpgraded = async ({ stack, rig, agent, visitor, planted }) => {
  await setPlan(stack, 'acme', 'free')
  rig.filter('udp')
  const first = await callOn(stack, visitor, agent, { tenant: 'acme' })
  await setPlan(stack, 'acme', 'premium')
  if (planted) await setPlan(stack, 'acme', 'free')
  await visitor.closeButton.click()
  const second = await callOn(stack, visitor, agent, { tenant: 'acme', again: true })
  return told({
    failed_first: first.outcome.reason === 'failed',
    offered: first.callback,
    heard_then: second.heard,
    relayed: second.outcome.path === 'relay',
    outcomes: [first.outcome, second.outcome],
  })
}

/** Downgraded while they talk: the call goes on, the next mint is refused by its name, and it goes on. @type {Case} */
const isDowngraded = async ({ stack, rig, agent, visitor, minted, planted }) => {
  await setPlan(stack, 'acme', 'premium')
  await stack.ledger.set('turn_credential', LIVES_S)
  rig.filter('udp')
  let goesOn = false
  let refused = false
  let still = false
  const { heard, outcome } = await callOn(stack, visitor, agent, {
    tenant: 'acme',
    meanwhile: async () => {
      if (!planted) await setPlan(stack, 'acme', 'free')
      await visitor.page.waitForTimeout(NOT_FRESH_MS)
      goesOn = await bothHear(visitor.page, agent.page)
      minted.forget()
      await visitor.page.evaluate(() => dispatchEvent(new Event('online')))
      refused = await minted.says('not_entitled', 15_000)
      still = await bothHear(visitor.page, agent.page, 25_000)
    },
  })
  return told({ heard, goesOn, refused, still, hung_up: outcome.reason === 'hung_up', outcome })
}

/** @type {Record<string, Case>} */
const CASES = {
  'an expired credential and another network, UDP between the two blocked': outlivesCredential('udp'),
  'an expired credential and another network, TCP 443 alone': outlivesCredential('tls'),
  'an upgrade while the page is open': isUpgraded,
  'a downgrade while they talk': isDowngraded,
}

/** What each of these breaks, its case must see. @type {Record<string, string>} */
const PLANTS = {
  'nothing fresh is to be had': 'an expired credential and another network, TCP 443 alone',
  'the upgrade is undone': 'an upgrade while the page is open',
  'there is no downgrade': 'a downgrade while they talk',
}

/** @param {import('../stack/stack.mjs').Stack} stack */
export const proveLives = async (stack) => {
  const counts = { tried: 0, failed: 0, planted: Object.keys(PLANTS).length, caught: 0, seed: 0 }
  const rig = await openRig(stack)
  const [desks, visitors] = [await rig.browserAt('agent'), await rig.browserAt('visitor')]
  /** Each on a desk and a page of its own: what one case leaves is nobody's. @param {string} name @param {boolean} planted */
  const tried = async (name, planted) => {
    rig.filter('none')
    await stack.empty()
    await setPlan(stack, 'acme', 'free')
    const agent = await agentAt(desks, stack.deskPage('acme'), stack.signIn('acme'))
    await stack.offersCalls('acme')
    const visitor = await visitorAt(visitors, stack.visitorPage('acme'))
    const minted = mintedAt(visitor.page)
    try {
      return await /** @type {Case} */ (CASES[name])({ stack, rig, agent, visitor, minted, planted })
    } catch (e) {
      return { ok: false, why: String(e).split('\n')[0] }
    } finally {
      await stack.ledger.set('turn_credential', 300)
      await Promise.all([visitor.close(), agent.close()])
    }
  }
  try {
    for (const name of Object.keys(CASES)) {
      counts.tried += 1
      const { ok, why } = await tried(name, false)
      if (!ok) counts.failed += 1
      console.log(`relay-lives ${name}: ${ok ? 'it lives' : 'NO'} ${why}`)
    }
    for (const [plant, name] of Object.entries(PLANTS)) {
      const { ok, why } = await tried(name, true)
      if (!ok) counts.caught += 1
      console.log(`relay-lives planted (${plant}): ${ok ? 'NOT SEEN' : 'caught'} ${why}`)
    }
  } finally {
    await setPlan(stack, 'acme', 'free')
    await rig.close()
  }
  return counts
}
