// Before there is a row: making ready, going through one of three doors, and the one way out.
import type { Asks, CallState, Ending, Step } from './state.ts'

export const prepare = (s: CallState, asks: Asks, callId: string): Step => {
  if (s.phase !== 'idle') return [s]
  const next: CallState = { ...s, phase: 'preparing', asks, callId }
  // Whoever comes back to a running call resumes first and asks for the microphone after.
  if (asks === 'resume') return s.role === 'visitor' ? [next, { do: 'prepare' }] : settle(next)
  const asked: CallState = { ...next, microphone: 'asked' }
  return s.role === 'visitor'
    ? [asked, { do: 'microphone' }, { do: 'prepare' }]
    : [asked, { do: 'microphone' }]
}

/** Knocks as soon as everything needed for the knock is there. */
export const settle = (s: CallState): Step => {
  if (s.phase !== 'preparing' || s.callId === null) return [s]
  if (s.asks !== 'resume' && (s.microphone !== 'open' || !s.confirmed)) return [s]
  if (s.role === 'visitor' && s.offer === null) return [s]
  const next: CallState = { ...s, phase: 'asking' }
  const { callId, offer } = s
  switch (s.asks) {
    case 'accept':
      return [next, { do: 'accept', callId }]
    case 'request':
    case 'resume':
      return [next, { do: s.asks, callId, offer }]
    case null:
      return [s]
    default:
      return s.asks satisfies never
  }
}

/** The only way into `ended`. */
export const finish = (s: CallState, ending: Ending): Step => [
  { ...s, phase: 'ended', media: 'none', ending },
  { do: 'close' },
  { do: 'tell', ending },
]
