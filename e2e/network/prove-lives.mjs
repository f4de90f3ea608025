// What a running call and an open page live through: an expired credential, another network, a plan that changes.
import { agentAt } from '../people/agent.mjs'
import { visitorAt } from '../people/visitor.mjs'
import { setPlan } from './prove-hidden.mjs'
import { openRig } from './rig.mjs'
import { eavesdrop } from './scanner.mjs'
import { bothHear, callOn } from './through.mjs'

const CREDENTIAL_S = 5
const EXPIRED_MS = 8000

/**
 * @typedef {object} Scene
 * @property {import('../stack/stack.mjs').Stack} stack
 * @property {import('./rig.mjs').Rig} rig
 * @property {import('../people/agent.mjs').Agent} agent of acme
 * @property {import('../people/visitor.mjs').Visitor} visitor at acme's page
 * @property {(() => string[]) & { soFar: () => string[] }} minted what turn-token has answered to the visitor since the last question
 */

/** @typedef {(scene: Scene) => Promise<{ ok: boolean, why: string }>} Case */

const told = (/** @type {Record<string, unknown>} */ facts) => ({
  ok: Object.values(facts).every((fact) => fact === true || typeof fact !== 'boolean'),
  why: JSON.stringify(facts),
})

/** @param {Scene} scene @param {string} call */
const generationOf = async ({ stack }, call) =>
  (await stack.ledger.rows('select generation from parley.calls where id = $1', [call]))[0].generation

/** The credential has expired when the visitor's network changes: fresh ones, the same call, both hear again. @type {(firewall: string) => Case} */
const outlivesCredential = (firewall) => async (scene) => {
  const { stack, rig, agent, visitor, minted } = scene
  await setPlan(stack, 'acme', 'premium')
  await stack.ledger.set('turn_credential', CREDENTIAL_S)
  rig.filter(firewall)
  let again = false
  let generation = -1
  const { heard, outcome } = await callOn(stack, visitor, agent, {
    tenant: 'acme',
    talkMs: EXPIRED_MS,
    meanwhile: async (_, call) => {
      minted()
      rig.move('visitor', 3)
      again = await bothHear(visitor.page, agent.page, 20_000)
      generation = await generationOf(scene, call)
    },
  })
  rig.move('visitor', 2)
  await stack.ledger.set('turn_credential', 300)
  const fresh = minted().some((answer) => answer.includes('"relay":true'))
  return told({
    heard,
    again,
    fresh,
    one_generation: generation === 0,
    hung_up: outcome.reason === 'hung_up',
    outcome,
  })
}

/** Blocked and free; then upgraded, from the same page: the next call goes through. @type {Case} */
const isUpgraded = async ({ stack, rig, agent, visitor }) => {
  await setPlan(stack, 'acme', 'free')
  rig.filter('udp')
  const first = await callOn(stack, visitor, agent, { tenant: 'acme' })
  await setPlan(stack, 'acme', 'premium')
  await visitor.closeButton.click()
  const second = await callOn(stack, visitor, agent, { tenant: 'acme' })
  return told({
    failed_first: first.outcome.reason === 'failed',
    offered: first.callback,
    heard_then: second.heard,
    relayed: second.outcome.path === 'relay',
    outcomes: [first.outcome, second.outcome],
  })
}

/** Downgraded while they talk: the call goes on, the next mint is refused by its name, and it goes on. @type {Case} */
const isDowngraded = async ({ stack, rig, agent, visitor, minted }) => {
  await setPlan(stack, 'acme', 'premium')
  rig.filter('udp')
  let goesOn = false
  let still = false
  const { heard, outcome } = await callOn(stack, visitor, agent, {
    tenant: 'acme',
    meanwhile: async () => {
      await setPlan(stack, 'acme', 'free')
      await visitor.page.waitForTimeout(3000)
      goesOn = await bothHear(visitor.page, agent.page)
      minted()
      await visitor.page.evaluate(() => dispatchEvent(new Event('online')))
      for (let i = 0; i < 100 && minted.soFar().length === 0; i++) await visitor.page.waitForTimeout(100)
      still = await bothHear(visitor.page, agent.page)
    },
  })
  const refused = minted().some((answer) => answer.includes('not_entitled'))
  return told({ heard, goesOn, refused, still, hung_up: outcome.reason === 'hung_up', outcome })
}

/** @type {Record<string, Case>} */
const CASES = {
  'an expired credential and another network, UDP between the two blocked': outlivesCredential('udp'),
  'an expired credential and another network, TCP 443 alone': outlivesCredential('tls'),
  'an upgrade while the page is open': isUpgraded,
  'a downgrade while they talk': isDowngraded,
}

/** @param {import('../stack/stack.mjs').Stack} stack */
export const proveLives = async (stack) => {
  const counts = { tried: 0, failed: 0, planted: 0, caught: 0, seed: 0 }
  await stack.empty()
  const rig = await openRig(stack)
  try {
    const agent = await agentAt(await rig.browserAt('agent'), stack.deskPage('acme'), stack.signIn('acme'))
    await stack.offersCalls('acme')
    const browser = await rig.browserAt('visitor')
    for (const [name, tries] of Object.entries(CASES)) {
      const visitor = await visitorAt(browser, stack.visitorPage('acme'))
      const ears = eavesdrop(visitor.page)
      const soFar = () =>
        ears.heard.filter(({ where }) => /^answer of .*turn-token/.test(where)).map(({ text }) => text)
      const minted = Object.assign(
        () => {
          const answers = soFar()
          ears.heard.length = 0
          return answers
        },
        { soFar },
      )
      counts.tried += 1
      const { ok, why } = await tries({ stack, rig, agent, visitor, minted }).catch((e) => ({
        ok: false,
        why: String(e),
      }))
      if (!ok) counts.failed += 1
      console.log(`relay-lives ${name}: ${ok ? 'it lives' : 'NO'} ${why}`)
      await visitor.close()
    }
  } finally {
    await setPlan(stack, 'acme', 'free')
    await stack.ledger.set('turn_credential', 300)
    await rig.close()
  }
  return counts
}
