// Networks that real offices have, and what must come of a call in each: with a relay it gets through by what is open, without one it fails
// with its name, the offer of a callback, and the knowledge whether a relay would have carried it.
import { agentAt } from '../people/agent.mjs'
import { FIREWALLS } from './networks.mjs'
import { openRig } from './rig.mjs'
import { callThrough } from './through.mjs'

/** @typedef {import('./through.mjs').Result} Result */
/** @typedef {{ tenant: string, firewall: string, comes: string, is: (result: Result) => boolean }} Case */

const direct = { comes: 'direct', is: (/** @type {Result} */ r) => r.heard && r.outcome.path === 'direct' }
/** @param {string[]} over @returns {Pick<Case, 'comes' | 'is'>} */
export const relayed = (...over) => ({
  comes: `relayed over ${over.join(' or ')}`,
  is: (r) => r.heard && r.outcome.path === 'relay' && over.includes(String(r.outcome.relay_protocol)),
})
/** @param {string} cause @param {boolean} saved @returns {Pick<Case, 'comes' | 'is'>} */
export const lost = (cause, saved) => ({
  comes: `failed, ${cause}, a callback offered; a relay would ${saved ? '' : 'not '}have carried it`,
  is: ({ heard, callback, outcome }) =>
    !heard &&
    callback &&
    outcome.reason === 'failed' &&
    outcome.cause === cause &&
    outcome.relay_would_have_worked === saved,
})

/** @type {Case[]} */
const CASES = [
  { tenant: 'globex', firewall: 'none', ...direct },
  { tenant: 'globex', firewall: 'udp', ...relayed('udp') },
  { tenant: 'globex', firewall: 'tcp', ...relayed('tcp') },
  { tenant: 'globex', firewall: 'tls', ...relayed('tls') },
  { tenant: 'globex', firewall: 'agent-tls', ...relayed('udp', 'tls') },
  { tenant: 'globex', firewall: 'dark', ...lost('relay_unavailable', false) },
  { tenant: 'acme', firewall: 'none', ...direct },
  { tenant: 'acme', firewall: 'udp', ...lost('ice_failed', true) },
  { tenant: 'acme', firewall: 'dark', ...lost('ice_failed', false) },
]

/** Broken on purpose: the proof must see it. @type {(Case & { really: string })[]} */
const PLANTS = [
  { tenant: 'globex', firewall: 'udp', really: 'none', ...relayed('udp') },
  { tenant: 'acme', firewall: 'udp', really: 'none', ...lost('ice_failed', true) },
]

/** @param {import('../stack/stack.mjs').Stack} stack */
export const openFirewalls = async (stack) => {
  await stack.empty()
  const rig = await openRig(stack)
  const [desks, visitors] = [await rig.browserAt('agent'), await rig.browserAt('visitor')]
  return {
    rig,
    /** @param {Case & { really?: string }} wanted */
    tries: async ({ tenant, firewall, really = firewall, is }) => {
      rig.filter('none')
      const agent = await agentAt(desks, stack.deskPage(tenant), stack.signIn(tenant))
      try {
        await stack.offersCalls(tenant)
        rig.filter(really)
        const result = await callThrough(stack, visitors, agent, { tenant })
        return { ok: is(result), why: JSON.stringify({ ...result, call: undefined }) }
      } catch (e) {
        return { ok: false, why: String(e).split('\n')[0] }
      } finally {
        await agent.close()
        await stack.empty()
      }
    },
    close: () => rig.close(),
  }
}

/** @param {import('../stack/stack.mjs').Stack} stack */
export const proveFirewall = async (stack) => {
  const counts = { tried: 0, failed: 0, planted: PLANTS.length, caught: 0, seed: 0 }
  const firewalls = await openFirewalls(stack)
  try {
    for (const wanted of CASES) {
      const { ok, why } = await firewalls.tries(wanted)
      counts.tried += 1
      if (!ok) counts.failed += 1
      const told = `${wanted.tenant}, ${FIREWALLS[wanted.firewall]?.about}: ${wanted.comes}`
      console.log(`relay-firewall ${told}: ${ok ? 'so it is' : 'NO'} ${why}`)
    }
    for (const plant of PLANTS) {
      const { ok, why } = await firewalls.tries(plant)
      if (!ok) counts.caught += 1
      console.log(
        `relay-firewall planted (${plant.firewall} is really ${plant.really}): ${ok ? 'NOT SEEN' : 'caught'} ${why}`,
      )
    }
  } finally {
    await firewalls.close()
  }
  return counts
}
