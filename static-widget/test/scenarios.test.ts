// Two sessions, a pretend database between them, and the accidents of the field.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Role } from '../src/call/messages.ts'
import { CallSession, onSignal, sendSignal } from '../src/session.ts'
import { reasonWord } from '../src/ui/end-card.ts'
import { PretendDatabase } from './pretend/database.ts'
import { PretendMedia } from './pretend/media.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

const person = (db: PretendDatabase, role: Role, name = 'Ana') => {
  const media = new PretendMedia()
  const instance = crypto.randomUUID()
  const session = new CallSession(role, {
    media,
    party: db.party(role, instance, name),
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
  const ending = () => {
    const { ending } = session.getState()
    return ending && reasonWord(ending)
  }
  return { session, media, ending, status: () => session.status }
}
type Person = ReturnType<typeof person>

const ringing = async (db: PretendDatabase): Promise<Person> => {
  const visitor = person(db, 'visitor')
  visitor.session.place()
  await pass(100)
  expect(visitor.status()).toBe('ringing')
  return visitor
}
const idOf = (p: Person) => p.session.getState().callId ?? ''
const talking = async (db: PretendDatabase) => {
  const visitor = await ringing(db)
  const agent = person(db, 'agent')
  agent.session.accept(idOf(visitor))
  await pass(400)
  expect([visitor.status(), agent.status()]).toEqual(['connected', 'connected'])
  return { visitor, agent }
}

describe.each([
  ['with pushes', false],
  ['with every push lost', true],
])('%s', (_, deaf) => {
  const database = () => {
    const db = new PretendDatabase()
    db.signalling.deaf = deaf
    return db
  }

  test('a call rings, shows who rings, connects and ends for both', async () => {
    const db = database()
    const visitor = await ringing(db)
    db.receipt(2)
    await pass(deaf ? 3100 : 20)
    expect(visitor.session.getState().devices).toBe(2)
    const agent = person(db, 'agent')
    agent.session.accept(idOf(visitor))
    await pass(deaf ? 4500 : 200)
    expect([visitor.status(), agent.status()]).toEqual(['connected', 'connected'])
    visitor.session.hangUp()
    await pass(deaf ? 15_100 : 100)
    expect([visitor.ending(), agent.ending()]).toEqual(['hung_up', 'hung_up'])
    expect(visitor.media.released).toBeGreaterThan(0)
    expect(visitor.media.peerNow.closed && agent.media.peerNow.closed).toBe(true)
  })

  test('the agent’s page is reloaded in the call', async () => {
    const db = database()
    const { visitor, agent } = await (deaf ? talkingSlowly(db) : talking(db))
    const reloaded = person(db, 'agent')
    reloaded.session.resume(idOf(visitor))
    // The old page is gone; without pushes the visitor notices by the silence.
    visitor.media.peerNow.now('silent')
    await pass(6000)
    expect([visitor.status(), reloaded.status()]).toEqual(['connected', 'connected'])
    expect(visitor.session.getState().generation).toBe(1)
    agent.session.mayHaveMissed()
    agent.session.dispatch({ is: 'timer', timer: 'touch' })
    await pass(2000)
    expect(agent.ending()).toBe('elsewhere')
  })
})

const talkingSlowly = async (db: PretendDatabase) => {
  const visitor = await ringing(db)
  const agent = person(db, 'agent')
  agent.session.accept(idOf(visitor))
  await pass(6000)
  expect([visitor.status(), agent.status()]).toEqual(['connected', 'connected'])
  return { visitor, agent }
}

describe('accidents', () => {
  test('the visitor’s page is reloaded while it rings', async () => {
    const db = new PretendDatabase()
    const visitor = await ringing(db)
    visitor.session.pageIs(true)
    const reloaded = person(db, 'visitor')
    reloaded.session.resume(idOf(visitor))
    await pass(100)
    expect(reloaded.status()).toBe('ringing')
    const agent = person(db, 'agent')
    agent.session.accept(idOf(reloaded))
    await pass(300)
    expect([reloaded.status(), agent.status()]).toEqual(['connected', 'connected'])
  })

  test('the visitor’s page is reloaded in the call', async () => {
    const db = new PretendDatabase()
    const { visitor, agent } = await talking(db)
    const reloaded = person(db, 'visitor')
    reloaded.session.resume(idOf(visitor))
    await pass(400)
    expect([reloaded.status(), agent.status(), visitor.ending()]).toEqual([
      'connected',
      'connected',
      'elsewhere',
    ])
  })

  test('a call while in a call is refused by name, and the name says which', async () => {
    const db = new PretendDatabase()
    const visitor = await ringing(db)
    const second = person(db, 'visitor')
    second.session.place()
    await pass(100)
    expect(second.ending()).toBe('already_in_call')
    expect(second.session.getState().ending).toMatchObject({ refusal: { call_id: idOf(visitor) } })
  })

  test('two agents accept: one talks, the other hears who', async () => {
    const db = new PretendDatabase()
    const visitor = await ringing(db)
    const [ana, ben] = [person(db, 'agent', 'Ana'), person(db, 'agent', 'Ben')]
    ana.session.accept(idOf(visitor))
    ben.session.accept(idOf(visitor))
    await pass(400)
    expect([visitor.status(), ana.status(), ben.ending()]).toEqual(['connected', 'connected', 'taken'])
    expect(ben.session.getState().ending).toMatchObject({ refusal: { by: 'Ana' } })
  })

  test('accept after cancel', async () => {
    const db = new PretendDatabase()
    const visitor = await ringing(db)
    const agent = person(db, 'agent')
    visitor.session.hangUp()
    await pass(30)
    agent.session.accept(idOf(visitor))
    await pass(100)
    expect([visitor.ending(), agent.ending()]).toEqual(['cancelled', 'cancelled'])
  })

  test('hang up while the request is out', async () => {
    const db = new PretendDatabase()
    const visitor = person(db, 'visitor')
    visitor.session.place()
    await pass(5)
    visitor.session.hangUp()
    expect(visitor.status()).toBe('ending')
    await pass(200)
    expect(visitor.ending()).toBe('cancelled')
  })

  test('an agent accepts and dies before the answer: it rings again, and the next one talks', async () => {
    const db = new PretendDatabase()
    const visitor = await ringing(db)
    void db.party('agent', crypto.randomUUID(), 'Ghost').accept(idOf(visitor))
    await pass(6200)
    expect(visitor.status()).toBe('ringing')
    const ben = person(db, 'agent', 'Ben')
    ben.session.accept(idOf(visitor))
    await pass(400)
    expect([visitor.status(), ben.status()]).toEqual(['connected', 'connected'])
  })

  test('no way between the two browsers', async () => {
    const db = new PretendDatabase()
    const visitor = await ringing(db)
    const agent = person(db, 'agent')
    visitor.media.path = false
    agent.media.path = false
    agent.session.accept(idOf(visitor))
    await pass(400)
    expect([visitor.ending(), agent.ending()]).toEqual(['failed', 'failed'])
  })

  test('media falls silent and never comes back', async () => {
    const db = new PretendDatabase()
    const { visitor, agent } = await talking(db)
    for (const { media } of [visitor, agent]) media.path = false
    visitor.media.peerNow.now('silent')
    expect(visitor.status()).toBe('reconnecting')
    await pass(17_000)
    expect(visitor.status()).toBe('reconnecting')
    await pass(1100)
    expect([visitor.ending(), agent.ending()]).toEqual(['media_lost', 'media_lost'])
  })

  test('media falls silent and comes back', async () => {
    const db = new PretendDatabase()
    const { visitor } = await talking(db)
    visitor.media.peerNow.now('silent')
    await pass(5000)
    visitor.media.peerNow.now('up')
    await pass(30_000)
    expect(visitor.status()).toBe('connected')
  })

  test('a path that breaks is found again by both', async () => {
    const db = new PretendDatabase()
    const { visitor, agent } = await talking(db)
    visitor.media.peerNow.now('silent')
    await pass(300)
    expect(visitor.media.peerNow.restarts).toHaveLength(1)
    expect([visitor.status(), agent.status()]).toEqual(['connected', 'connected'])
  })

  test('nobody is there', async () => {
    const db = new PretendDatabase()
    db.reachable = false
    const visitor = person(db, 'visitor')
    visitor.session.place()
    await pass(100)
    expect(visitor.ending()).toBe('unreachable')
  })

  test('hang up with the network down', async () => {
    const db = new PretendDatabase()
    const { visitor } = await talking(db)
    db.reachable = false
    visitor.session.hangUp()
    await pass(100)
    expect(visitor.ending()).toBe('left')
  })

  test('the microphone is refused, then allowed', async () => {
    const db = new PretendDatabase()
    const visitor = person(db, 'visitor')
    visitor.media.failure = 'denied'
    visitor.session.place()
    await pass(50)
    expect(visitor.session.getState()).toMatchObject({ phase: 'preparing', microphone: 'denied' })
    visitor.media.failure = null
    visitor.session.retryMicrophone()
    await pass(100)
    expect(visitor.status()).toBe('ringing')
  })

  /** Two who talk, and a browser that plays nothing before its visitor has touched the page. */
  const silenced = async () => {
    const db = new PretendDatabase()
    const visitor = await ringing(db)
    visitor.media.mutePlay = true
    person(db, 'agent').session.accept(idOf(visitor))
    await pass(400)
    expect(visitor.session.getState().soundBlocked).toBe(true)
    visitor.media.mutePlay = false
    return visitor
  }

  test('the browser refuses to play until it is tapped', async () => {
    const visitor = await silenced()
    await visitor.session.play()
    expect(visitor.session.getState().soundBlocked).toBe(false)
  })

  test('what may not be played is tried again as soon as the page records', async () => {
    const visitor = await silenced()
    await visitor.session.useMicrophone('another')
    await pass(10)
    expect(visitor.session.getState().soundBlocked).toBe(false)
  })
})

describe('the shell', () => {
  test('a synchronous answer waits its turn, and an effect that throws does not stop the next', async () => {
    const db = new PretendDatabase()
    const visitor = person(db, 'visitor')
    visitor.media.peer = () => {
      throw new Error('no WebRTC here')
    }
    const order: string[] = []
    visitor.session.subscribe(() => {
      order.push(visitor.status())
      if (order.length === 1) visitor.session.mute(true)
    })
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    visitor.session.place()
    await pass(50)
    expect(order).toEqual(['preparing', 'ended'])
    expect(visitor.ending()).toBe('unreachable')
    expect(quiet).toHaveBeenCalled()
    quiet.mockRestore()
  })

  test('sendSignal and onSignal are the face of a running call', async () => {
    const db = new PretendDatabase()
    const heard: string[] = []
    const stop = onSignal(db.sessionId, (signal) => heard.push(signal.type))
    expect(sendSignal(db.sessionId, 'candidate', { candidates: [] })).toBe(false)
    const { agent } = await talking(db)
    expect(heard).toEqual(['answer', 'candidate'])
    const before = agent.media.peerNow.applied.length
    expect(sendSignal(db.sessionId, 'candidate', { candidates: [] })).toBe(true)
    await pass(100)
    expect(agent.media.peerNow.applied.length).toBe(before + 1)
    stop()
  })
})
