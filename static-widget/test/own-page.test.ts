// The example that the README shows to those who build a page of their own.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { callFrom, sayWhere } from '../examples/own-page.ts'
import { CallSession, type Signal } from '../src/index.ts'
import { PretendDatabase } from './pretend/database.ts'
import { PretendMedia } from './pretend/media.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('a page of one’s own calls, hears the other side once and in order, and says something itself', async () => {
  const db = new PretendDatabase()
  const said: string[] = []
  const heard: Signal[] = []
  const instance = crypto.randomUUID()
  const ports = {
    media: new PretendMedia(),
    party: db.party('visitor', instance, 'Ana'),
    request: (callId: string, offer: string) => db.request(callId, instance, offer),
    open: async (hear: (event: string, payload: unknown) => void, joined: () => void) => ({
      sessionId: db.sessionId,
      close: db.signalling.listen(PretendDatabase.TOPIC.visitor, { heard: hear, joined }),
    }),
  }
  const visitor = callFrom(ports, {
    status: (word) => said.push(word),
    signal: (signal) => heard.push(signal),
  })
  expect(sayWhere(db.sessionId, { candidate: 'early' })).toBe(false)
  await pass(100)
  const agent = new CallSession('agent', {
    media: new PretendMedia(),
    party: db.party('agent', crypto.randomUUID(), 'Ana'),
  })
  const hear = agent.hear.bind(agent)
  db.signalling.listen(PretendDatabase.TOPIC.agent, { heard: hear, joined: () => undefined })
  agent.accept(visitor.getState().callId ?? '')
  await pass(400)
  expect(visitor.status).toBe('connected')
  expect(heard.map(({ type, seq }) => [type, seq])).toEqual([
    ['answer', 1],
    ['candidate', 2],
  ])
  const before = agent.getState().heard
  expect(sayWhere(db.sessionId, { candidate: 'here' })).toBe(true)
  await pass(100)
  expect(agent.getState().heard).toBe(before + 1)
  visitor.hangUp()
  await pass(100)
  expect(said.at(-1)).toBe('ended')
  expect(sayWhere(db.sessionId, { candidate: 'late' })).toBe(false)
})
