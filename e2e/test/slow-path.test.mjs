import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { chance } from '../chance.mjs'
import { openSlowPath } from '../slow-path.mjs'
import { openStack } from '../stack/stack.mjs'

describe('with every push lost', () => {
  /** @type {import('../stack/stack.mjs').Stack} */
  let stack
  /** @type {Awaited<ReturnType<typeof openSlowPath>>} */
  let slow

  before(async () => {
    stack = await openStack()
    slow = await openSlowPath(stack)
  })
  after(async () => {
    await slow?.close()
    await stack?.close()
  })

  test('three of three calls ring, connect, are heard and end', async () => {
    const { seed, next } = chance()
    for (let i = 0; i < 3; i++) {
      // Anywhere between two beats of the desk.
      await sleep(next() * 2000)
      const { ok, why } = await slow.call()
      assert.ok(ok, `call ${i + 1}, seed ${seed}: ${why}`)
    }
  })
})
