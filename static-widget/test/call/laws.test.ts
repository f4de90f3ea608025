// What holds whatever happens, in whatever order.
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { step } from '../../src/call/machine.ts'
import type { Call } from '../../src/call/messages.ts'
import { type CallState, type Effect, type Event, idle } from '../../src/call/state.ts'
import * as w from './words.ts'

// Thousands of stories take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const small = fc.integer({ min: 0, max: 4 })
const call: fc.Arbitrary<Call> = fc
  .record({
    state: fc.constantFrom<Call['state']>('ringing', 'accepted', 'connected', 'ended'),
    version: fc.integer({ min: 1, max: 6 }),
    generation: fc.integer({ min: 0, max: 2 }),
    devices: small,
    declined: fc.boolean(),
    call_id: fc.constantFrom(w.ID, w.ID, w.ID, 'foreign'),
  })
  .map(({ state, ...rest }) => w.row(state, rest))
const signal = fc
  .tuple(fc.constantFrom(w.answer, w.offer, w.candidates), small, fc.integer({ min: 0, max: 2 }))
  .map(([make, seq, generation]) => make(seq + 1, generation))
const signals = fc.array(signal, { maxLength: 3 })

const event: fc.Arbitrary<Event> = fc.oneof(
  fc
    .constantFrom<'place' | 'accept' | 'resume'>('place', 'accept', 'resume')
    .map((is): Event => ({ is, callId: w.ID })),
  fc.constantFrom<Event>(
    { is: 'microphone', now: 'open' },
    { is: 'microphone', now: 'denied' },
    { is: 'retry-microphone' },
    { is: 'offered', sdp: 'offer' },
    { is: 'unreachable' },
    { is: 'missed' },
    { is: 'shut-out' },
    { is: 'hang-up' },
    { is: 'refused', refusal: w.refusal('taken') },
    { is: 'page', leaving: true },
    { is: 'mute', on: true },
    { is: 'timer', timer: 'poll' },
    { is: 'timer', timer: 'touch' },
    { is: 'timer', timer: 'callback' },
    { is: 'timer', timer: 'ring-again' },
    { is: 'timer', timer: 'survivor' },
    { is: 'timer', timer: 'relay' },
    { is: 'timer', timer: 'path' },
    { is: 'timer', timer: 'restart' },
    { is: 'network' },
  ),
  fc
    .tuple(call, signals, fc.constantFrom(null, 'ticket'), fc.constantFrom<'all' | 'relay'>('all', 'relay'))
    .map(([c, s, relay_ticket, policy]): Event => {
      const ice = { servers: [], policy }
      return { is: 'granted', grant: w.grant(c, { signals: s, relay_ticket, ice }) }
    }),
  fc
    .tuple(fc.integer({ min: 0, max: 2 }), fc.constantFrom(null, w.RELAYS), fc.boolean())
    .map(([generation, servers, early]): Event => ({ is: 'relay', generation, servers, early })),
  fc.integer({ min: 0, max: 2 }).map((generation): Event => ({ is: 'rejoined', generation })),
  fc.tuple(call, signals).map(([c, s]): Event => ({ is: 'row', row: { call: c, signals: s } })),
  fc
    .tuple(call, fc.constantFrom(null, 0, 1, 2))
    .map(([c, generation]): Event => ({ is: 'stale', call: c, generation })),
  call.map((c): Event => ({ is: 'nudge', push: c })),
  call.map((c): Event => ({ is: 'receipts', push: c })),
  signal.map((s): Event => ({ is: 'signal', push: { ...s, call_id: w.ID } })),
  fc
    .tuple(
      fc.integer({ min: 0, max: 2 }),
      fc.constantFrom<'up' | 'silent' | 'failed'>('up', 'silent', 'failed'),
    )
    .map(([generation, now]): Event => ({ is: 'media', generation, now })),
)

const relayed: Event[] = [
  ...w.placed,
  { is: 'granted', grant: w.grant(w.row('ringing'), { relay_ticket: 'ticket' }) },
]
const opening = fc.constantFrom<Event[]>([], w.ringing, relayed, w.talking, w.accepted)
const story = fc.tuple(
  fc.constantFrom<'visitor' | 'agent'>('visitor', 'agent'),
  opening,
  fc.array(event, { maxLength: 40 }),
)

interface Scene {
  readonly before: CallState
  readonly event: Event
  readonly after: CallState
  readonly effects: Effect[]
}
const play = ([role, first, rest]: readonly ['visitor' | 'agent', Event[], Event[]]): Scene[] => {
  let before: CallState = idle(role)
  return [...first, ...rest].map((e) => {
    const [after, ...effects] = step(before, e)
    const scene = { before, event: e, after, effects }
    before = after
    return scene
  })
}
const always = (holds: (scenes: Scene[]) => void) =>
  fc.assert(
    fc.property(story, (s) => holds(play(s))),
    { numRuns: 3000, seed: 7 },
  )

test('ended never revives, and nothing is done after it', () =>
  always((scenes) => {
    for (const { before, after, effects } of scenes)
      if (before.phase === 'ended') {
        expect(after).toBe(before)
        expect(effects).toEqual([])
      }
  }))

test('every ending is told once, with the ending that stands', () =>
  always((scenes) => {
    const told = scenes.flatMap((s) => s.effects.filter((e) => e.do === 'tell'))
    const last = scenes.at(-1)?.after
    expect(told).toEqual(last?.ending ? [{ do: 'tell', ending: last.ending }] : [])
    expect(last?.phase === 'ended').toBe(last?.ending !== null && last?.ending !== undefined)
  }))

test('no signal is applied twice, out of order, or in a foreign generation', () =>
  always((scenes) => {
    let last = 0
    for (const { before, after, effects } of scenes) {
      if (before.phase === 'accepted' && after.phase === 'ringing') last = 0
      for (const e of effects)
        if (e.do === 'apply') {
          expect(e.signal.seq).toBeGreaterThan(last)
          expect(e.signal.generation).toBe(after.generation)
          last = e.signal.seq
        }
    }
  }))

test('generation and version never go back', () =>
  always((scenes) => {
    for (const { before, after } of scenes)
      if (before.row && after.row && after.phase !== 'ended') {
        expect(after.generation).toBeGreaterThanOrEqual(before.generation)
        expect(after.row.version).toBeGreaterThanOrEqual(before.row.version)
      }
  }))

test('only the row makes a call ring, be accepted or be connected', () =>
  always((scenes) => {
    for (const { before, event: e, after } of scenes)
      if (before.phase !== after.phase && ['ringing', 'accepted', 'connected'].includes(after.phase))
        expect(['granted', 'row', 'stale']).toContain(e.is)
  }))

test('a running call always has a way on: a timer that reads, or media that flows', () =>
  always((scenes) => {
    for (const { before, after, effects } of scenes) {
      const entered = before.phase !== after.phase && ['ringing', 'accepted'].includes(after.phase)
      if (entered && !after.hanging)
        expect(effects.some((e) => e.do === 'wait' && e.timer === 'poll')).toBe(true)
    }
  }))

test('a generation goes live once, and nothing is applied or restarted before', () =>
  always((scenes) => {
    let live = -1
    for (const { after, effects } of scenes)
      for (const e of effects) {
        if (e.do === 'start' || e.do === 'connect') {
          expect(e.generation).toBeGreaterThan(live)
          live = e.generation
        }
        if (e.do === 'apply' || e.do === 'restart') expect(live).toBe(after.generation)
      }
  }))

test('one ticket is redeemed once per generation, unless it was too early', () =>
  always((scenes) => {
    let asked = -1
    for (const { event: e, effects } of scenes) {
      if (e.is === 'relay' && e.early) asked = -1
      for (const effect of effects)
        if (effect.do === 'mint') {
          expect(effect.generation).toBeGreaterThan(asked)
          asked = effect.generation
        }
    }
  }))
