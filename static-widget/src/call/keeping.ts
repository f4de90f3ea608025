// Keeping a call alive, or noticing that it is not: timers and media.
import { pollAfter, read, touch, wait, waitToPoll } from './following.ts'
import { directIsLate, endWith, pathIsLate, pathIsLost, restartAgain } from './path.ts'
import type { CallState, Step, Timer } from './state.ts'

export const timedOut = (s: CallState, timer: Timer): Step => {
  if (s.timing === null) return [s]
  switch (timer) {
    case 'poll':
      return pollAfter(s) === null ? [s] : [s, read(s), ...waitToPoll(s)]
    case 'touch':
      return s.hanging ? [s] : [s, touch(s), wait('touch', s.timing.touch)]
    case 'callback':
      return [{ ...s, waited: true }]
    case 'ring-again':
      return s.phase !== 'accepted' || s.described || s.rangAgain || s.hanging
        ? [s]
        : [
            { ...s, rangAgain: true },
            { do: 'ring-again', callId: s.callId ?? '' },
          ]
    case 'survivor':
      // The database judges by its own clock; should it not agree yet, ask again.
      return s.phase === 'connected' && s.media !== 'up' && !s.hanging
        ? [s, endWith(s, 'peer_silent'), wait('survivor', s.timing.media_stall)]
        : [s]
    case 'relay':
      return directIsLate(s)
    case 'path':
      return pathIsLate(s)
    case 'restart':
      return restartAgain(s)
    default:
      return timer satisfies never
  }
}

export const mediaChanged = (s: CallState, now: 'up' | 'silent' | 'failed'): Step => {
  if (s.timing === null || s.hanging) return [s]
  if (now === 'up') {
    const next: CallState = { ...s, media: 'up' }
    return s.media === 'up' ? [s] : [next, touch(next), wait('touch', s.timing.touch)]
  }
  if (now === 'failed' && s.phase !== 'connected') return pathIsLost(s)
  if (s.media === 'silent' || (now === 'silent' && s.media !== 'up')) return [s]
  const next: CallState = { ...s, media: 'silent' }
  const left = Math.max(0, s.timing.survivor_after - s.timing.media_stall)
  const [sought, ...restart] = restartAgain(next)
  return [sought, read(next), ...waitToPoll(next), wait('survivor', left), ...restart]
}

/** A callback is offered while it rings and nobody's device says so, or everybody who heard it declined. */
export const offersCallback = (s: CallState): boolean =>
  s.phase === 'ringing' && (s.row?.declined === true || (s.waited && s.devices === 0))
