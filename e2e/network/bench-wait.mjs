// Relay adds no wait: the same two people in the same open network, in turn with premium (which ends up direct) and without, from the
// accept until both hear. The figure is the median of the paired differences.
import { chance } from '../chance.mjs'
import { spread } from '../figures.mjs'
import { agentAt } from '../people/agent.mjs'
import { oneCall } from '../people/one-call.mjs'
import { visitorAt } from '../people/visitor.mjs'
import { keyOf } from '../stack/stack.mjs'
import { setPlan } from './prove-hidden.mjs'
import { openRig } from './rig.mjs'

const PAIRS = Number(process.env.PAIRS) || 30

/** @param {import('../stack/stack.mjs').Stack} stack */
export const benchWait = async (stack) => {
  await stack.empty()
  for (const rate of ['rate_source', 'rate_tenant']) await stack.ledger.set(rate, 100_000)
  const rig = await openRig(stack)
  const { next } = chance()
  try {
    const agent = await agentAt(await rig.browserAt('agent'), stack.deskPage('acme'), stack.signIn('acme'))
    await stack.offersCalls('acme')
    const browser = await rig.browserAt('visitor')
    const accepted = async (/** @type {string} */ plan) => {
      await setPlan(stack, 'acme', plan)
      const visitor = await visitorAt(browser, stack.visitorPage('acme'))
      try {
        const ringMs = 500 + next() * 500
        const call = await oneCall(visitor, agent, stack.ledger, { tenant: keyOf('acme'), talkMs: 0, ringMs })
        return Number(call.accept_to_audio_ms)
      } finally {
        await visitor.close()
      }
    }
    await accepted('premium')
    await accepted('free')
    const pairs = []
    for (let n = 0; n < PAIRS; n++) {
      // Whoever comes second finds things warm: the order changes.
      const order = n % 2 ? ['premium', 'free'] : ['free', 'premium']
      const [one, other] = [await accepted(String(order[0])), await accepted(String(order[1]))]
      pairs.push(n % 2 ? { premium: one, free: other } : { premium: other, free: one })
    }
    const difference = spread(pairs.map(({ premium, free }) => premium - free))
    const [premium, free] = [spread(pairs.map((p) => p.premium)), spread(pairs.map((p) => p.free))]
    console.log(
      `relay-wait: premium ${JSON.stringify(premium)}, free ${JSON.stringify(free)}, differences ${JSON.stringify(difference)}`,
    )
    const value = difference?.median ?? Number.NaN
    const beside = { premium: premium?.median ?? Number.NaN, free: free?.median ?? Number.NaN }
    return {
      value,
      unit: 'ms more from accept to audio with a relay that is not needed, median of the paired differences',
      beside,
      ratio: beside.premium / beside.free,
      note: `${pairs.length} pairs on loopback networks, differences from ${difference?.min} to ${difference?.max} ms`,
      ok: value <= 30,
    }
  } finally {
    await setPlan(stack, 'acme', 'free')
    await stack.ledger.set('rate_source', 60)
    await stack.ledger.set('rate_tenant', 600)
    await rig.close()
  }
}
