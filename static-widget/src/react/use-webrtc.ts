// The call as a React hook: a second skin over the same session, holding no state of its own. Safe under StrictMode, since mounting and unmounting
// only begins and ends the watching; a call is ended by hanging up.
import { useCallback, useSyncExternalStore } from 'react'
import type { End } from '../call/messages.ts'
import type { Status } from '../call/status.ts'
import type { Incoming, Line } from '../lines/line.ts'

export interface WebRTCOptions {
  /** The chat session that calls; null for one that the widget keeps itself. */
  readonly sessionId: string | null
  readonly isAgent: boolean
  /** Where calls go: a VisitorLine or an AgentLine, made once outside the component. */
  readonly line: Line
}

export interface WebRTC {
  readonly localStream: MediaStream | null
  readonly remoteStream: MediaStream | null
  /** `idle`, `ringing`, `connected`, and the states between and after them. */
  readonly callStatus: Status
  readonly callId: string | null
  /** How many of the agents' devices say that they ring. */
  readonly devices: number
  readonly muted: boolean
  /** How the last call ended, as the ledger has it; null where it never began or still runs. */
  readonly end: End | null
  /** What rings for an agent. */
  readonly incoming: readonly Incoming[]
  /** A visitor calls: from a press, since browsers want one before sound. */
  readonly place: () => void
  readonly accept: (callId: string) => void
  readonly hangUp: () => void
  readonly mute: (on: boolean) => void
}

const NONE: readonly Incoming[] = []

export const useWebRTC = ({ sessionId, isAgent, line }: WebRTCOptions): WebRTC => {
  const subscribe = useCallback((watcher: () => void) => line.subscribe(watcher), [line])
  useSyncExternalStore(
    subscribe,
    () => line.version,
    () => 0,
  )
  const place = useCallback(() => {
    if (!isAgent) line.place(sessionId)
  }, [line, sessionId, isAgent])
  const accept = useCallback(
    (callId: string) => {
      if (isAgent) line.accept(callId)
    },
    [line, isAgent],
  )
  const hangUp = useCallback(() => line.session?.hangUp(), [line])
  const mute = useCallback((on: boolean) => line.session?.mute(on), [line])
  const { session } = line
  const call = session?.getState()
  return {
    localStream: session?.localStream ?? null,
    remoteStream: session?.remoteStream ?? null,
    callStatus: session?.status ?? 'idle',
    callId: call?.callId ?? null,
    devices: call?.devices ?? 0,
    muted: call?.muted ?? false,
    end: call?.ending?.why === 'ended' ? call.ending.end : null,
    incoming: isAgent ? line.incoming : NONE,
    place,
    accept,
    hangUp,
    mute,
  }
}
