// A signed-in agent's page, between a pretend worker and pretend endpoints: what rings, what is sounded, what is said.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AgentAuth } from '../../src/api/auth.ts'
import type { Beat, Call } from '../../src/call/messages.ts'
import { DeskLine } from '../../src/desk/line.ts'
import type { ToPage, ToWorker } from '../../src/desk/words.ts'
import { leaveWord } from '../../src/left.ts'
import { call, desk } from '../../src/ui/texts/desk/en.ts'
import { speak } from '../../src/ui/texts/words.ts'
import { grant, row, shop, timing } from '../call/words.ts'
import { PretendMedia } from '../pretend/media.ts'

speak({ language: 'en', call, desk })

/** Sound as a tapped page has it. */
class RunningAudio {
  state = 'running'
  sampleRate = 1000
  destination = {}
  createBuffer = () => ({ getChannelData: () => new Float32Array(3000) })
  createBufferSource = () => ({
    connect: () => undefined,
    disconnect: () => undefined,
    start: () => undefined,
    stop: () => undefined,
  })
}

class PretendWorker {
  readonly told: ToWorker[] = []
  onmessage: ((e: { data: ToPage }) => void) | null = null
  postMessage(message: ToWorker) {
    this.told.push(message)
  }
  terminate() {}
  say(data: ToPage) {
    this.onmessage?.({ data })
  }
  async signOfLife() {
    this.say({ say: 'alive?', n: 7 })
    await pass(0)
    const last = this.told.at(-1)
    return last?.say === 'alive' ? last.sign : null
  }
}

const asked: string[] = []
const answers = new Map<string, unknown>()
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
  sessionStorage.clear()
  asked.length = 0
  answers.clear()
  answers.set('parley_desk_history', { calls: [], more: false })
  answers.set('parley_desk_callbacks', { callbacks: [], more: false })
  vi.stubGlobal('AudioContext', RunningAudio)
  vi.stubGlobal('fetch', async (url: string) => {
    const name = String(url).split('/').at(-1) ?? ''
    asked.push(name)
    const answer = answers.get(name)
    return new Response(JSON.stringify(answer ?? { code: 'PT403', message: 'no' }), {
      status: answer ? 200 : 403,
    })
  })
  localStorage.setItem(
    'parley:agent:supabase.test',
    JSON.stringify({ access: 'a', refresh: 'r', until: Date.now() + 3_600_000, user: 'u1' }),
  )
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const beat = (more: Partial<Beat> = {}, woken = 0): ToPage => ({
  say: 'beat',
  woken,
  beat: {
    status: 'available',
    lease_ms: 25000,
    agent: { id: 'u1', name: 'Ana', role: 'agent' },
    rings: [],
    mine: null,
    gone: [],
    callbacks: 0,
    timing,
    ...more,
  },
})
const ring = (call_id: string, ring_ms_left = 40_000): Beat['rings'][number] => ({
  call_id,
  ring_ms_left,
  media: 'audio',
  devices: 0,
  visitor: { name: 'Ada' },
  page: null,
})
const open = () => {
  const worker = new PretendWorker()
  const media = new PretendMedia()
  const auth = new AgentAuth(shop.supabase, localStorage)
  const line = new DeskLine(shop, auth, 'u1', media, worker as unknown as Worker, () => undefined)
  const beats = () => worker.told.filter((m) => m.say === 'beat').length
  return { line, worker, media, beats }
}

test('nothing rings before the agent is available, and the sign of life says so', async () => {
  const { line, worker } = open()
  worker.say(beat({ rings: [ring('1')] }))
  expect(line.rings).toEqual([])
  expect(await worker.signOfLife()).toEqual({
    token: 'a',
    status: 'away',
    ringing: [],
    woken: 0,
  })
})

test('without a microphone nobody becomes available', async () => {
  const { line, media } = open()
  media.failure = 'missing'
  await line.mode.goAvailable()
  expect([line.available, line.mode.problem]).toEqual([false, 'missing'])
})

test('a ring sounds, is acknowledged at once, and ends with its row or its deadline', async () => {
  const { line, worker, beats } = open()
  await line.mode.goAvailable()
  const before = beats()
  worker.say(beat({ rings: [ring('1'), ring('2', 3000)] }))
  expect(beats()).toBe(before + 1)
  expect((await worker.signOfLife())?.ringing).toEqual(['1', '2'])
  await pass(3100)
  expect(line.rings.map((r) => r.call_id)).toEqual(['1'])
  worker.say(beat({ gone: [{ call_id: '1', reason: 'taken', by: 'Ben' }] }))
  expect((await worker.signOfLife())?.ringing).toEqual([])
  expect(line.gone).toMatchObject({ reason: 'taken', by: 'Ben' })
})

test('woken from a freeze it rings for nothing that was known before, only for what a beat of now says', async () => {
  const { line, worker, beats } = open()
  await line.mode.goAvailable()
  worker.say(beat({ rings: [ring('1')] }))
  line.freeze()
  expect((await worker.signOfLife())?.ringing).toEqual([])
  const before = beats()
  line.thaw()
  worker.say(beat({ rings: [ring('1')] }))
  expect([line.rings, worker.told.some((m) => m.say === 'wake'), beats()]).toEqual([[], true, before])
  expect(await worker.signOfLife()).toMatchObject({ status: 'available', ringing: [], woken: 1 })
  worker.say(beat({ rings: [ring('2')] }, 1))
  expect((await worker.signOfLife())?.ringing).toEqual(['2'])
})

test('what a silent page shows is not acknowledged', async () => {
  const { line, worker } = open()
  await line.mode.goAvailable()
  const { audioContext } = await import('../../src/media/level.ts')
  const audio = audioContext() as unknown as { state: string; resume: () => Promise<void> }
  audio.resume = async () => undefined
  audio.state = 'suspended'
  worker.say(beat({ rings: [ring('1')] }))
  expect(line.rings).toHaveLength(1)
  expect((await worker.signOfLife())?.ringing).toEqual([])
  audio.state = 'running'
})

test('a decline silences this page at once and asks for a beat', async () => {
  const { line, worker, beats } = open()
  await line.mode.goAvailable()
  worker.say(beat({ rings: [ring('1')] }))
  const before = beats()
  answers.set('parley_decline_call', { call: row('ringing') })
  await line.decline('1')
  expect(line.rings).toEqual([])
  expect(asked).toContain('parley_decline_call')
  expect(beats()).toBeGreaterThan(before)
  // A beat that was asked for before the decline.
  worker.say(beat({ rings: [ring('1')] }))
  expect(line.rings).toEqual([])
  worker.say(beat())
  worker.say(beat({ rings: [ring('1')] }))
  expect(line.rings.map((r) => r.call_id)).toEqual(['1'])
})

test('an accepted call is the only thing on the line; a refusal is put in words and the line is free again', async () => {
  const { line, worker } = open()
  await line.mode.goAvailable()
  worker.say(beat({ rings: [ring('1'), ring('2')] }))
  answers.set('parley_accept_call', { refused: 'taken', by: 'Ben' })
  line.accept('1')
  expect(line.rings).toEqual([])
  await pass(50)
  expect(line.call.ending).toMatchObject({ why: 'refused', refusal: { refused: 'taken', by: 'Ben' } })
  expect(line.rings.map((r) => r.call_id)).toEqual(['2'])
})

const mine: Call = row('connected', { call_id: 'c1', agent: { name: 'Ana' } })

test('after a reload in a call the page resumes it by itself, and stays as mute as it was', async () => {
  leaveWord('desk:t1', { callId: 'c1', muted: true })
  answers.set('parley_resume_call', grant({ ...mine, generation: 1 }))
  const { line, worker } = open()
  worker.say(beat({ mine }))
  await pass(50)
  expect(asked).toContain('parley_resume_call')
  expect(line.call.session?.getState()).toMatchObject({ generation: 1, phase: 'connected', muted: true })
})

test('a call that another page holds is offered, not taken', async () => {
  answers.set('parley_resume_call', grant({ ...mine, generation: 1 }))
  const { line, worker } = open()
  worker.say(beat({ mine }))
  await pass(50)
  expect(asked).not.toContain('parley_resume_call')
  expect(line.call.elsewhere?.call_id).toBe('c1')
  line.call.continueHere()
  await pass(50)
  expect(line.call.session?.getState().callId).toBe('c1')
})

test('who signs out says goodbye: the call is hung up and the lease given back', async () => {
  answers.set('parley_resume_call', grant({ ...mine, generation: 1 }))
  const ended = row('ended', { call_id: 'c1', version: 9, generation: 1 })
  answers.set('parley_end_call', { call: ended })
  const { line, worker } = open()
  worker.say(beat({ mine }))
  line.call.continueHere()
  await pass(50)
  const stopped = line.stop()
  await pass(100)
  await stopped
  expect(asked.filter((name) => name === 'parley_end_call' || name === 'parley_desk_beat')).toEqual([
    'parley_end_call',
    'parley_desk_beat',
  ])
})

test('who waits to be called back is read when the beat counts another number, and again after Done', async () => {
  const { line, worker } = open()
  const reads = () => asked.filter((name) => name === 'parley_desk_callbacks').length
  await vi.waitFor(() => expect(reads()).toBe(1))
  worker.say(beat({ callbacks: 0 }))
  worker.say(beat({ callbacks: 1 }))
  worker.say(beat({ callbacks: 1 }))
  await vi.waitFor(() => expect(reads()).toBe(2))
  answers.set('parley_resolve_callback', { callback: { id: 'c1', state: 'done', by: 'Ana' } })
  await line.papers.lists.resolve('c1')
  expect(asked).toContain('parley_resolve_callback')
  expect(reads()).toBe(3)
})

test('who hangs up and goes leaves no word for the next page', async () => {
  answers.set('parley_resume_call', grant({ ...mine, generation: 1 }))
  const { line, worker } = open()
  worker.say(beat({ mine }))
  line.call.continueHere()
  await pass(50)
  line.call.session?.hangUp()
  line.leave()
  expect(sessionStorage.getItem('parley:desk:t1:left')).toBeNull()
})

test('a microphone that the browser gives after the agent has left is let go, and nothing rings', async () => {
  const { line, media, worker } = open()
  let give: (stream: MediaStream) => void = () => undefined
  const real = media.microphone.bind(media)
  media.microphone = () =>
    new Promise((given) => {
      give = given
    })
  const going = line.mode.goAvailable()
  line.mode.stop('away')
  const before = media.released
  give((await real()) as MediaStream)
  await going
  expect(media.released).toBe(before + 1)
  expect(line.mode.status).toBe('away')
  worker.say(beat({ rings: [ring('1')] }))
  expect(line.rings).toEqual([])
})

test('a desk says that it is available only as long as its lease lives', async () => {
  const { line, worker } = open()
  await line.mode.goAvailable()
  worker.say(beat())
  expect(line.confirmed).toBe(true)
  await pass(24_000)
  worker.say(beat())
  await pass(24_999)
  expect(line.confirmed).toBe(true)
  await pass(1)
  expect(line.confirmed).toBe(false)
})

test('an agent who was signed out in another window is told so, after his call', async () => {
  const worker = new PretendWorker()
  const locks = { request: (_: string, held: () => unknown) => Promise.resolve(held()) }
  vi.stubGlobal('navigator', Object.create(navigator, { locks: { value: locks } }))
  let told = 0
  const auth = new AgentAuth(shop.supabase, localStorage)
  answers.set('parley_resume_call', grant({ ...mine, generation: 1 }))
  const line = new DeskLine(
    shop,
    auth,
    'u1',
    new PretendMedia(),
    worker as unknown as Worker,
    () => undefined,
    null,
    () => {
      told += 1
    },
  )
  worker.say(beat({ mine }))
  line.call.continueHere()
  await pass(50)
  localStorage.clear()
  expect((await worker.signOfLife())?.token).toBeNull()
  expect(told).toBe(0)
  worker.say(beat({ mine: null }))
  line.call.session = null
  await worker.signOfLife()
  expect(told).toBe(1)
})
