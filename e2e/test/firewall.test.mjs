// A real firewall between two real browsers: who has a relay gets through, who has none is told so.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { lost, openFirewalls, relayed } from '../network/prove-firewall.mjs'
import { openStack } from '../stack/stack.mjs'

/** @type {Awaited<ReturnType<typeof openStack>>} */
let stack
/** @type {Awaited<ReturnType<typeof openFirewalls>>} */
let firewalls
before(async () => {
  stack = await openStack()
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

test('without a relay the call fails by its name, a callback is offered, and it is known that a relay would have helped', async () => {
  const { ok, why } = await firewalls.tries({ tenant: 'acme', firewall: 'udp', ...lost('ice_failed', true) })
  assert.ok(ok, why)
})
