//   idle ──place, resume──▶ preparing ──our offer (and, to place, the microphone and the person's word)──▶ asking
//     └──accept──▶ preparing ──microphone──▶ asking          (an agent resumes: straight to asking)
//
//   asking ──granted──▶ ringing ⇄ accepted ──▶ connected     only the row moves a call between these
//   any ──row ended, refused, unreachable, stale, hung up before the grant──▶ ended   told once, for good
//
//   media, apart from that, per generation: none ─▶ starting ─▶ up ⇄ silent
//
// One machine for both sides. Pure: time, network and media come in as events and go out as effects.
import { finish, prepare, settle } from './asking.ts'
import { granted, learn, nudged, overtaken, pushed } from './following.ts'
import { mediaChanged, timedOut } from './keeping.ts'
import { afterwards, endWith, isRunning, networkChanged, rejoined, relayed } from './path.ts'
import { type CallState, type Event, idle, type Step } from './state.ts'

export { idle, isRunning }

export const step = (s: CallState, e: Event): Step => (s.phase === 'ended' ? [s] : afterwards(taken(s, e)))

const taken = (s: CallState, e: Event): Step => {
  switch (e.is) {
    case 'place':
      return s.phase === 'idle' ? prepare({ ...s, confirmed: e.tested !== false }, 'request', e.callId) : [s]
    case 'confirm':
      return settle({ ...s, confirmed: true })
    case 'accept':
      return prepare(s, 'accept', e.callId)
    case 'resume':
      return prepare(s, 'resume', e.callId)
    case 'offered':
      return settle({ ...s, offer: e.sdp })
    case 'microphone':
      return heardOfMicrophone(s, e.now)
    case 'retry-microphone':
      return s.microphone === 'open' || s.microphone === 'asked'
        ? [s]
        : [{ ...s, microphone: 'asked' }, { do: 'microphone' }]
    case 'granted':
      return s.phase === 'asking' ? granted(s, e.grant) : [s]
    case 'refused':
      return refusedAt(s, e)
    case 'unreachable':
      return unreachable(s)
    case 'row':
      return isRunning(s) ? learn(s, e.row) : [s]
    case 'stale':
      return isRunning(s) ? overtaken(s, e.call, e.generation ?? s.generation) : [s]
    case 'nudge':
      return nudged(s, e.push)
    case 'receipts':
      return e.push.call_id === s.callId ? rung(s, e.push.devices) : [s]
    case 'signal':
      return pushed(s, e.push)
    case 'missed':
      return isRunning(s) ? [s, read(s)] : [{ ...s, missed: true }]
    case 'shut-out':
      return isRunning(s) ? finish(s, { why: 'elsewhere' }) : [s]
    case 'say':
      return say(s, e)
    case 'media':
      return isRunning(s) && e.generation === s.generation ? mediaChanged(s, e.now) : [s]
    case 'relay':
      return isRunning(s) && e.generation === s.generation ? relayed(s, e.servers, e.early) : [s]
    case 'rejoined':
      return e.generation === s.generation ? [rejoined(s)] : [s]
    case 'network':
      return networkChanged(s)
    case 'sound':
      return [{ ...s, soundBlocked: e.blocked }]
    case 'timer':
      return isRunning(s) ? timedOut(s, e.timer) : [s]
    case 'mute':
      return [
        { ...s, muted: e.on },
        { do: 'mute', on: e.on },
      ]
    case 'hang-up':
      return hangUp(s)
    case 'page':
      return isRunning(s) ? pageChanged(s, e.leaving) : [s]
    default:
      return e satisfies never
  }
}

const read = (s: CallState) => ({ do: 'read', callId: s.callId ?? '', after: s.heard }) as const

const rung = (s: CallState, devices: number): Step => [
  { ...s, devices, relay: s.relay === 'early' ? 'wanted' : s.relay },
]

const heardOfMicrophone = (s: CallState, now: CallState['microphone']): Step => {
  const next = { ...s, microphone: now }
  if (now === 'open') return settle(next)
  // An agent who cannot speak does not take the call; it rings on for the others.
  if (s.phase === 'preparing' && s.asks === 'accept' && now !== 'unasked' && now !== 'asked')
    return finish(next, { why: 'microphone', failure: now })
  return [next]
}

const refusedAt = (s: CallState, { refusal }: Extract<Event, { is: 'refused' }>): Step => {
  if (s.phase !== 'asking') return [s]
  if (refusal.call?.end) return finish(s, { why: 'ended', end: refusal.call.end })
  return finish(s, s.hanging ? { why: 'left' } : { why: 'refused', refusal })
}

/** Said when a door or a hang-up has been tried for long enough. */
const unreachable = (s: CallState): Step => {
  if (s.phase === 'idle') return [s]
  if (isRunning(s) && !s.hanging) return [s]
  return finish(s, s.hanging ? { why: 'left' } : { why: 'unreachable' })
}

const say = (s: CallState, e: Extract<Event, { is: 'say' }>): Step => {
  if (!isRunning(s) || e.generation !== s.generation || s.hanging) return [s]
  const { callId, generation, heard: after } = s
  return [s, { do: 'send', callId: callId ?? '', generation, saying: e.saying, after }]
}

const hangUp = (s: CallState): Step => {
  if (s.hanging || s.phase === 'idle') return [s]
  if (s.phase === 'preparing') return finish(s, { why: 'left' })
  const next = { ...s, hanging: true }
  if (s.phase === 'asking') return [next, { do: 'quiet' }]
  return [next, { do: 'quiet' }, endWith(s, 'hang_up')]
}

const pageChanged = (s: CallState, leaving: boolean): Step => {
  const { callId, generation, heard: after } = s
  return [s, { do: 'touch', callId: callId ?? '', generation, after, leaving }]
}
