// Two sessions and a relay between them: when a ticket is redeemed, and what becomes of it.
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Answer } from '../src/api/http.ts'
import type { Role } from '../src/call/messages.ts'
import type { Relay } from '../src/call/relay.ts'
import { CallSession } from '../src/session.ts'
import { PretendDatabase } from './pretend/database.ts'
import { PretendMedia } from './pretend/media.ts'

// Loaded when there is a ticket; timers that are moved by hand do not wait for that.
beforeAll(() => import('../src/credentials.ts'))
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

const SERVERS: RTCIceServer[] = [{ urls: 'turn:relay.example', username: 'u', credential: 'c' }]
const YES: Relay = { relay: true, reason: null, expires_in: 300, ice_servers: SERVERS }
const no = (reason: string): Relay => ({ relay: false, reason, expires_in: 300, ice_servers: [] })

const database = (ticket: string | null = 'ticket') => {
  const db = new PretendDatabase()
  db.ticket = ticket
  return db
}

const person = (db: PretendDatabase, role: Role, says: Relay | 'nothing' = YES) => {
  const media = new PretendMedia()
  const instance = crypto.randomUUID()
  const redeemed: string[] = []
  const relay = async (ticket: string): Promise<Answer<Relay>> => {
    redeemed.push(ticket)
    await new Promise((wake) => setTimeout(wake, 50))
    return says === 'nothing' ? { is: 'failed' } : { is: 'ok', value: says }
  }
  const session = new CallSession(role, {
    media,
    relay,
    party: db.party(role, instance),
    request: (callId, offer) => db.request(callId, instance, offer),
    open: async (heard, joined) => ({
      sessionId: db.sessionId,
      close: db.signalling.listen(PretendDatabase.TOPIC.visitor, { heard, joined }),
    }),
  })
  if (role === 'agent')
    db.signalling.listen(PretendDatabase.TOPIC.agent, {
      heard: session.hear.bind(session),
      joined: () => undefined,
    })
  return { session, media, redeemed }
}

const accepted = async (db: PretendDatabase, says: Relay | 'nothing' = YES, path = true, pathMs = 60) => {
  const visitor = person(db, 'visitor', says)
  const agent = person(db, 'agent', says)
  for (const { media } of [visitor, agent]) Object.assign(media, { path, pathMs })
  visitor.session.place()
  await pass(100)
  db.receipt(1)
  await pass(100)
  agent.session.accept(visitor.session.getState().callId ?? '')
  await pass(400)
  return { visitor, agent }
}

test('a visitor’s ticket is redeemed at the first receipt, and what it brings is gathered from while it rings', async () => {
  const db = database()
  const visitor = person(db, 'visitor')
  visitor.session.place()
  await pass(2000)
  expect(visitor.redeemed).toEqual([])
  db.receipt(1)
  await pass(100)
  expect(visitor.redeemed).toEqual(['ticket'])
  expect(visitor.media.peerNow.servers).toEqual(SERVERS)
})

test('without a ticket nobody asks the relay’s function for anything', async () => {
  const { visitor, agent } = await accepted(database(null))
  expect([visitor.redeemed, agent.redeemed]).toEqual([[], []])
  expect([visitor.session.status, agent.session.status]).toEqual(['connected', 'connected'])
})

test.each([
  ['is refused', no('month_budget_spent')],
  ['does not answer', 'nothing' as const],
])('a relay that %s holds up nothing: the call is direct', async (_, says) => {
  const { visitor, agent } = await accepted(database(), says)
  expect([visitor.session.status, agent.session.status]).toEqual(['connected', 'connected'])
})

test('a restart takes a fresh credential; another one right after it needs no second', async () => {
  const { visitor, agent } = await accepted(database())
  await pass(60_000)
  const before = visitor.redeemed.length
  visitor.media.peerNow.now('silent')
  await pass(500)
  expect(visitor.redeemed).toHaveLength(before + 1)
  expect(visitor.media.peerNow.restarts).toEqual([SERVERS])
  visitor.session.dispatch({ is: 'network' })
  await pass(500)
  expect(visitor.redeemed).toHaveLength(before + 1)
  expect(visitor.media.peerNow.restarts).toEqual([SERVERS, SERVERS])
  expect(agent.session.status).toBe('connected')
})

test('an agent with a direct path has asked for nothing, and gathers with a fresh credential once that breaks', async () => {
  const { agent } = await accepted(database())
  await pass(60_000)
  expect(agent.redeemed).toEqual([])
  agent.session.dispatch({ is: 'network' })
  await pass(500)
  expect(agent.redeemed).toHaveLength(1)
  expect(agent.media.peerNow.restarts).toEqual([SERVERS])
})

test('a credential that was held unused since the call began is not what a restart gathers with', async () => {
  const { agent } = await accepted(database(), YES, true, 800)
  await pass(1000)
  expect(agent.session.status).toBe('connected')
  expect(agent.session.getState().servers).toEqual(SERVERS)
  await pass(60_000)
  const before = agent.redeemed.length
  agent.session.dispatch({ is: 'network' })
  await pass(500)
  expect(agent.redeemed).toHaveLength(before + 1)
  expect(agent.media.peerNow.restarts).toEqual([SERVERS])
})

test('whoever answers a look for a path gathers with a credential of its own, and needs no look of its own for that', async () => {
  const { visitor, agent } = await accepted(database())
  expect(agent.session.getState().relay).toBe('spared')
  visitor.session.dispatch({ is: 'network' })
  await pass(500)
  expect(agent.media.peerNow.servers).toEqual(SERVERS)
  expect(agent.session.getState()).toMatchObject({ relay: 'used', servers: null })
  expect(agent.media.peerNow.restarts).toEqual([])
})

test('after a failed call both sides try whether a relay would have carried it, and say so', async () => {
  const db = database(null)
  const visitor = person(db, 'visitor')
  const agent = person(db, 'agent')
  for (const { media } of [visitor, agent]) media.path = false
  visitor.media.relay = 'udp'
  visitor.session.place()
  await pass(200)
  agent.session.accept(visitor.session.getState().callId ?? '')
  await pass(2000)
  expect([visitor.redeemed, agent.redeemed]).toEqual([['probe-ticket'], ['probe-ticket']])
  expect(db.probes).toEqual({ visitor: 'udp', agent: null })
})

test('a call that was hung up is probed by nobody', async () => {
  const db = database()
  const { visitor, agent } = await accepted(db)
  visitor.session.hangUp()
  await pass(2000)
  expect([visitor.redeemed, agent.redeemed].flat()).not.toContain('probe-ticket')
})

test('a provider with a bad moment is asked again while it rings', async () => {
  const db = database()
  const visitor = person(db, 'visitor', no('provider_slow'))
  visitor.session.place()
  await pass(100)
  db.receipt(1)
  await pass(7000)
  expect(visitor.redeemed.length).toBeGreaterThan(1)
  expect(visitor.redeemed.length).toBeLessThan(6)
})

test('where only the relay is allowed and none is to be had, the call fails by that name', async () => {
  const db = database()
  db.policy = 'relay'
  const visitor = person(db, 'visitor', no('month_budget_spent'))
  visitor.session.place()
  await pass(100)
  db.receipt(1)
  await pass(300)
  expect(visitor.session.getState().ending).toMatchObject({ end: { reason: 'failed' } })
  expect(db.last.visitor?.cause).toBe('relay_unavailable')
})
