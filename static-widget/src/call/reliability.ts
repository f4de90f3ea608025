// The contract of the owner's report. Bytes are bytes, money is micro-dollars, times are the database's.
import {
  boolean,
  type Decoded,
  type Decoder,
  list,
  NotOurs,
  nullable,
  number,
  object,
  string,
  withDefault,
} from './decode.ts'

/** ISO 8601, from (in) to (out). */
export interface Period {
  readonly from: string
  readonly to: string
}

/** How many, by name; names of tomorrow are kept. */
const counts: Decoder<Readonly<Record<string, number>>> = (value, path = '$') => {
  if (typeof value !== 'object' || value === null) throw new NotOurs(path, 'an object')
  return Object.fromEntries(Object.entries(value).map(([name, n]) => [name, number(n, `${path}.${name}`)]))
}

export const reliability = object({
  from: string,
  to: string,
  bucket: string,
  plan: object({
    plan: string,
    relay_policy: string,
    relay_probes: withDefault(boolean, false),
    premium_requested_at: nullable(string),
  }),
  totals: object({ calls: number, connected: number, failed: number, relayed: number }),
  series: list(object({ at: string, reasons: counts, paths: counts })),
  failures: list(
    object({
      cause: string,
      calls: number,
      last_at: string,
      probed: number,
      relay_would_have_worked: number,
      fix: string,
    }),
  ),
  relay: object({ saved: number, would_have_saved: number, probed: number, no_path: number }),
  money: object({
    bytes_up: number,
    bytes_down: number,
    cost_micros: number,
    unsettled_micros: number,
    providers: list(string),
  }),
  budget: object({
    month: string,
    bytes: number,
    bytes_per_call: number,
    used: number,
    reserved: number,
    low_percent: number,
    state: string,
  }),
})
export type Reliability = Decoded<typeof reliability>

export const reliabilityCalls = object({
  calls: list(
    object({
      call_id: string,
      at: string,
      media: string,
      agent: nullable(string),
      reason: string,
      failure: nullable(string),
      path: string,
      ring_seconds: number,
      talk_seconds: number,
      relay_bytes_up: nullable(number),
      relay_bytes_down: nullable(number),
      relay_cost_micros: nullable(number),
      relay_charged_by: nullable(string),
      relay_would_have_worked: nullable(boolean),
    }),
  ),
  more: boolean,
})
export type ReliabilityCall = Decoded<typeof reliabilityCalls>['calls'][number]

export const premiumRequested = object({
  request: object({ id: string, at: string, state: string, by: nullable(string) }),
})
export const probesSet = object({ relay_probes: boolean })
