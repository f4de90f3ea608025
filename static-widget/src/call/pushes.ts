// What the database says on Realtime. A push only hurries: it may be lost, doubled, late or forged.
import { type Decoded, number, object, string } from './decode.ts'
import { type Signal, signal } from './signals.ts'

export const callPush = object({ call_id: string, state: string, version: number, generation: number })
export const receiptsPush = object({ call_id: string, devices: number })
export const ringPush = object({ call_id: string, ring_ms_left: number })
export const gonePush = object({ call_id: string })
const foreign = object({ call_id: string })

export type CallPush = Decoded<typeof callPush>
export type ReceiptsPush = Decoded<typeof receiptsPush>
export type SignalPush = Signal & { readonly call_id: string }

export const signalPush = (value: unknown): SignalPush => ({ ...signal(value), ...foreign(value) })
