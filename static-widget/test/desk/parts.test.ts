// The desk's parts, each for itself: who may ring, what is kept of a note, which answer of a search counts, what a spreadsheet is given.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { History } from '../../src/call/desk.ts'
import type { ReliabilityCall } from '../../src/call/reliability.ts'
import { csvOf } from '../../src/desk/csv.ts'
import type { Headset } from '../../src/desk/headset.ts'
import { Lists, type ListsPort } from '../../src/desk/lists.ts'
import { Master } from '../../src/desk/master.ts'
import { Mode } from '../../src/desk/mode.ts'
import { Notes } from '../../src/desk/notes.ts'
import { lastDays, Report, type ReportPort } from '../../src/desk/report.ts'

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  sessionStorage.clear()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('whether calls ring here', () => {
  const open = (problem: 'missing' | null = null) => {
    const headset = { open: async () => problem, close: vi.fn() }
    const heard = vi.fn()
    const mode = new Mode(headset as unknown as Headset, heard, () => undefined)
    return { mode, headset, heard }
  }

  test('nobody is available without a microphone, or before having heard the ring', async () => {
    const mute = open('missing')
    await mute.mode.goAvailable()
    expect([mute.mode.status, mute.mode.problem, mute.heard.mock.calls.length]).toEqual([
      'away',
      'missing',
      0,
    ])
    const able = open()
    await able.mode.goAvailable()
    expect([able.mode.status, able.heard.mock.calls.length]).toEqual(['available', 1])
  })

  test('a call is followed by as much quiet as the agent likes, and by none unless he does', async () => {
    const { mode, headset } = open()
    await mode.goAvailable()
    mode.callOver()
    expect(mode.status).toBe('available')
    mode.wrapUpSeconds = 30
    mode.callOver()
    expect(mode.status).toBe('wrap_up')
    await pass(29_000)
    expect(mode.status).toBe('wrap_up')
    await pass(1100)
    expect(mode.status).toBe('available')
    expect(headset.close).not.toHaveBeenCalled()
  })

  test('do not disturb lets the microphone go, and ends a wrap-up for good', async () => {
    const { mode, headset } = open()
    mode.wrapUpSeconds = 30
    await mode.goAvailable()
    mode.callOver()
    mode.stop('do_not_disturb')
    await pass(60_000)
    expect([mode.status, headset.close.mock.calls.length]).toEqual(['do_not_disturb', 1])
  })
})

test('of several pages one is the master, and the next one when that goes', async () => {
  let holding = Promise.resolve()
  vi.stubGlobal('navigator', {
    locks: {
      request: (_: string, { signal }: { signal: AbortSignal }, hold: () => Promise<void> | undefined) => {
        const mine = holding.then(() => (signal.aborted ? undefined : hold()))
        holding = mine as Promise<void>
        return mine
      },
    },
  })
  const [one, two, three] = [0, 1, 2].map(() => new Master('ring', () => undefined)) as [
    Master,
    Master,
    Master,
  ]
  const masters = () => [one, two, three].map((m) => m.isMaster)
  for (const page of [one, two, three]) page.want(true)
  await pass(0)
  expect(masters()).toEqual([true, false, false])
  two.want(false)
  one.want(false)
  await pass(0)
  expect(masters()).toEqual([false, false, true])
})

describe('a note', () => {
  test('is kept a moment after the last letter, once, and again when the network comes back', async () => {
    const kept: string[] = []
    let works = true
    const notes = new Notes(
      async (id, text) => works && kept.push(`${id} ${text}`) > 0,
      () => undefined,
    )
    notes.about('c1')
    notes.write('O')
    notes.write('Order')
    expect(notes.state).toBe('writing')
    await pass(800)
    expect([kept, notes.state]).toEqual([['c1 Order'], 'kept'])
    works = false
    notes.write('Order 17')
    await pass(800)
    expect(notes.state).toBe('failed')
    works = true
    await pass(3100)
    expect([kept.at(-1), notes.state]).toEqual(['c1 Order 17', 'kept'])
  })

  test('of the last call is kept before the next call begins', async () => {
    const kept: string[] = []
    const notes = new Notes(
      async (id, text) => kept.push(`${id} ${text}`) > 0,
      () => undefined,
    )
    notes.about('c1')
    notes.write('half a wor')
    notes.about('c2')
    await pass(0)
    expect([kept, notes.text]).toEqual([['c1 half a wor'], ''])
  })
})

test('a note begins with what is on record, even if that comes late, but never over what was typed', () => {
  const notes = new Notes(
    async () => true,
    () => undefined,
  )
  notes.about('c1')
  notes.about('c1', 'before the reload')
  expect(notes.text).toBe('before the reload')
  notes.write('before the reload, and after')
  notes.about('c1', 'before the reload')
  expect(notes.text).toBe('before the reload, and after')
})

test('the answer of an earlier search comes too late, and older calls are added below', async () => {
  const row = (call_id: string) => ({ call_id, at: call_id }) as History['calls'][number]
  const waiting: ((found: History) => void)[] = []
  const asked: unknown[] = []
  const port = {
    history: (wanted, before) => {
      asked.push([wanted.search, before])
      return new Promise((answer) => waiting.push(answer))
    },
    callbacks: async () => null,
    resolve: async () => true,
    block: async () => null,
  } satisfies ListsPort
  const lists = new Lists(port, () => undefined)
  const [first, second] = [
    lists.search({ search: 'a', reason: '' }),
    lists.search({ search: 'ad', reason: '' }),
  ]
  waiting[1]?.({ calls: [row('new')], more: true })
  waiting[0]?.({ calls: [row('old')], more: false })
  await Promise.all([first, second])
  expect(lists.history?.calls.map((call) => call.call_id)).toEqual(['new'])
  const older = lists.older()
  waiting[2]?.({ calls: [row('older')], more: false })
  await older
  expect(lists.history?.calls.map((call) => call.call_id)).toEqual(['new', 'older'])
  expect(asked.at(-1)).toEqual(['ad', 'new'])
})

describe('the report', () => {
  const call = (more: Partial<ReliabilityCall>): ReliabilityCall => ({
    call_id: 'c1',
    at: '2026-11-22T10:00:00+00:00',
    media: 'audio',
    agent: 'Ana',
    reason: 'hung_up',
    failure: null,
    path: 'relay_tcp',
    ring_seconds: 4,
    talk_seconds: 61,
    relay_bytes_up: 412000,
    relay_bytes_down: null,
    relay_cost_micros: 73,
    relay_charged_by: 'counter',
    relay_would_have_worked: null,
    ...more,
  })

  test('as CSV runs nothing in a spreadsheet and breaks no row', () => {
    const [head, ...rows] = csvOf([call({}), call({ agent: '=HYPERLINK("x"),\n1' })]).split('\r\n')
    expect(head).toBe(
      'call_id,at,media,agent,reason,failure,path,ring_seconds,talk_seconds,relay_bytes_up,relay_bytes_down,relay_cost_micros,relay_charged_by,relay_would_have_worked',
    )
    expect(rows).toEqual([
      'c1,2026-11-22T10:00:00+00:00,audio,Ana,hung_up,,relay_tcp,4,61,412000,,73,counter,',
      'c1,2026-11-22T10:00:00+00:00,audio,"\'=HYPERLINK(""x""),\n1",hung_up,,relay_tcp,4,61,412000,,73,counter,',
      '',
    ])
  })

  test('collects every page of calls, and gives none where one could not be had', async () => {
    let pages = 0
    const port = {
      report: async () => null,
      calls: async (_, before) => {
        pages += 1
        return pages > 3 ? null : { calls: [call({ at: `${pages}` })], more: before !== '2' }
      },
      requestPremium: async () => true,
      setProbes: async (on) => on,
    } satisfies ReportPort
    const report = new Report(port, () => undefined)
    expect((await report.csv())?.trimEnd().split('\r\n')).toHaveLength(4)
    expect([await report.csv(), report.state]).toEqual([null, 'failed'])
  })

  test('reaches over whole days of UTC, today among them', () => {
    expect(lastDays(7, Date.parse('2026-11-25T14:00:00Z'))).toEqual({
      from: '2026-11-19T00:00:00.000Z',
      to: '2026-11-26T00:00:00.000Z',
    })
  })
})
