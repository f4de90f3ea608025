// The hook shows the same session as the elements do, whatever React does with its component.
import { act, StrictMode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Calls, type Incoming, type Line } from '../src/lines/line.ts'
import { useWebRTC, type WebRTC } from '../src/react.ts'
import { CallSession } from '../src/session.ts'
import { PretendDatabase } from './pretend/database.ts'
import { PretendMedia } from './pretend/media.ts'

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })

/** A line over the pretend database, for either side. */
class PretendLine extends Calls implements Line {
  readonly #make: () => CallSession
  placed: (string | null)[] = []
  incoming: readonly Incoming[] = []
  constructor(make: () => CallSession) {
    super()
    this.#make = make
  }
  place(sessionId: string | null): void {
    this.placed.push(sessionId)
    this.begin(this.#make()).place()
  }
  accept(callId: string): void {
    this.begin(this.#make()).accept(callId)
  }
}

const open = () => {
  const db = new PretendDatabase()
  const instance = crypto.randomUUID()
  const visitor = new PretendLine(
    () =>
      new CallSession('visitor', {
        media: new PretendMedia(),
        party: db.party('visitor', instance, 'Ana'),
        request: (callId, offer) => db.request(callId, instance, offer),
        open: async (heard, joined) => ({
          sessionId: db.sessionId,
          close: db.signalling.listen(PretendDatabase.TOPIC.visitor, { heard, joined }),
        }),
      }),
  )
  const agent = new PretendLine(() => {
    const session = new CallSession('agent', {
      media: new PretendMedia(),
      party: db.party('agent', crypto.randomUUID(), 'Ana'),
    })
    const heard = session.hear.bind(session)
    db.signalling.listen(PretendDatabase.TOPIC.agent, { heard, joined: () => undefined })
    return session
  })
  return { db, visitor, agent }
}

let roots: Root[] = []
const shown: { visitor: WebRTC | null; agent: WebRTC | null } = { visitor: null, agent: null }
const Side = ({ line, isAgent }: { line: Line; isAgent: boolean }) => {
  const call = useWebRTC({ sessionId: 'chat-1', isAgent, line })
  shown[isAgent ? 'agent' : 'visitor'] = call
  return <p>{call.callStatus}</p>
}
const mount = async (line: Line, isAgent: boolean) => {
  const element = document.createElement('div')
  document.body.append(element)
  const root = createRoot(element)
  roots.push(root)
  await act(async () =>
    root.render(
      <StrictMode>
        <Side line={line} isAgent={isAgent} />
      </StrictMode>,
    ),
  )
  return { root, element }
}
const pass = (ms: number) => act(async () => void (await vi.advanceTimersByTimeAsync(ms)))

beforeEach(() => void vi.useFakeTimers())
afterEach(async () => {
  await act(async () => {
    for (const root of roots) root.unmount()
  })
  roots = []
  vi.useRealTimers()
})

test('idle, ringing, connected, ended: on both sides, under StrictMode', async () => {
  const { visitor, agent } = open()
  const { element } = await mount(visitor, false)
  await mount(agent, true)
  expect(element.textContent).toBe('idle')
  await act(async () => shown.visitor?.place())
  expect(visitor.placed).toEqual(['chat-1'])
  await pass(100)
  expect(element.textContent).toBe('ringing')
  await act(async () => shown.agent?.accept(shown.visitor?.callId ?? ''))
  await pass(400)
  expect(shown.visitor?.callStatus).toBe('connected')
  expect(shown.agent?.callStatus).toBe('connected')
  expect(shown.visitor?.localStream).not.toBeNull()
  expect(shown.visitor?.remoteStream).not.toBeNull()
  await act(async () => shown.visitor?.mute(true))
  expect(shown.visitor?.muted).toBe(true)
  await act(async () => shown.agent?.hangUp())
  await pass(100)
  expect(element.textContent).toBe('ended')
  expect(shown.visitor?.end).toMatchObject({ reason: 'hung_up', by: 'agent' })
})

test('a component that goes away ends no call, and one that comes sees it', async () => {
  const { visitor } = open()
  const first = await mount(visitor, false)
  await act(async () => shown.visitor?.place())
  await pass(100)
  await act(async () => first.root.unmount())
  expect(visitor.session?.status).toBe('ringing')
  const second = await mount(visitor, false)
  expect(second.element.textContent).toBe('ringing')
})

test('a visitor cannot accept and an agent cannot call', async () => {
  const { visitor, agent } = open()
  await mount(visitor, false)
  await mount(agent, true)
  await act(async () => {
    shown.visitor?.accept('any')
    shown.agent?.place()
  })
  expect(visitor.session).toBeNull()
  expect(agent.session).toBeNull()
})

test('what the hook gives keeps its identity while nothing changes', async () => {
  const { visitor } = open()
  await mount(visitor, false)
  const { place, hangUp, mute, accept } = shown.visitor ?? {}
  await act(async () => shown.visitor?.place())
  await pass(100)
  expect(shown.visitor).toMatchObject({ place, hangUp, mute, accept })
})
