// Every push of Realtime is lost from the moment the desks are open: calls must ring, connect and end by what the pages ask for.
import { setTimeout as sleep } from 'node:timers/promises'
import { launch } from './browser/chromium.mjs'
import { temporaryFolder } from './browser/temporary.mjs'
import { toneFile } from './browser/tones.mjs'
import { agentAt } from './people/agent.mjs'
import { AGENT_HZ, oneCall, VISITOR_HZ } from './people/one-call.mjs'
import { visitorAt } from './people/visitor.mjs'
import { keyOf } from './stack/stack.mjs'

// A desk beats every ten seconds, and a connecting page asks every second; the rest is for slow machines.
const BEAT_MS = 10_000
const RING_WITHIN_MS = BEAT_MS + 3000
const HEAR_WITHIN_MS = 8000

// Two tenants, so that two calls run at a time: most of such a call is waiting for the next beat.
const LANES = ['acme', 'globex']

/** What breaks the slow path itself: a proof that cannot fail would be seen. */
export const PLANTS = {
  // The call is in what either of the two answers.
  'the pages never ask what became of the call': '**/rest/v1/rpc/parley_{call_state,touch_call}',
  'the desk never beats': '**/rest/v1/rpc/parley_desk_beat',
}

/** @typedef {{ ok: boolean, why: string }} Tried */

/** @param {import('./stack/stack.mjs').Stack} stack */
export const openSlowPath = async (stack) => {
  await stack.empty()
  const folder = temporaryFolder()
  const [visitors, agents] =
    /** @type {[import('playwright-core').Browser, import('playwright-core').Browser]} */ (
      await Promise.all([VISITOR_HZ, AGENT_HZ].map((hz) => launch({ wav: toneFile(folder, hz) })))
    )
  /** @param {string} tenant */
  const lane = async (tenant) => {
    const agent = await agentAt(agents, stack.deskPage(tenant), stack.signIn(tenant))
    await stack.offersCalls(tenant)
    return {
      /** @param {string} [blocked] requests of both pages that are lost as well */
      call: async (blocked) => {
        const visitor = await visitorAt(visitors, stack.visitorPage(tenant))
        const lost = blocked ? [visitor.page.context(), agent.page.context()] : []
        for (const context of lost) await context.route(String(blocked), (route) => route.abort())
        try {
          return await tried(visitor, agent, stack.ledger, keyOf(tenant))
        } finally {
          for (const context of lost) await context.unroute(String(blocked))
          await visitor.close()
        }
      },
    }
  }
  const lanes = await Promise.all(LANES.map(lane))
  await stack.control.fail({ push: { drop: 1 } })

  return {
    /**
     * @param {number} count
     * @param {() => number} random where between two beats a call falls
     * @param {(n: number, tried: Tried) => void} told
     */
    calls: async (count, random, told) => {
      let begun = 0
      await Promise.all(
        lanes.map(async ({ call }) => {
          while (begun < count) {
            begun += 1
            const n = begun
            await sleep(random() * BEAT_MS)
            told(n, await call())
          }
        }),
      )
    },
    /** @param {string} blocked @returns {Promise<Tried>} */
    callWithout: async (blocked) => {
      try {
        return (await lanes[0]?.call(blocked)) ?? { ok: true, why: 'no lane' }
      } finally {
        await stack.ledger.endAll()
      }
    },
    close: async () => {
      await stack.control.heal()
      await Promise.all([visitors, agents].map((b) => b.close()))
    },
  }
}

/**
 * @param {import('./people/visitor.mjs').Visitor} visitor
 * @param {import('./people/agent.mjs').Agent} agent
 * @param {import('./stack/ledger.mjs').Ledger} ledger
 * @param {string} tenant
 * @returns {Promise<Tried>}
 */
const tried = async (visitor, agent, ledger, tenant) => {
  try {
    const call = await oneCall(visitor, agent, ledger, { tenant, talkMs: 300, ringWithin: RING_WITHIN_MS })
    const outcomes = await ledger.settledOutcomes(call.call)
    const once = outcomes.length === 1 && outcomes[0]?.reason === 'hung_up'
    const soon = call.accept_to_audio_ms !== null && call.accept_to_audio_ms < HEAR_WITHIN_MS
    return {
      ok: call.toneAtVisitor && call.toneAtAgent && soon && once,
      why: JSON.stringify({ ...call.timeline, outcomes }),
    }
  } catch (e) {
    return { ok: false, why: String(e).split('\n')[0] ?? '' }
  }
}
