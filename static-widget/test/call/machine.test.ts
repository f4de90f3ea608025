// Every arrow of the diagram, and the accidents that must not be arrows.
import { describe, expect, test } from 'vitest'
import { isRunning } from '../../src/call/machine.ts'
import type { Effect, Event } from '../../src/call/state.ts'
import * as w from './words.ts'

const only = (effects: Effect[], kind: Effect['do']) => effects.filter((e) => e.do === kind)

describe('a visitor', () => {
  const arrows: [string, Event[], string, string[]][] = [
    ['places a call', w.placed.slice(0, 1), 'preparing', ['microphone', 'prepare']],
    ['waits for the offer', w.placed.slice(0, 2), 'preparing', []],
    ['knocks when microphone and offer are there', w.placed, 'asking', ['request']],
    ['hears it ring', w.ringing, 'ringing', ['start', 'wait', 'wait', 'wait']],
    ['gives up before knocking', [...w.placed.slice(0, 1), { is: 'hang-up' }], 'ended', ['close', 'tell']],
    [
      'hears a no',
      [...w.placed, { is: 'refused', refusal: w.refusal('blocked') }],
      'ended',
      ['close', 'tell'],
    ],
    ['reaches nobody', [...w.placed, { is: 'unreachable' }], 'ended', ['close', 'tell']],
    ['cancels the ring', [...w.ringing, { is: 'hang-up' }], 'ringing', ['quiet', 'end']],
    ['resumes', [{ is: 'resume', callId: w.ID }], 'preparing', ['prepare']],
    [
      'resumes with the offer alone, no microphone',
      [
        { is: 'resume', callId: w.ID },
        { is: 'offered', sdp: 'o' },
      ],
      'asking',
      ['resume'],
    ],
  ]
  test.each(arrows)('%s', (_, events, phase, last) => {
    const { state } = w.run('visitor', ...events)
    const { effects } = w.run(w.run('visitor', ...events.slice(0, -1)).state, ...events.slice(-1))
    expect(state.phase).toBe(phase)
    expect(w.deeds(effects)).toEqual(last)
  })

  test('may try the microphone again after a no', () => {
    const { state, effects } = w.run(
      'visitor',
      { is: 'place', callId: w.ID },
      { is: 'microphone', now: 'denied' },
      { is: 'offered', sdp: 'offer' },
      { is: 'retry-microphone' },
      { is: 'microphone', now: 'open' },
    )
    expect(state.phase).toBe('asking')
    expect(only(effects, 'microphone')).toHaveLength(2)
  })

  test('who hangs up while the question is out ends the call the moment it is granted', () => {
    const { state, effects } = w.run(
      'visitor',
      ...w.placed,
      { is: 'hang-up' },
      { is: 'granted', grant: w.grant(w.row('ringing')) },
    )
    expect(w.deeds(effects).slice(-3)).toEqual(['end', 'wait', 'wait'])
    expect(only(effects, 'start')).toEqual([])
    expect(
      w.run(state, { is: 'row', row: { call: w.row('ended'), signals: [] } }).state.ending,
    ).toMatchObject({ why: 'ended' })
  })

  test('is offered a callback after a while without a receipt, and a late receipt withdraws it', async () => {
    const { offersCallback } = await import('../../src/call/keeping.ts')
    const quiet = w.run('visitor', ...w.ringing, { is: 'timer', timer: 'callback' }).state
    expect(offersCallback(quiet)).toBe(true)
    const rung = w.run(quiet, { is: 'receipts', push: { call_id: w.ID, devices: 1 } }).state
    expect(offersCallback(rung)).toBe(false)
  })

  test('asks to ring again once when nobody answers after the accept', () => {
    const { effects } = w.run(
      'visitor',
      ...w.ringing,
      { is: 'row', row: { call: w.row('accepted'), signals: [] } },
      { is: 'timer', timer: 'ring-again' },
      { is: 'timer', timer: 'ring-again' },
    )
    expect(only(effects, 'ring-again')).toHaveLength(1)
  })

  test('takes the second agent’s signals from the first number on', () => {
    const { state, effects } = w.run(
      'visitor',
      ...w.ringing,
      { is: 'row', row: { call: w.row('accepted'), signals: [w.candidates(1)] } },
      { is: 'row', row: { call: w.row('ringing', { version: 3 }), signals: [] } },
      { is: 'row', row: { call: w.row('accepted', { version: 4 }), signals: [w.answer(1)] } },
    )
    expect(state).toMatchObject({ phase: 'accepted', heard: 1, described: true })
    expect(only(effects, 'apply')).toHaveLength(2)
  })

  test('answers a new generation with a new connection and takes only its signals', () => {
    const { state, effects } = w.run('visitor', ...w.talking, {
      is: 'row',
      row: { call: w.row('connected', { version: 5, generation: 1 }), signals: [w.candidates(2, 0)] },
    })
    expect(state).toMatchObject({ generation: 1, media: 'starting', described: false, heard: 2 })
    expect(only(effects, 'connect')).toMatchObject([{ generation: 1 }])
    expect(only(effects, 'apply')).toHaveLength(1)
  })
})

describe('an agent', () => {
  test('accepts, applies the offer and says the answer first', () => {
    const { state, effects } = w.run('agent', ...w.accepted, {
      is: 'say',
      generation: 0,
      saying: { type: 'answer', payload: { sdp: 'answer' } },
    })
    expect(state).toMatchObject({ phase: 'accepted', heard: 2, described: true })
    expect(w.deeds(effects)).toEqual([
      'microphone',
      'accept',
      'connect',
      'wait',
      'wait',
      'apply',
      'wait',
      'apply',
      'send',
    ])
  })

  test('without a microphone leaves the call to the others', () => {
    const { state, effects } = w.run(
      'agent',
      { is: 'accept', callId: w.ID },
      { is: 'microphone', now: 'missing' },
    )
    expect(state.ending).toEqual({ why: 'microphone', failure: 'missing' })
    expect(only(effects, 'accept')).toEqual([])
  })

  test('counts the offer that came with the accept once', () => {
    const { effects } = w.run(
      'agent',
      ...w.accepted.slice(0, 2),
      { is: 'granted', grant: w.grant(w.row('accepted'), { offer: { sdp: 'offer' } }) },
      { is: 'row', row: { call: w.row('accepted'), signals: [w.offer()] } },
    )
    expect(only(effects, 'apply')).toHaveLength(1)
  })

  test('resumes without an offer, with the microphone after, and waits for the visitor’s', () => {
    const { state, effects } = w.run(
      'agent',
      { is: 'resume', callId: w.ID },
      {
        is: 'granted',
        grant: w.grant(w.row('connected', { generation: 1 }), { offer: { sdp: 'old' } }),
      },
    )
    expect(w.deeds(effects)).toEqual(['resume', 'connect', 'wait', 'microphone', 'wait', 'wait'])
    expect(state).toMatchObject({ phase: 'connected', media: 'starting' })
  })
})

describe('in a call', () => {
  const push = (seq: number, generation = 0): Event => ({
    is: 'signal',
    push: { ...w.candidates(seq, generation), call_id: w.ID },
  })

  test.each<[string, Event, Partial<Effect>[]]>([
    ['the next signal is applied', push(2), [{ do: 'apply' }]],
    ['a repeat is dropped', push(1), []],
    ['a gap is read', push(4), [{ do: 'read', after: 1 }]],
    ['a generation not seen yet is read', push(2, 1), [{ do: 'read', after: 1 }]],
    ['a foreign call is dropped', { is: 'signal', push: { ...w.candidates(2), call_id: 'another' } }, []],
    [
      'an old hint is dropped',
      { is: 'nudge', push: { call_id: w.ID, state: 'accepted', version: 2, generation: 0 } },
      [],
    ],
    [
      'a new hint is read',
      { is: 'nudge', push: { call_id: w.ID, state: 'ended', version: 4, generation: 0 } },
      [{ do: 'read' }, { do: 'wait', timer: 'poll', ms: 300 }],
    ],
    [
      'an older row is dropped whole',
      { is: 'row', row: { call: w.row('accepted'), signals: [w.candidates(2)] } },
      [],
    ],
    ['touching repeats', { is: 'timer', timer: 'touch' }, [{ do: 'touch' }, { do: 'wait' }]],
    ['flowing media needs no reading', { is: 'timer', timer: 'poll' }, []],
    ['a survivor timer of a live call is nothing', { is: 'timer', timer: 'survivor' }, []],
    ['an older connection has no say', { is: 'media', generation: -1, now: 'failed' }, []],
    ['a page that leaves says so', { is: 'page', leaving: true }, [{ do: 'touch', leaving: true }]],
    [
      'silence is read and watched, and another path looked for',
      { is: 'media', generation: 0, now: 'silent' },
      [
        { do: 'read' },
        { do: 'wait', timer: 'poll' },
        { do: 'wait', timer: 'survivor', ms: 18000 },
        { do: 'restart' },
        { do: 'wait', timer: 'restart' },
      ],
    ],
  ])('%s', (_, event, expected) => {
    const { effects } = w.run(w.run('visitor', ...w.talking).state, event)
    expect(effects).toMatchObject(expected)
    expect(effects).toHaveLength(expected.length)
  })

  test('a read that a push caused is repeated soon, until it finds what the push spoke of', () => {
    const hint: Event = {
      is: 'nudge',
      push: { call_id: w.ID, state: 'connected', version: 5, generation: 0 },
    }
    const behind = w.run(w.run('visitor', ...w.talking).state, hint, {
      is: 'row',
      row: { call: w.row('connected'), signals: [] },
    }).state
    expect(w.run(behind, { is: 'timer', timer: 'poll' }).effects).toMatchObject([
      { do: 'read' },
      { do: 'wait', timer: 'poll', ms: 300 },
    ])
    const row = { call: w.row('connected', { version: 5 }), signals: [] }
    const seen = w.run(behind, { is: 'row', row }).state
    expect(w.run(seen, { is: 'timer', timer: 'poll' }).effects).toEqual([])
  })

  test('the survivor ends the call, and asks again should the database not agree yet', () => {
    const silent = w.run('visitor', ...w.talking, { is: 'media', generation: 0, now: 'silent' }).state
    const { effects } = w.run(silent, { is: 'timer', timer: 'survivor' })
    expect(effects).toMatchObject([{ do: 'end', intent: 'peer_silent' }, { do: 'wait' }])
    const back = w.run(silent, { is: 'media', generation: 0, now: 'up' }).state
    expect(w.run(back, { is: 'timer', timer: 'survivor' }).effects).toEqual([])
  })

  test('no path before connecting ends the call, a failure after it is a silence', () => {
    const failed: Event = { is: 'media', generation: 0, now: 'failed' }
    const connecting = w.run('agent', ...w.accepted).state
    expect(w.run(connecting, failed).effects).toMatchObject([{ do: 'end', intent: 'no_path' }])
    expect(w.run(w.run('visitor', ...w.talking).state, failed).state.media).toBe('silent')
  })

  test('a side taken over by another page stops, without ending the call', () => {
    const { state, effects } = w.run('visitor', ...w.talking, {
      is: 'stale',
      call: w.row('connected'),
      generation: 0,
    })
    expect(state.ending).toEqual({ why: 'elsewhere' })
    expect(only(effects, 'end')).toEqual([])
  })

  test('a generation learnt from a refusal is followed, and asked about at once', () => {
    const { state, effects } = w.run('visitor', ...w.talking, {
      is: 'stale',
      call: w.row('connected', { version: 4, generation: 1 }),
      generation: 0,
    })
    expect(state.generation).toBe(1)
    expect(w.deeds(effects).slice(-4)).toEqual(['connect', 'wait', 'wait', 'touch'])
    expect(isRunning(state)).toBe(true)
  })

  test('a no to what was asked before a new generation is no news', () => {
    const call = w.row('connected', { version: 5, generation: 1 })
    const moved = w.run('visitor', ...w.talking, { is: 'row', row: { call, signals: [] } }).state
    expect(w.run(moved, { is: 'stale', call, generation: 0 }).state).toBe(moved)
    expect(w.run(moved, { is: 'stale', call, generation: 1 }).state.ending).toEqual({ why: 'elsewhere' })
  })

  test('nothing is answered or said any more while hanging up', () => {
    const hanging = w.run('visitor', ...w.talking, { is: 'hang-up' }).state
    expect(
      w.run(hanging, push(2), {
        is: 'say',
        generation: 0,
        saying: { type: 'candidate', payload: { candidates: [] } },
      }).effects,
    ).toEqual([])
    expect(w.run(hanging, { is: 'unreachable' }).state.ending).toEqual({ why: 'left' })
  })
})
