// `make call FIREWALL=udp`: the same call with a real firewall between the two, and a real relay that only some may use.
import { agentAt } from '../people/agent.mjs'
import { firewallNamed } from './networks.mjs'
import { openRelayedStack, openRig } from './rig.mjs'
import { callThrough } from './through.mjs'

/** @param {string} tenant @param {string} firewall @param {number} talkMs */
export const firewalledCall = async (tenant, firewall, talkMs) => {
  const { about } = firewallNamed(firewall)
  const stack = await openRelayedStack()
  try {
    const rig = await openRig(stack)
    try {
      console.log(`the firewall: ${about}`)
      const agent = await agentAt(await rig.browserAt('agent'), stack.deskPage(tenant), stack.signIn(tenant))
      await stack.offersCalls(tenant)
      rig.filter(firewall)
      const result = await callThrough(stack, await rig.browserAt('visitor'), agent, { tenant, talkMs })
      const { heard, settled_ms, callback, outcome } = result
      // No path, said by name, and a callback in its place: that is what a call without a relay must come to.
      const named = outcome.reason === 'failed' && callback ? (outcome.cause ?? '') : ''
      return {
        ok: heard,
        ...(heard ? {} : { lost_to: named }),
        settled_ms,
        callback,
        outcome,
      }
    } finally {
      await rig.close()
    }
  } finally {
    await stack.close()
  }
}
