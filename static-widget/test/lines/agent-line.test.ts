// An agent's line without our desk, on a page that its browser freezes: what it shows to ring is what rings now.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Beat } from '../../src/call/messages.ts'
import { AgentLine } from '../../src/lines/agent-line.ts'
import { shop, timing } from '../call/words.ts'

/** A network that has no Realtime. */
class NoSocket {
  static readonly CONNECTING = 0
  readyState = 0
  close() {}
  send() {}
}
class SilentAudio {
  state = 'suspended'
  sampleRate = 1000
  destination = {}
  resume = async () => undefined
  createBuffer = () => ({ getChannelData: () => new Float32Array(3000) })
  createBufferSource = () => ({
    connect: () => undefined,
    disconnect: () => undefined,
    start: () => undefined,
    stop: () => undefined,
  })
}

const beat = (...calls: string[]): Beat => ({
  status: 'available',
  lease_ms: 25_000,
  agent: { id: 'u1', name: 'Ana', role: 'agent' },
  rings: calls.map((call_id) => ({
    call_id,
    ring_ms_left: 40_000,
    media: 'audio',
    devices: 0,
    visitor: { name: 'Ada' },
    page: null,
  })),
  mine: null,
  gone: [],
  callbacks: 0,
  timing,
})

/** Beats that wait for their answer, in order. */
let asked: ((beat: Beat) => void)[] = []
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const answer = async (...calls: string[]) => {
  asked.shift()?.(beat(...calls))
  await pass(0)
}

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  vi.stubGlobal('WebSocket', NoSocket)
  vi.stubGlobal('AudioContext', SilentAudio)
  vi.stubGlobal(
    'fetch',
    () => new Promise((say) => asked.push((b) => say(new Response(JSON.stringify(b), { status: 200 })))),
  )
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('woken from a freeze it shows nothing that rang before, only what a beat of now says', async () => {
  const line = new AgentLine({ config: shop, user: 'u1', token: async () => 'a' })
  line.available(true)
  await pass(0)
  await answer('1')
  expect(line.incoming).toEqual([{ callId: '1', name: 'Ada' }])
  // The next beat is on its way when the page stands still, and its answer waits for it.
  await pass(11_000)
  document.dispatchEvent(new Event('freeze'))
  expect(line.incoming).toEqual([])
  document.dispatchEvent(new Event('resume'))
  await answer('1')
  expect(line.incoming).toEqual([])
  await pass(0)
  await answer('2')
  expect(line.incoming.map((one) => one.callId)).toEqual(['2'])
  line.close()
})

test('a page that is left gives its lease back at once', async () => {
  const line = new AgentLine({ config: shop, user: 'u1', token: async () => 'a' })
  line.available(true)
  await pass(0)
  await answer()
  expect(asked).toHaveLength(0)
  dispatchEvent(new Event('pagehide'))
  await pass(0)
  expect(asked).toHaveLength(1)
  line.close()
})

test('the end of a call is told with a beat at once, and not with beat after beat', async () => {
  const line = new AgentLine({ config: shop, user: 'u1', token: async () => 'a' })
  line.available(true)
  await pass(0)
  await answer('1')
  line.accept('1') // without a microphone it is over at once
  await pass(0)
  let beats = 0
  while (asked.length > 0 && beats < 20) {
    await answer()
    beats += 1
  }
  expect(line.isBusy).toBe(false)
  expect(beats).toBeGreaterThan(0)
  expect(beats).toBeLessThan(5)
  line.close()
})

test('a ring ends by itself where no beat says so any more', async () => {
  const line = new AgentLine({ config: shop, user: 'u1', token: async () => 'a' })
  line.available(true)
  await pass(0)
  await answer('1')
  let shown = line.incoming.length
  line.subscribe(() => {
    shown = line.incoming.length
  })
  await pass(39_000)
  expect(shown).toBe(1)
  await pass(1100)
  expect(shown).toBe(0)
  line.close()
})
