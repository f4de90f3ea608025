// When a desk beats, and when it must not.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Beat } from '../../src/call/messages.ts'
import { Beating } from '../../src/desk/beating.ts'
import type { SignOfLife, ToPage } from '../../src/desk/words.ts'
import { MemorySignalling } from '../../src/signal/memory.ts'
import type { Ear, Signalling } from '../../src/signal/signalling.ts'
import { timing } from '../call/words.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

const answer = (rings: Beat['rings'] = []): Beat => ({
  status: 'available',
  lease_ms: 25000,
  agent: { id: '1', name: 'Ana', role: 'agent' },
  rings,
  mine: null,
  gone: [],
  callbacks: 0,
  timing,
})

const desk = (signalling: Signalling = new MemorySignalling()) => {
  const beats: { status: string; ringing: readonly string[] }[] = []
  const told: ToPage[] = []
  const page: { sign: SignOfLife | null } = {
    sign: { token: 't', status: 'available', ringing: [], woken: 0 },
  }
  const rings: { now: Beat['rings'] } = { now: [] }
  const beating = new Beating({
    signalling,
    signOfLife: async () => page.sign,
    tell: (message) => told.push(message),
    beat: async (status, ringing) => {
      beats.push({ status, ringing })
      return { is: 'ok', value: answer(rings.now) }
    },
  })
  beating.start('t1', 'a1')
  return { beating, beats, told, page, rings }
}
const count = async (beats: unknown[], ms: number): Promise<number> => {
  const before = beats.length
  await pass(ms)
  return beats.length - before
}

test('beats every ten seconds once it is joined', async () => {
  const { beats } = desk()
  await pass(100)
  expect(await count(beats, 30_000)).toBe(3)
})

test('beats every five seconds while it is not', async () => {
  const never: Signalling = { listen: () => () => undefined, wake: () => undefined, close: () => undefined }
  const { beats } = desk(never)
  await pass(100)
  expect(await count(beats, 30_000)).toBe(6)
})

test('beats at once when something may ring, and within a second when it may have stopped', async () => {
  const signalling = new MemorySignalling()
  const { beats } = desk(signalling)
  await pass(100)
  signalling.say('parley:desk:t1', 'call_request', { call_id: '1' })
  expect(await count(beats, 10)).toBe(1)
  signalling.say('parley:desk:t1', 'gone', { call_id: '1' })
  expect(await count(beats, 1010)).toBe(1)
})

test('beats at once when it joins and again when nothing is lost any more', async () => {
  let ear: Ear | undefined
  const slow: Signalling = {
    listen: (topic, heard) => {
      if (topic.startsWith('parley:desk')) ear = heard
      return () => undefined
    },
    wake: () => undefined,
    close: () => undefined,
  }
  const { beats } = desk(slow)
  await pass(100)
  ear?.joined()
  expect(await count(beats, 20)).toBe(1)
  ear?.ready?.()
  expect(await count(beats, 20)).toBe(1)
})

test('looks again in the moment a ring runs out', async () => {
  const { beats, rings, beating } = desk()
  await pass(100)
  rings.now = [{ call_id: '1', ring_ms_left: 2000, media: 'audio', devices: 0, visitor: null, page: null }]
  beating.soon(0)
  await pass(10)
  expect(await count(beats, 2060)).toBe(1)
})

test('does not beat for a page that does not answer, and says nothing of its lease', async () => {
  const { beats, page } = desk()
  await pass(100)
  page.sign = null
  expect(await count(beats, 60_000)).toBe(0)
  page.sign = { token: 't', status: 'available', ringing: ['1'], woken: 0 }
  await pass(10_000)
  expect(beats.at(-1)).toEqual({ status: 'available', ringing: ['1'] })
})

test('hands the agent’s own messages to the page', async () => {
  const signalling = new MemorySignalling()
  const { told } = desk(signalling)
  await pass(10)
  signalling.say('parley:agent:a1', 'signal', { seq: 1 })
  expect(told.at(-1)).toEqual({ say: 'push', event: 'signal', payload: { seq: 1 } })
})

test('a call for a beat during a beat is not lost', async () => {
  const { beats, beating } = desk()
  await pass(100)
  const before = beats.length
  beating.soon(0)
  beating.soon(0)
  vi.advanceTimersByTime(0)
  beating.soon(0)
  await pass(20)
  expect(beats.length - before).toBe(2)
})

test('beats again soon when a push was quicker than its row, and gives up when nothing comes of it', async () => {
  const signalling = new MemorySignalling()
  const { beats, rings } = desk(signalling)
  await pass(100)
  signalling.say('parley:desk:t1', 'call_request', { v: 1, call_id: 'c1' })
  expect(await count(beats, 100)).toBe(1)
  rings.now = [
    { call_id: 'c1', ring_ms_left: 45_000, media: 'audio', devices: 0, visitor: { name: null }, page: null },
  ]
  expect(await count(beats, 400)).toBe(1)
  expect(await count(beats, 2000)).toBe(0)
  rings.now = []
  signalling.say('parley:desk:t1', 'call_request', { v: 1, call_id: 'c2' })
  expect(await count(beats, 3000)).toBe(4)
})
