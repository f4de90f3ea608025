// Shorthand for machine tests: rows, grants, signals, and a runner that keeps every effect.
import { config } from '../../src/call/config.ts'
import { idle, step } from '../../src/call/machine.ts'
import type { Call, End, Grant, Refusal, Role, Timing } from '../../src/call/messages.ts'
import type { Signal } from '../../src/call/signals.ts'
import type { CallState, Effect, Event } from '../../src/call/state.ts'

export const ID = '6f9619ff-8b86-4d01-b42d-00c04fc964ff'

/** A tenant as its page learns of it. */
export const shop = config({
  tenant: { id: 't1', name: 'Acme' },
  features: { voice_enabled: true, video_enabled: false },
  agent_status: 'online',
  opens_at: null,
  supabase: { url: 'http://supabase.test', key: 'k' },
  endpoints: { visitor_session: '', call_request: '', turn_token: '' },
})

export const timing: Timing = {
  beat: 10000,
  beat_unsubscribed: 5000,
  touch: 15000,
  poll_ringing: 3000,
  poll_connecting: 1000,
  callback_after: 5000,
  ring_again_after: 6000,
  connect_within: 30000,
  media_stall: 2000,
  survivor_after: 20000,
  token_margin: 90000,
}

export const RELAYS: RTCIceServer[] = [
  { urls: 'turn:relay.example?transport=udp', username: 'u', credential: 'c' },
]

export const row = (state: Call['state'], more: Partial<Call> = {}): Call => ({
  call_id: ID,
  state,
  version: { ringing: 1, accepted: 2, connected: 3, ended: 4 }[state],
  generation: 0,
  media: 'audio',
  ring_ms_left: state === 'ringing' ? 45000 : 0,
  devices: 0,
  declined: false,
  agent: state === 'ringing' ? null : { name: 'Ana' },
  end: state === 'ended' ? over : null,
  ...more,
})

export const over: End = { reason: 'hung_up', by: 'agent', ring_seconds: 4, talk_seconds: 61 }

export const grant = (call: Call, more: Partial<Grant> = {}): Grant => ({
  call,
  offer: null,
  signals: [],
  visitor: null,
  page: null,
  ice: { servers: [], policy: 'all' },
  relay_ticket: null,
  timing,
  ...more,
})

export const refusal = (refused: string, more: Partial<Refusal> = {}): Refusal => ({
  refused,
  call: null,
  call_id: null,
  state: null,
  generation: null,
  by: null,
  opens_at: null,
  retry_after: null,
  ...more,
})

export const answer = (seq = 1, generation = 0): Signal => ({
  seq,
  generation,
  id: `answer-${generation}-${seq}`,
  type: 'answer',
  payload: { sdp: 'answer' },
})
export const offer = (seq = 1, generation = 0): Signal => ({
  seq,
  generation,
  id: `offer-${generation}-${seq}`,
  type: 'offer',
  payload: { sdp: 'offer' },
})
export const candidates = (seq: number, generation = 0): Signal => ({
  seq,
  generation,
  id: `candidate-${generation}-${seq}`,
  type: 'candidate',
  payload: { candidates: [] },
})

export const run = (from: Role | CallState, ...events: Event[]): { state: CallState; effects: Effect[] } => {
  let state = typeof from === 'string' ? idle(from) : from
  const effects: Effect[] = []
  for (const event of events) {
    const [next, ...more] = step(state, event)
    state = next
    effects.push(...more)
  }
  return { state, effects }
}

export const placed: Event[] = [
  { is: 'place', callId: ID },
  { is: 'microphone', now: 'open' },
  { is: 'offered', sdp: 'offer' },
]
export const ringing: Event[] = [...placed, { is: 'granted', grant: grant(row('ringing')) }]
export const talking: Event[] = [
  ...ringing,
  { is: 'row', row: { call: row('accepted'), signals: [answer()] } },
  { is: 'media', generation: 0, now: 'up' },
  { is: 'row', row: { call: row('connected'), signals: [] } },
]
export const accepted: Event[] = [
  { is: 'accept', callId: ID },
  { is: 'microphone', now: 'open' },
  { is: 'granted', grant: grant(row('accepted'), { signals: [offer(), candidates(2)] }) },
]

export const deeds = (effects: Effect[]): string[] => effects.map((e) => e.do)
