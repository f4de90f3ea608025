// Every push of Realtime is lost from the moment the desk is open: calls must ring, connect and end by what the pages ask for.
import { launch } from './browser/chromium.mjs'
import { isTone } from './browser/hearing.mjs'
import { temporaryFolder } from './browser/temporary.mjs'
import { toneFile } from './browser/tones.mjs'
import { agentAt } from './people/agent.mjs'
import { AGENT_HZ, oneCall, VISITOR_HZ } from './people/one-call.mjs'
import { visitorAt } from './people/visitor.mjs'

// A desk beats every ten seconds; the rest is for slow machines.
const RING_WITHIN = 13_000

/** What breaks the slow path itself, so that a proof that cannot fail would be seen. */
export const PLANTS = {
  'the visitor never re-reads the row': '**/rest/v1/rpc/parley_call_state',
  'the desk never beats': '**/rest/v1/rpc/parley_desk_beat',
}

/** @param {import('./stack/stack.mjs').Stack} stack */
export const openSlowPath = async (stack) => {
  await stack.empty()
  const folder = temporaryFolder()
  const [visitors, agents] =
    /** @type {[import('playwright-core').Browser, import('playwright-core').Browser]} */ (
      await Promise.all([VISITOR_HZ, AGENT_HZ].map((hz) => launch({ wav: toneFile(folder, hz) })))
    )
  const agent = await agentAt(agents, stack.deskPage('acme'), stack.signIn('acme'))
  await stack.offersCalls('acme')
  await stack.control.fail({ push: { drop: 1 } })

  return {
    agent,
    /** @param {string} [blocked] requests of both pages that are lost as well */
    call: async (blocked) => {
      const visitor = await visitorAt(visitors, stack.visitorPage('acme'))
      const lost = blocked ? [visitor.page.context(), agent.page.context()] : []
      for (const context of lost) await context.route(String(blocked), (route) => route.abort())
      try {
        const call = await oneCall(visitor, agent, stack.ledger, { talkMs: 300, ringWithin: RING_WITHIN })
        const outcomes = await stack.ledger.settledOutcomes(call.call)
        return {
          ok:
            isTone(call.heard.visitor, AGENT_HZ) &&
            isTone(call.heard.agent, VISITOR_HZ) &&
            outcomes.length === 1 &&
            outcomes[0]?.reason === 'hung_up' &&
            Number(call.accept_to_audio_ms) < 8000,
          why: JSON.stringify({ ...call.timeline, accept_to_audio_ms: call.accept_to_audio_ms, outcomes }),
        }
      } catch (e) {
        return { ok: false, why: String(e).split('\n')[0] ?? '' }
      } finally {
        for (const context of lost) await context.unroute(String(blocked))
        await visitor.close()
      }
    },
    close: async () => {
      await stack.control.heal()
      await Promise.all([visitors, agents].map((b) => b.close()))
    },
  }
}
