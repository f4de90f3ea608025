// The contract of the desk's lists: calls that were, who waits to be called back, who of the team is there, when it is open.
import {
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
import { page, person } from './messages.ts'

const note = object({ by: nullable(string), mine: boolean, note: string, at: string })
export type Note = Decoded<typeof note>
export const noted = object({ call_id: string, notes: list(note) })
export const blocked = object({ call_id: string, blocked: boolean })

/** Milliseconds, and the share of packets that were lost: the worse of what both sides measured. */
const quality = nullable(
  object({ rtt_ms: nullable(number), loss: nullable(number), jitter_ms: nullable(number) }),
)

export const history = object({
  calls: list(
    object({
      call_id: string,
      at: string,
      state: string,
      media: string,
      visitor: person,
      agent: person,
      page,
      reason: nullable(string),
      by: nullable(string),
      ring_seconds: nullable(number),
      talk_seconds: nullable(number),
      path: nullable(string),
      cause: nullable(string),
      quality,
      rating: nullable(number),
      notes: withDefault(list(note), []),
      blocked: withDefault(boolean, false),
      settled: boolean,
    }),
  ),
  more: boolean,
})
export type History = Decoded<typeof history>
export type PastCall = History['calls'][number]

/** Who waits to be called back, newest first. */
export const callbacks = object({
  callbacks: list(
    object({
      id: string,
      at: string,
      name: nullable(string),
      contact: nullable(string),
      note: nullable(string),
      when: nullable(string),
      /** Still at the page, as far as the database can tell. */
      here: boolean,
      seen_at: string,
    }),
  ),
  more: boolean,
})
export type Callbacks = Decoded<typeof callbacks>
export const resolved = object({ callback: object({ id: string, state: string, by: nullable(string) }) })

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Day = (typeof DAYS)[number]
/** From and to, HH:MM; one that ends at or before its start runs over midnight. */
export type Shift = readonly [string, string]
export interface Hours {
  readonly tz: string
  readonly week: Readonly<Partial<Record<Day, readonly Shift[]>>>
  readonly closed: readonly string[]
}

const shift: Decoder<Shift> = (value, path = '$') => {
  const [from, to, ...rest] = list(string)(value, path)
  if (from === undefined || to === undefined || rest.length > 0) throw new NotOurs(path, 'a from and a to')
  return [from, to]
}
const shifts = list(shift)
/** Days that are not named are closed. */
const week: Decoder<Hours['week']> = (value, path = '$') => {
  const from = object({})(value, path) && (value as Record<string, unknown>)
  const named = DAYS.filter((day) => from[day] !== undefined)
  return Object.fromEntries(named.map((day) => [day, shifts(from[day], `${path}.${day}`)]))
}
const hours = object({ tz: string, week, closed: withDefault(list(string), []) })
/** `hours` null is always open. */
export const opening = object({ hours: nullable(hours), open_now: boolean, opens_at: nullable(string) })
export type Opening = Decoded<typeof opening>

export const PRESENCES = [
  'available',
  'in_call',
  'connecting',
  'wrap_up',
  'do_not_disturb',
  'away',
  'offline',
] as const
const agent = object({
  id: string,
  name: nullable(string),
  role: oneOf('agent', 'owner'),
  presence: oneOf(...PRESENCES),
  call: nullable(object({ call_id: string, visitor: person, seconds: number })),
})
const blockedCaller = object({
  call_id: nullable(string),
  name: nullable(string),
  by: nullable(string),
  at: string,
})
const people = object({ agents: list(agent), ringing: number, blocked: list(blockedCaller) })
export const team: Decoder<Decoded<typeof people> & Opening> = (value, path) => ({
  ...people(value, path),
  ...opening(value, path),
})
export type Team = Decoded<typeof team>
