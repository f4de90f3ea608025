// What one browser says to the other before they are connected. A new signal type is one line here;
// who can act on it is the table in media/peer.ts.
import { anything, type Decoded, type Decoder, list, NotOurs, number, object, string } from './decode.ts'

const description = object({ sdp: string })
const candidate = object({ candidates: list(anything as Decoder<RTCIceCandidateInit>) })

export const signalPayloads = { offer: description, answer: description, candidate }

export type SignalType = keyof typeof signalPayloads
export type SignalPayload<T extends SignalType> = Decoded<(typeof signalPayloads)[T]>

interface Envelope<T extends SignalType> {
  readonly seq: number
  readonly generation: number
  readonly id: string
  readonly type: T
  readonly payload: SignalPayload<T>
}
/** `seq` counts per sending side over the whole call; `id` makes a repeat harmless. */
export type Signal = { [T in SignalType]: Envelope<T> }[SignalType]

/** What a side wants to say; number and name are given on the way. */
export type Saying = { [T in SignalType]: Pick<Envelope<T>, 'type' | 'payload'> }[SignalType]

const envelope = object({ seq: number, generation: number, id: string, type: string })

export const isSignalType = (type: string): type is SignalType => Object.hasOwn(signalPayloads, type)

export const signal: Decoder<Signal> = (value, path = '$') => {
  const { type, ...rest } = envelope(value, path)
  if (!isSignalType(type)) throw new NotOurs(`${path}.type`, 'a signal we know')
  const payload = signalPayloads[type]((value as { payload?: unknown }).payload, `${path}.payload`)
  return { ...rest, type, payload } as Signal
}
