// A call on a page that shows it in its own way: no element of ours, the same session underneath.
import { CallSession, onSignal, type Ports, type Signal, sendSignal } from '../src/index.ts'

export interface OwnPage {
  status(word: string): void
  signal(signal: Signal): void
}

/** Calls, shows each change in the page's own words, and listens in on what the agent's side says. */
export const callFrom = (ports: Ports, page: OwnPage): CallSession => {
  const session = new CallSession('visitor', ports)
  let stop: (() => void) | null = null
  session.subscribe(() => {
    page.status(session.status)
    const { sessionId } = session
    if (sessionId !== null) stop ??= onSignal(sessionId, page.signal)
    if (session.status === 'ended') stop?.()
  })
  session.place()
  return session
}

/** False while there is no call that could carry it; true says that it is on its way, once and in order. */
export const sayWhere = (sessionId: string, candidate: RTCIceCandidateInit): boolean =>
  sendSignal(sessionId, 'candidate', { candidates: [candidate] })
