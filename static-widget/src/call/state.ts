// The words of the machine: what a call is, what can happen to it, what is to be done about it.
import type { Call, End, Grant, Ice, Refusal, Role, Row, Timing } from './messages.ts'
import type { Microphone, MicrophoneFailure } from './microphone.ts'
import type { CallPush, ReceiptsPush, SignalPush } from './pushes.ts'
import type { RelayState } from './relay.ts'
import type { Saying, Signal } from './signals.ts'

/** `ringing accepted connected` are the row's own words; the others come before and after it. */
export type Phase = 'idle' | 'preparing' | 'asking' | 'ringing' | 'accepted' | 'connected' | 'ended'
export type Asks = 'request' | 'accept' | 'resume'
/** Media is apart from acceptance: a later version connects while it still rings. */
export type Media = 'none' | 'starting' | 'up' | 'silent'
export type Ending =
  | { readonly why: 'ended'; readonly end: End }
  | { readonly why: 'refused'; readonly refusal: Refusal }
  | { readonly why: 'microphone'; readonly failure: MicrophoneFailure }
  | { readonly why: 'unreachable' }
  /** Another page of the same person carries this call on. */
  | { readonly why: 'elsewhere' }
  /** Hung up before there was a call, or where nobody could be told. */
  | { readonly why: 'left' }

/** A relay ticket; null where the tenant has no relay. */
type Ticket = Grant['relay_ticket']
type Servers = Ice['servers'] | null

export interface CallState {
  readonly role: Role
  readonly phase: Phase
  readonly asks: Asks | null
  readonly callId: string | null
  readonly media: Media
  readonly microphone: Microphone
  /** Waits for nobody's word before it rings. */
  readonly confirmed: boolean
  readonly muted: boolean
  /** The browser refused to play sound without a tap. */
  readonly soundBlocked: boolean
  /** Our own offer, made before anybody is asked. */
  readonly offer: string | null
  readonly row: Call | null
  /** The newest version of the row that a push has named. */
  readonly expected: number
  /** Generation of our peer connection. */
  readonly generation: number
  /** All the other side said up to this number is applied. */
  readonly heard: number
  /** The other side has described itself in this generation. */
  readonly described: boolean
  readonly devices: number
  /** Rang long enough for a callback to be offered if no device answers. */
  readonly waited: boolean
  readonly rangAgain: boolean
  readonly hanging: boolean
  /** Something was pushed before we knew the row. */
  readonly missed: boolean
  readonly ice: Ice | null
  readonly ticket: Ticket
  readonly relay: RelayState
  /** What came with the credential, until a gathering has used it. */
  readonly servers: Servers
  /** Our side of this generation gathers, or has. */
  readonly live: boolean
  /** The direct path is late, or lost before it stood: a credential that comes now is used at once. */
  readonly path: 'sought' | 'late' | 'lost'
  /** The network changed before there was anybody to tell. */
  readonly moved: boolean
  readonly timing: Timing | null
  readonly visitor: Grant['visitor']
  readonly page: Grant['page']
  readonly ending: Ending | null
}

export type Timer = 'poll' | 'touch' | 'callback' | 'ring-again' | 'survivor' | 'relay' | 'path' | 'restart'

export type Event =
  | { readonly is: 'place'; readonly callId: string; readonly tested?: boolean }
  /** The person has tested what they speak into, and wants it to ring. */
  | { readonly is: 'confirm' }
  | { readonly is: 'accept' | 'resume'; readonly callId: string }
  | { readonly is: 'microphone'; readonly now: 'open' | MicrophoneFailure }
  | { readonly is: 'retry-microphone' }
  | { readonly is: 'offered'; readonly sdp: string }
  | { readonly is: 'granted'; readonly grant: Grant }
  | { readonly is: 'refused'; readonly refusal: Refusal }
  | { readonly is: 'unreachable' }
  | { readonly is: 'row'; readonly row: Row }
  /** `generation`: of the question; null where it had none. */
  | { readonly is: 'stale'; readonly call: Call; readonly generation: number | null }
  | { readonly is: 'nudge'; readonly push: CallPush }
  | { readonly is: 'receipts'; readonly push: ReceiptsPush }
  | { readonly is: 'signal'; readonly push: SignalPush }
  /** Something may have been said that we did not hear: the channel was away, or a push came without its payload. */
  | { readonly is: 'missed' }
  /** The database says that we are no party of this call any more. */
  | { readonly is: 'shut-out' }
  | { readonly is: 'say'; readonly generation: number; readonly saying: Saying }
  | { readonly is: 'media'; readonly generation: number; readonly now: 'up' | 'silent' | 'failed' }
  /** What the relay ticket brought; null: no relay. `early`: a later question may find one. */
  | { readonly is: 'relay'; readonly generation: number; readonly servers: Servers; readonly early: boolean }
  /** Answering the other side's look for a path, this side looked too, with a fresh credential. */
  | { readonly is: 'rejoined'; readonly generation: number }
  /** This device has another network, or its network back. */
  | { readonly is: 'network' }
  | { readonly is: 'sound'; readonly blocked: boolean }
  | { readonly is: 'timer'; readonly timer: Timer }
  | { readonly is: 'mute'; readonly on: boolean }
  | { readonly is: 'hang-up' }
  | { readonly is: 'page'; readonly leaving: boolean }

export type Effect =
  /** Session, channel and our offer, for a visitor. */
  | { readonly do: 'prepare' }
  | { readonly do: 'microphone' }
  | { readonly do: 'request'; readonly callId: string; readonly offer: string | null }
  | { readonly do: 'resume'; readonly callId: string; readonly offer: string | null }
  | { readonly do: 'accept'; readonly callId: string }
  /** The prepared offer goes live. */
  | { readonly do: 'start'; readonly generation: number; readonly ice: Ice; readonly ticket: Ticket }
  /** A new peer connection; the visitor's offers, the agent's waits for an offer. */
  | { readonly do: 'connect'; readonly generation: number; readonly ice: Ice; readonly ticket: Ticket }
  /** Redeem the relay ticket. */
  | { readonly do: 'mint'; readonly generation: number; readonly ticket: string }
  /** Where only a relay is allowed, gathering waits for this. */
  | { readonly do: 'admit'; readonly servers: Ice['servers'] }
  /** Look for a path anew: an ICE restart. Without servers it takes a fresh credential first, where there is a ticket. */
  | { readonly do: 'restart'; readonly generation: number; readonly servers: Servers }
  /** The call failed: would a relay have carried it? */
  | { readonly do: 'probe'; readonly callId: string }
  | { readonly do: 'apply'; readonly signal: Signal }
  | {
      readonly do: 'send'
      readonly callId: string
      readonly generation: number
      readonly saying: Saying
      readonly after: number
    }
  | { readonly do: 'read'; readonly callId: string; readonly after: number }
  | {
      readonly do: 'touch'
      readonly callId: string
      readonly generation: number
      readonly after: number
      readonly leaving: boolean
    }
  | { readonly do: 'ring-again'; readonly callId: string }
  | {
      readonly do: 'end'
      readonly callId: string
      readonly generation: number
      readonly intent: 'hang_up' | 'no_path' | 'peer_silent'
    }
  | { readonly do: 'wait'; readonly timer: Timer; readonly ms: number }
  | { readonly do: 'mute'; readonly on: boolean }
  /** Stop sound and microphone at once; the ending may still be on its way. */
  | { readonly do: 'quiet' }
  | { readonly do: 'close' }
  | { readonly do: 'tell'; readonly ending: Ending }

export type Step = readonly [CallState, ...Effect[]]

export const idle = (role: Role): CallState => ({
  role,
  phase: 'idle',
  asks: null,
  callId: null,
  media: 'none',
  microphone: 'unasked',
  confirmed: true,
  muted: false,
  soundBlocked: false,
  offer: null,
  row: null,
  expected: 0,
  generation: 0,
  heard: 0,
  described: false,
  devices: 0,
  waited: false,
  rangAgain: false,
  hanging: false,
  missed: false,
  ice: null,
  ticket: null,
  relay: 'none',
  servers: null,
  live: false,
  path: 'sought',
  moved: false,
  timing: null,
  visitor: null,
  page: null,
  ending: null,
})
