// What a visitor reads besides the running call.
import type { In, Language, Plural } from '../languages.ts'

export { call } from '../call/en.ts'

const devices: Plural<'en'> = { one: 'Ringing on {n} device', other: 'Ringing on {n} devices' }
const stars: Plural<'en'> = { one: '{n} star', other: '{n} stars' }

export const visitor = {
  panel: 'Call',
  whyMicrophone:
    'Your browser will ask for your microphone, so that the person you call can hear you. Nothing is recorded.',
  test: {
    title: 'Before you call',
    speak: 'Say something: the bars move if your microphone works.',
    heard: 'Your microphone works.',
    silent: 'Nothing is heard yet. Is it switched on, and is it the right one?',
    level: 'Your microphone',
    playTone: 'Play a test sound',
    camera: 'Start with my camera on',
    start: 'Start call',
  },
  calling: 'Calling …',
  devices,
  talkingTo: 'You are talking to {name}',
  connected: 'You are connected',
  connectingTo: 'Connecting to {name}',
  connectingToOther: 'Connecting to the other side',
  callAgain: 'Call again',
  ends: {
    hung_up_here: 'You hung up after {time}.',
    hung_up: 'The other side hung up.',
    cancelled: 'You cancelled the call.',
    declined: 'Nobody could take your call just now.',
    unanswered: 'Nobody answered.',
    abandoned: 'The call was given up because this page did not answer for a while.',
    failed: 'Your browsers found no way to each other. A firewall may be in between.',
    peer_lost: 'The other side was lost and did not come back.',
    media_lost: 'The sound was lost and did not come back.',
    dropped: 'The connection was lost on both sides.',
  },
  refusals: {
    voice_not_enabled: 'Calls are not available here.',
    video_not_enabled: 'Video calls are not available here.',
    nobody_available: 'Nobody is available for a call right now.',
    outside_hours: 'We are closed right now.',
    outside_hours_until: 'We are closed now. We open {day}.',
    already_in_call: 'You are already in a call in another page.',
    tenant_busy: 'All lines are busy. Please try again in a moment.',
    too_many_requests: 'That was a little too often. Please try again in a moment.',
    origin_not_allowed: 'Calls are not allowed from this website.',
    blocked: 'You cannot call here.',
    over: 'This call is already over.',
  },
  rating: {
    title: 'How was the call?',
    stars,
    comment: 'Would you like to say more?',
    send: 'Send',
    thanks: 'Thank you for telling us.',
    failed: 'That could not be sent. Please try again.',
  },
  callback: {
    offer:
      'Nobody’s device has answered yet. It keeps ringing; you can also leave a message to be called back.',
    title: 'Call me back',
    name: 'Your name',
    contact: 'Phone or email',
    note: 'What is it about?',
    when: 'When?',
    optional: 'optional',
    send: 'Ask for a callback',
    sent: 'Thank you. You will be called back.',
    failed: 'That could not be sent. Please try again.',
  },
  offline: {
    title: 'Nobody is available right now',
    closed: 'We are closed right now',
    opens: 'We open {day}.',
    invite: 'Leave a message, and you will be called back.',
  },
  cannotCall: {
    title: 'This browser cannot call',
    words: 'Please open this page in a current Chrome, Edge, Firefox or Safari, or leave a message.',
  },
}
export type VisitorTexts<L extends Language = Language> = In<typeof visitor, L>
