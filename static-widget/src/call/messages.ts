// The contract with the database and the functions, as in shared/protocol. Types are read off the decoders.
import {
  anything,
  boolean,
  type Decoded,
  type Decoder,
  list,
  NotOurs,
  nullable,
  number,
  object,
  oneOf,
  string,
  withDefault,
} from './decode.ts'
import { isSignalType, type Signal, signal } from './signals.ts'

export type { Report } from './report.ts'

export type Role = 'visitor' | 'agent'

export const end = object({
  reason: oneOf(
    'hung_up',
    'cancelled',
    'declined',
    'unanswered',
    'abandoned',
    'failed',
    'peer_lost',
    'media_lost',
    'dropped',
  ),
  by: oneOf('visitor', 'agent', 'system'),
  ring_seconds: number,
  talk_seconds: number,
})
export type End = Decoded<typeof end>

export const person = nullable(object({ name: nullable(string) }))
export const page = nullable(object({ url: nullable(string), title: nullable(string) }))

/** The row as a client sees it: the truth about a call. */
export const call = object({
  call_id: string,
  state: oneOf('ringing', 'accepted', 'connected', 'ended'),
  version: number,
  generation: number,
  media: oneOf('audio', 'video'),
  ring_ms_left: number,
  devices: number,
  declined: boolean,
  agent: person,
  end: nullable(end),
})
export type Call = Decoded<typeof call>

export const timing = object({
  beat: number,
  beat_unsubscribed: number,
  touch: number,
  poll_ringing: number,
  poll_connecting: number,
  callback_after: number,
  ring_again_after: number,
  connect_within: number,
  media_stall: number,
  survivor_after: number,
  token_margin: number,
})
export type Timing = Decoded<typeof timing>

export const iceServers = list(anything as Decoder<RTCIceServer>)
export const ice = object({ servers: iceServers, policy: oneOf('all', 'relay') })
export type Ice = Decoded<typeof ice>

/** A signal of a type this version does not know is left out, never fatal. */
const signals: Decoder<readonly Signal[]> = (value, path = '$') => {
  if (!Array.isArray(value)) throw new NotOurs(path, 'a list')
  const known = value.filter((item) => isSignalType(String((item as { type?: unknown } | null)?.type)))
  return known.map((item, i) => signal(item, `${path}[${i}]`))
}

/** The yes of call-request, accept and resume alike. */
export const grant = object({
  call,
  offer: nullable(object({ sdp: string })),
  signals: withDefault(signals, []),
  visitor: person,
  page,
  ice,
  relay_ticket: nullable(string),
  timing,
})
export type Grant = Decoded<typeof grant>

/** Every answer about a running call: the row, and what the other side has said since we asked. */
export const row = object({ call, signals: withDefault(signals, []) })
export type Row = Decoded<typeof row>

const ring = object({
  call_id: string,
  ring_ms_left: number,
  media: string,
  devices: number,
  visitor: person,
  page,
})
export type Ring = Decoded<typeof ring>

export const beat = object({
  status: string,
  lease_ms: number,
  agent: object({ id: string, name: nullable(string), role: string }),
  rings: list(ring),
  mine: nullable(call),
  gone: list(object({ call_id: string, reason: string, by: nullable(string) })),
  /** How many wait to be called back. */
  callbacks: withDefault(number, 0),
  timing,
})
export type Beat = Decoded<typeof beat>

/** A no that somebody hears, from the functions and from the rpcs alike. A word we do not know yet is still a no. */
export const refusal = object({
  refused: string,
  call: nullable(call),
  call_id: nullable(string),
  state: nullable(string),
  generation: nullable(number),
  by: nullable(string),
  opens_at: nullable(string),
  retry_after: nullable(number),
})
export type Refusal = Decoded<typeof refusal>

export const visitorSession = object({
  token: string,
  expires_in: number,
  session: object({ id: string, secret: nullable(string) }),
  visitor_id: string,
  tenant_id: string,
})
export type VisitorSession = Decoded<typeof visitorSession>
