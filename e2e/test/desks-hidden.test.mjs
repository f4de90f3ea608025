// The proof `desks-hidden` in small: hidden for seconds, shorter leases and tokens, one call per claim.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { chance } from '../chance.mjs'
import { frozenDesk, hiddenDesks, withBrowsers } from '../signals/prove-desks-hidden.mjs'
import { openStack } from '../stack/stack.mjs'

const LEASE = { desk_beat: 3, desk_lease: 6 }
const AS_SHIPPED = { desk_beat: 10, desk_lease: 25 }

describe('desks in the background', () => {
  const { seed, next } = chance()
  /** @type {string[]} */
  const failed = []
  /** @type {import('../stack/stack.mjs').Stack} */
  let stack
  /** @type {import('../signals/prove-desks-hidden.mjs').Plan} */
  const plan = {
    hiddenMs: 6000,
    tokenSeconds: 10,
    calls: 1,
    frozenMs: 1000,
    slackMs: 1500,
    next,
    told: (what, { ok, why }) => {
      if (!ok) failed.push(`${what}: ${why}`)
    },
  }
  /** @param {Record<string, number>} settings */
  const set = async (settings) => {
    for (const [name, seconds] of Object.entries(settings)) await stack.ledger.set(name, seconds)
  }

  before(async () => {
    stack = await openStack()
    await set(LEASE)
  })
  after(async () => {
    if (stack) await set(AS_SHIPPED)
    await stack?.close()
  })

  test('a hidden desk rings, also past its token’s expiry and with its socket cut meanwhile', async () => {
    await withBrowsers(stack, ({ hiding }) => hiddenDesks(stack, hiding, plan))
    assert.deepEqual(failed, [], `seed ${seed}`)
  })

  test('nobody waits for a frozen desk, and woken it does not ring for what is over', async () => {
    failed.length = 0
    await withBrowsers(stack, (browsers) => frozenDesk(stack, browsers, plan))
    assert.deepEqual(failed, [])
  })
})
