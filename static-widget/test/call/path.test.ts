// Direct first; the relay joins without anybody waiting for it; a path that breaks is looked for anew.
import { describe, expect, test } from 'vitest'
import type { Effect, Event } from '../../src/call/state.ts'
import * as w from './words.ts'

const only = (effects: Effect[], kind: Effect['do']) => effects.filter((e) => e.do === kind)
const ringing = (policy: 'all' | 'relay' = 'all'): Event[] => [
  ...w.placed,
  {
    is: 'granted',
    grant: w.grant(w.row('ringing'), { relay_ticket: 'ticket', ice: { servers: [], policy } }),
  },
]
const rung: Event = { is: 'receipts', push: { call_id: w.ID, devices: 1 } }
const accepted: Event = { is: 'row', row: { call: w.row('accepted'), signals: [] } }
const answered: Event = { is: 'row', row: { call: w.row('accepted'), signals: [w.answer()] } }
const relay = (servers: RTCIceServer[] | null = w.RELAYS, early = false): Event => ({
  is: 'relay',
  generation: 0,
  servers,
  early,
})
const failed: Event = { is: 'media', generation: 0, now: 'failed' }
const due: Event = { is: 'timer', timer: 'relay' }
const late: Event = { is: 'timer', timer: 'path' }
const answering = (policy: 'all' | 'relay' = 'all'): Event[] => [
  { is: 'accept', callId: w.ID },
  { is: 'microphone', now: 'open' },
  {
    is: 'granted',
    grant: w.grant(w.row('accepted'), {
      signals: [w.offer()],
      relay_ticket: 'ticket',
      ice: { servers: [], policy },
    }),
  },
]
/** The agent's direct path has had its moment. */
const taken = (policy: 'all' | 'relay' = 'all'): Event[] => [...answering(policy), due]

describe('a visitor with a relay', () => {
  test('asks for a credential at the first receipt, once, and gathers with it while it rings', () => {
    const { effects } = w.run('visitor', ...ringing())
    expect(only(effects, 'start')).toEqual([])
    expect(only(effects, 'mint')).toEqual([])
    const later = w.run('visitor', ...ringing(), rung, rung, relay())
    expect(only(later.effects, 'mint')).toEqual([{ do: 'mint', generation: 0, ticket: 'ticket' }])
    expect(only(later.effects, 'start')).toEqual([
      { do: 'start', generation: 0, ice: { servers: w.RELAYS, policy: 'all' }, ticket: 'ticket' },
    ])
  })

  test('does not wait for it once somebody has accepted; what comes late joins by a restart, if it is needed', () => {
    const start = [{ do: 'start', generation: 0, ice: { servers: [], policy: 'all' }, ticket: 'ticket' }]
    const direct = w.run('visitor', ...ringing(), rung, answered, relay())
    expect(only(direct.effects, 'start')).toEqual(start)
    expect(only(direct.effects, 'restart')).toEqual([])
    expect(only(w.run(direct.state, late).effects, 'restart')).toEqual([
      { do: 'restart', generation: 0, servers: w.RELAYS },
    ])
    const up = w.run(direct.state, { is: 'media', generation: 0, now: 'up' }, late)
    expect(only(up.effects, 'restart')).toEqual([])
  })

  test('goes live before it takes an answer that is quicker than the row', () => {
    const push = { ...w.answer(), call_id: w.ID }
    const { effects } = w.run('visitor', ...ringing(), rung, { is: 'signal', push })
    expect(w.deeds(effects).slice(-3)).toEqual(['start', 'apply', 'wait'])
  })

  test('that comes before the ring is on record asks again at the next sign of a device', () => {
    const early = w.run('visitor', ...ringing(), rung, relay(null, true))
    expect(only(early.effects, 'start')).toEqual([])
    expect(only(w.run(early.state, rung).effects, 'mint')).toHaveLength(1)
  })

  test('that is refused goes on without one', () => {
    const { effects } = w.run('visitor', ...ringing(), rung, relay(null), answered)
    expect(only(effects, 'start')).toMatchObject([{ ice: { servers: [], policy: 'all' } }])
    expect(only(effects, 'end')).toEqual([])
  })
})

test('an agent whose direct path stands within a moment asks for no credential', () => {
  const { state, effects } = w.run('agent', ...answering())
  expect(effects).toContainEqual({ do: 'wait', timer: 'relay', ms: 500 })
  const up = w.run(state, { is: 'media', generation: 0, now: 'up' }, due)
  expect([...only(effects, 'mint'), ...only(up.effects, 'mint')]).toEqual([])
  expect(only(w.run(state, due, due).effects, 'mint')).toHaveLength(1)
  expect(only(w.run(state, failed).effects, 'mint')).toHaveLength(1)
})

test('an agent answers at once and has the relay join when the direct path is late', () => {
  const { state, effects } = w.run('agent', ...taken())
  expect(only(effects, 'connect')).toHaveLength(1)
  expect(only(effects, 'mint')).toHaveLength(1)
  const slow = w.run(state, late, relay())
  expect(only(slow.effects, 'restart')).toEqual([{ do: 'restart', generation: 0, servers: w.RELAYS }])
  const quick = w.run(state, relay(), late)
  expect(only(quick.effects, 'restart')).toEqual([{ do: 'restart', generation: 0, servers: w.RELAYS }])
})

test('whoever answers the other side’s look for a path with a credential of its own does not look again right after it', () => {
  const rejoined: Event = { is: 'rejoined', generation: 0 }
  const held = w.run('agent', ...taken(), relay(), rejoined, late)
  expect(only(held.effects, 'restart')).toEqual([])
  const asked = w.run('agent', ...taken(), rejoined, relay(), late)
  expect(only(asked.effects, 'restart')).toEqual([])
  const former = w.run('agent', ...taken(), relay(), { ...rejoined, generation: 1 }, late)
  expect(only(former.effects, 'restart')).toHaveLength(1)
})

test('an agent whose relay has a bad moment asks again while the path is looked for, not once it is lost', () => {
  const early = w.run('agent', ...taken(), relay(null, true))
  expect(only(w.run(early.state, accepted).effects, 'mint')).toHaveLength(1)
  expect(only(w.run(early.state, failed).effects, 'end')).toMatchObject([{ intent: 'no_path' }])
})

describe('no path', () => {
  test('ends a call of a tenant without a relay at once', () => {
    const { effects } = w.run('agent', ...w.accepted, failed)
    expect(only(effects, 'end')).toMatchObject([{ intent: 'no_path' }])
  })

  test('waits for a credential that is on its way, and ends with its refusal', () => {
    const waiting = w.run('agent', ...taken(), failed)
    expect(only(waiting.effects, 'end')).toEqual([])
    expect(only(w.run(waiting.state, relay()).effects, 'restart')).toHaveLength(1)
    expect(only(w.run(waiting.state, relay(null)).effects, 'end')).toMatchObject([{ intent: 'no_path' }])
  })

  test('with the relay’s help too is the end', () => {
    const { effects } = w.run('agent', ...taken(), relay(), late, failed)
    expect(only(effects, 'end')).toMatchObject([{ intent: 'no_path' }])
  })

  test('is probed once the call has failed, and only then', () => {
    const end = { ...w.over, reason: 'failed' as const }
    const over = (call = w.row('ended', { end })): Event => ({ is: 'row', row: { call, signals: [] } })
    const { effects } = w.run('agent', ...w.accepted, failed, over())
    expect(only(effects, 'probe')).toEqual([{ do: 'probe', callId: w.ID }])
    expect(only(w.run('agent', ...w.accepted, over(w.row('ended'))).effects, 'probe')).toEqual([])
  })
})

describe('where only a relay is allowed', () => {
  test('both describe themselves at once and gather when the credential is there', () => {
    const visitor = w.run('visitor', ...ringing('relay'), accepted, relay())
    expect(w.deeds(visitor.effects).filter((d) => ['start', 'mint', 'admit'].includes(d))).toEqual([
      'start',
      'mint',
      'admit',
    ])
    const agent = w.run('agent', ...taken('relay'), relay())
    expect(only(agent.effects, 'admit')).toEqual([{ do: 'admit', servers: w.RELAYS }])
  })

  test('no credential is the end, told once', () => {
    const { effects } = w.run('agent', ...taken('relay'), relay(null), late, late)
    expect(only(effects, 'end')).toMatchObject([{ intent: 'no_path' }])
  })

  test('no ticket is the end at once', () => {
    const { effects } = w.run('visitor', ...w.placed, {
      is: 'granted',
      grant: w.grant(w.row('ringing'), { ice: { servers: [], policy: 'relay' } }),
    })
    expect(only(effects, 'end')).toMatchObject([{ intent: 'no_path' }])
  })
})

describe('a path that breaks', () => {
  const silent: Event = { is: 'media', generation: 0, now: 'silent' }
  test('is looked for at once, and again until it is back', () => {
    const quiet = w.run('visitor', ...w.talking, silent)
    expect(only(quiet.effects, 'restart')).toEqual([{ do: 'restart', generation: 0, servers: null }])
    const again = w.run(quiet.state, { is: 'timer', timer: 'restart' })
    expect(only(again.effects, 'restart')).toHaveLength(1)
    const back = w.run(quiet.state, { is: 'media', generation: 0, now: 'up' })
    expect(only(w.run(back.state, { is: 'timer', timer: 'restart' }).effects, 'restart')).toEqual([])
  })

  test('is not waited for when the network says so itself', () => {
    expect(only(w.run('visitor', ...w.talking, { is: 'network' }).effects, 'restart')).toHaveLength(1)
    const early = w.run('visitor', ...w.ringing, { is: 'network' })
    expect(only(early.effects, 'restart')).toEqual([])
    expect(only(w.run(early.state, answered, late).effects, 'restart')).toHaveLength(1)
  })

  test('in a new generation is no matter of the old one’s credential', () => {
    const { effects } = w.run(
      'agent',
      ...taken(),
      relay(),
      {
        is: 'row',
        row: { call: w.row('accepted', { version: 3, generation: 1 }), signals: [] },
      },
      late,
    )
    expect(only(effects, 'mint')).toHaveLength(2)
    expect(only(effects, 'restart')).toEqual([])
  })
})
