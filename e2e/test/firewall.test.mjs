// A real firewall between two real browsers: who has a relay gets through, who has none is told so. The stack is one of its own, since its
// relay stands in the networks that are made here.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { needNetworks } from '../network/command.mjs'
import { lost, openFirewalls, relayed } from '../network/prove-firewall.mjs'
import { openRelayedStack } from '../network/rig.mjs'

/** Why it cannot be tried here; CI demands that it can. */
const missing = () => {
  try {
    needNetworks()
    return false
  } catch (e) {
    if (process.env.RELAY_TOOLS === '1') throw e
    return String(e)
  }
}

describe('between firewalls', { skip: missing() }, () => {
  /** @type {Awaited<ReturnType<typeof openRelayedStack>>} */
  let stack
  /** @type {Awaited<ReturnType<typeof openFirewalls>>} */
  let firewalls
  before(async () => {
    stack = await openRelayedStack({ own: true })
    firewalls = await openFirewalls(stack)
  })
  after(async () => {
    await firewalls?.close()
    await stack?.close()
  })

  test('two who reach nothing but the relay talk over it', async () => {
    const { ok, why } = await firewalls.tries({ tenant: 'globex', firewall: 'udp', ...relayed('udp') })
    assert.ok(ok, why)
  })

  test('without a relay the call fails by its name, a callback is offered, and a relay is known to have helped', async () => {
    const { ok, why } = await firewalls.tries({
      tenant: 'acme',
      firewall: 'udp',
      ...lost('ice_failed', true),
    })
    assert.ok(ok, why)
  })
})
