// Every word a person reads. Another language is another file of this shape.
import type { End, Refusal } from '../../call/messages.ts'
import type { Ending, MicrophoneFailure } from '../../call/state.ts'
import type { Status } from '../../call/status.ts'

export const seconds = (n: number): string => {
  const s = Math.max(0, Math.round(n))
  return s < 60 ? `${s} s` : `${Math.floor(s / 60)} min ${s % 60} s`
}

export const visitorEnds: Record<End['reason'], (end: End) => string> = {
  hung_up: (end) =>
    end.by === 'visitor' ? `You hung up after ${seconds(end.talk_seconds)}.` : 'The other side hung up.',
  cancelled: () => 'You cancelled the call.',
  declined: () => 'Nobody could take your call just now.',
  unanswered: () => 'Nobody answered.',
  abandoned: () => 'The call was given up because this page did not answer for a while.',
  failed: () => 'Your browsers found no way to each other. A firewall may be in between.',
  peer_lost: () => 'The other side was lost and did not come back.',
  media_lost: () => 'The sound was lost and did not come back.',
  dropped: () => 'The connection was lost on both sides.',
}

export const refusals: Record<string, (r: Refusal) => string> = {
  voice_not_enabled: () => 'Calls are not available here.',
  video_not_enabled: () => 'Video calls are not available here.',
  nobody_available: () => 'Nobody is available for a call right now.',
  outside_hours: (r) =>
    r.opens_at ? `We are closed now. We open ${day(r.opens_at)}.` : 'We are closed right now.',
  already_in_call: () => 'You are already in a call in another page.',
  tenant_busy: () => 'All lines are busy. Please try again in a moment.',
  too_many_requests: () => 'That was a little too often. Please try again in a moment.',
  origin_not_allowed: () => 'Calls are not allowed from this website.',
  blocked: () => 'You cannot call here.',
  over: () => 'This call is already over.',
}

const day = (iso: string): string =>
  new Intl.DateTimeFormat('en', { weekday: 'long', hour: 'numeric', minute: '2-digit' }).format(new Date(iso))

const microphones: Record<MicrophoneFailure, string> = {
  denied:
    'The microphone is blocked for this page. Allow it in the address bar of your browser, then try again.',
  missing: 'No microphone was found. Plug one in, then try again.',
  busy: 'The microphone is in use by another program. Close it there, then try again.',
  insecure: 'This page is not secure (https), so your browser gives no microphone to it.',
  failed: 'The microphone could not be opened. Please try again.',
}

export const endingWords = (ends: typeof visitorEnds, noes: typeof refusals) => (ending: Ending) => {
  switch (ending.why) {
    case 'ended':
      return ends[ending.end.reason](ending.end)
    case 'refused':
      return noes[ending.refusal.refused]?.(ending.refusal) ?? 'The call was refused.'
    case 'microphone':
      return microphones[ending.failure]
    case 'unreachable':
      return 'We could not be reached. Please check your connection and try again.'
    case 'elsewhere':
      return 'This call goes on in another page.'
    case 'left':
      return 'The call was cancelled.'
    default:
      return ending satisfies never
  }
}

const endingTitle = (ending: Ending): string => {
  if (ending.why === 'elsewhere') return 'In another page'
  if (ending.why === 'microphone') return 'No microphone'
  if (ending.why === 'unreachable') return 'No connection'
  if (ending.why !== 'refused') return 'Call ended'
  return ending.refusal.refused === 'already_in_call' ? 'In another page' : 'No call'
}

const statuses: Record<Status, string> = {
  idle: '',
  preparing: 'Getting ready …',
  requesting: 'Calling …',
  resuming: 'Returning to your call …',
  accepting: 'Accepting …',
  ringing: 'Ringing …',
  connecting: 'Connecting …',
  connected: 'Connected',
  reconnecting: 'Connection lost. Reconnecting …',
  ending: 'Ending the call …',
  ended: 'Call ended',
}

export const en = {
  panel: 'Call',
  statuses,
  endingTitle,
  visitorEnding: endingWords(visitorEnds, refusals),
  microphones,
  whyMicrophone:
    'Your browser will ask for your microphone, so that the person you call can hear you. Nothing is recorded.',
  noMicrophone: 'No microphone',
  tryAgain: 'Try again',
  cancel: 'Cancel',
  close: 'Close',
  callAgain: 'Call again',
  continueHere: 'Continue the call here',
  devices: (n: number) =>
    n === 0 ? 'Calling …' : n === 1 ? 'Ringing on 1 device' : `Ringing on ${n} devices`,
  talkingTo: (name: string | null, talking: boolean) =>
    talking
      ? name
        ? `You are talking to ${name}`
        : 'You are connected'
      : `Connecting to ${name ?? 'the other side'}`,
  mute: 'Mute',
  mutedMark: ' · muted',
  hangUp: 'Hang up',
  tapToHear: 'Tap to hear',
  you: 'You',
  other: 'Other side',
  talkTime: 'Talk time',
  microphoneOff: 'Turn the microphone on',
  callback: {
    offer:
      'Nobody’s device has answered yet. It keeps ringing; you can also leave a message to be called back.',
    title: 'Call me back',
    name: 'Your name',
    contact: 'Phone or email',
    note: 'What is it about?',
    when: 'When?',
    send: 'Ask for a callback',
    sent: 'Thank you. You will be called back.',
    failed: 'That could not be sent. Please try again.',
  },
}
export type Texts = typeof en
