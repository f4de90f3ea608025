// The proofs of e2e/signals in small: the product's own sessions and signalling in this process, the real stack around them.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { chance } from '../chance.mjs'
import { desksReturn } from '../signals/desks.mjs'
import { closeLanes, openLanes } from '../signals/lanes.mjs'
import { throughLoss } from '../signals/loss.mjs'
import { databaseGone, deaf, realtimeGone } from '../signals/outages.mjs'
import { livePeople } from '../signals/people.mjs'
import { joinsLimited } from '../signals/prove-desks.mjs'
import { openStack } from '../stack/stack.mjs'

const LANES = 6

describe('signalling through accidents', () => {
  const { seed, next } = chance()
  /** @type {import('../stack/stack.mjs').Stack} */
  let stack
  /** @type {import('../signals/people.mjs').People} */
  let people
  /** @type {import('../signals/lanes.mjs').Lane[]} */
  let lanes

  before(async () => {
    stack = await openStack()
    await stack.empty()
    people = await livePeople()
    lanes = await openLanes(stack, people, LANES)
  })
  after(async () => {
    closeLanes(lanes ?? [])
    await stack?.empty()
    await stack?.close()
  })

  test('with pushes lost, doubled and late, alone, together and altogether, every call is set up and ends', async () => {
    const { failed } = await throughLoss(stack, people, lanes, { each: 10, seed, next })
    assert.deepEqual(failed, [], `seed ${seed}`)
  })

  test('with Realtime gone at each step of the set-up every call connects', async () => {
    const { failed } = await realtimeGone({ stack, people, lanes, next }, 3000)
    assert.deepEqual(failed, [], `seed ${seed}`)
  })

  test('with nobody hearing anything desks ring within a beat and calls connect', async () => {
    await stack.control.act('deafen')
    const { failed } = await deaf({ stack, people, lanes, next })
    await stack.control.heal()
    assert.deepEqual(failed, [], `seed ${seed}`)
  })

  test('fifty desks that lose their sockets in one moment come back one by one, none deaf for long', async () => {
    const { room, limit } = joinsLimited(stack)
    await room()
    const { failed } = await desksReturn(stack, people, 50, { limit })
    assert.deepEqual(failed, [])
  })

  test('with the database crashed between ring and accept every call connects', async () => {
    const { failed } = await databaseGone({ stack, people, lanes, next })
    assert.deepEqual(failed, [], `seed ${seed}`)
  })
})
