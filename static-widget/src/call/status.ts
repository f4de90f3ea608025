// The one word that a person, a style sheet or a React hook wants to know.
import type { CallState } from './state.ts'

export type Status =
  | 'idle'
  | 'preparing'
  /** The microphone is open and waits for the person's word. */
  | 'ready'
  | 'requesting'
  | 'resuming'
  | 'accepting'
  | 'ringing'
  | 'connecting'
  | 'connected'
  | 'reconnecting'
  | 'ending'
  | 'ended'

export const statusOf = (s: CallState): Status => {
  switch (s.phase) {
    case 'preparing':
      return s.microphone === 'open' && !s.confirmed ? 'ready' : 'preparing'
    case 'idle':
    case 'ended':
      return s.phase
    case 'asking':
      if (s.hanging) return 'ending'
      return s.asks === 'accept' ? 'accepting' : s.asks === 'resume' ? 'resuming' : 'requesting'
    case 'ringing':
      return s.hanging ? 'ending' : 'ringing'
    case 'accepted':
      return s.hanging ? 'ending' : 'connecting'
    case 'connected':
      if (s.hanging) return 'ending'
      if (s.media === 'up') return 'connected'
      return s.media === 'silent' || s.generation > 0 ? 'reconnecting' : 'connecting'
    default:
      return s.phase satisfies never
  }
}
