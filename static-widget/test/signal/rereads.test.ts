// What was said while nobody listened is asked for, on both sides, as soon as a topic is joined, or joined again.
import { expect, test } from 'vitest'
import { idle, step } from '../../src/call/machine.ts'
import { Beating } from '../../src/desk/beating.ts'
import type { ToPage } from '../../src/desk/words.ts'
import type { Ear } from '../../src/signal/signalling.ts'
import { grant, ID, row } from '../call/words.ts'

test('a call reads the row, after what it has heard, when something may have been missed', () => {
  const [preparing] = step(idle('visitor'), { is: 'place', callId: ID })
  const [open] = step(preparing, { is: 'microphone', now: 'open' })
  const [asking] = step(open, { is: 'offered', sdp: 'v=0' })
  const [ringing] = step(asking, { is: 'granted', grant: grant(row('ringing')) })
  expect(ringing.phase).toBe('ringing')
  const [, ...effects] = step(ringing, { is: 'missed' })
  expect(effects).toContainEqual({ do: 'read', callId: ID, after: 0 })
  // Before the row is known it is remembered, and read with the grant.
  const [missed] = step(asking, { is: 'missed' })
  const [, ...granted] = step(missed, { is: 'granted', grant: grant(row('ringing')) })
  expect(granted).toContainEqual({ do: 'read', callId: ID, after: 0 })
})

test('a desk tells its page to look again whenever the agent’s own topic is joined', () => {
  let agent: Ear | null = null
  const told: ToPage[] = []
  const beating = new Beating({
    signalling: {
      listen: (topic, ear) => {
        if (topic === 'parley:agent:a1') agent = ear
        return () => undefined
      },
      wake: () => undefined,
      close: () => undefined,
    },
    signOfLife: async () => null,
    beat: async () => ({ is: 'failed' }),
    tell: (message) => told.push(message),
  })
  beating.start('t1', 'a1')
  for (const times of [1, 2]) {
    ;(agent as Ear | null)?.joined()
    expect(told.filter(({ say }) => say === 'missed')).toHaveLength(times)
  }
  beating.stop()
})
