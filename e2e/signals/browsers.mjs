// The same losses with two real browsers, their microphones and their media.
import { launch } from '../browser/chromium.mjs'
import { temporaryFolder } from '../browser/temporary.mjs'
import { toneFile } from '../browser/tones.mjs'
import { spread } from '../figures.mjs'
import { agentAt } from '../people/agent.mjs'
import { AGENT_HZ, oneCall, VISITOR_HZ } from '../people/one-call.mjs'
import { visitorAt } from '../people/visitor.mjs'
import { keyOf } from '../stack/stack.mjs'
import { CASES } from './loss.mjs'

// Two tenants: two calls at a time are what two cores carry.
const LANES = ['acme', 'globex']
const TALK_MS = 200

/**
 * @param {import('../stack/stack.mjs').Stack} stack
 * @param {{ each: number, seed: number, told: (line: string) => void }} options
 * @returns {Promise<{ tried: number, failed: string[] }>}
 */
export const browsersThroughLoss = async (stack, { each, seed, told }) => {
  await stack.empty()
  const folder = temporaryFolder()
  const browsers = await Promise.all(
    [VISITOR_HZ, AGENT_HZ].map((hz) => launch({ wav: toneFile(folder, hz) })),
  )
  const [visitors, agents] = /** @type {[typeof browsers[0], typeof browsers[0]]} */ (browsers)
  /** @type {string[]} */
  const failed = []
  let tried = 0
  try {
    const desks = await Promise.all(
      LANES.map(async (tenant) => {
        const agent = await agentAt(agents, stack.deskPage(tenant), stack.signIn(tenant))
        await stack.offersCalls(tenant)
        return { tenant, agent }
      }),
    )
    for (const [name, fault] of Object.entries(CASES)) {
      await stack.control.fail({ seed, push: fault })
      /** @type {number[]} */
      const audio = []
      let begun = 0
      await Promise.all(
        desks.map(async ({ tenant, agent }) => {
          while (begun < each) {
            begun += 1
            tried += 1
            const why = await call(stack, visitors, agent, tenant, audio)
            if (!why) continue
            failed.push(`${name}, in browsers: ${why}`)
            told(`FAILED ${failed.at(-1)}`)
          }
        }),
      )
      told(
        `${name}, in browsers: ${audio.length} of ${each} heard, accept to audio ms ${JSON.stringify(spread(audio))}`,
      )
    }
  } finally {
    await stack.control.heal()
    await Promise.all(browsers.map((browser) => browser.close()))
  }
  return { tried, failed }
}

/**
 * Empty when both have heard each other.
 *
 * @param {import('../stack/stack.mjs').Stack} stack
 * @param {import('playwright-core').Browser} visitors
 * @param {import('../people/agent.mjs').Agent} agent
 * @param {string} tenant
 * @param {number[]} audio
 */
const call = async (stack, visitors, agent, tenant, audio) => {
  const visitor = await visitorAt(visitors, stack.visitorPage(tenant))
  try {
    const heard = await oneCall(visitor, agent, stack.ledger, { tenant: keyOf(tenant), talkMs: TALK_MS })
    if (!heard.toneAtVisitor || !heard.toneAtAgent || heard.accept_to_audio_ms === null)
      return JSON.stringify(heard.heard)
    audio.push(Math.round(heard.accept_to_audio_ms))
    return ''
  } catch (e) {
    return String(e).split('\n')[0] ?? 'no word'
  } finally {
    // A browser that is gone has failed this call already.
    await visitor.close().catch(() => undefined)
  }
}
