import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
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
    /** @type {string[]} */
    const failed = []
    await slow.calls(3, next, (n, { ok, why }) => {
      if (!ok) failed.push(`call ${n}: ${why}`)
    })
    assert.deepEqual(failed, [], `seed ${seed}`)
  })
})
