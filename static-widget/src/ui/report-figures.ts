// The report's figures as people read them: bars for the charts, bytes, money.
import type { Reliability } from '../call/reliability.ts'
import type { Bar } from './stacked-chart.ts'
import { words } from './texts/words.ts'

const DAY_MS = 86_400_000

export const OUTCOMES = ['talked', 'missed', 'left', 'failed', 'lost'] as const
const GROUP: Readonly<Record<string, (typeof OUTCOMES)[number]>> = {
  hung_up: 'talked',
  unanswered: 'missed',
  declined: 'missed',
  cancelled: 'left',
  abandoned: 'left',
  failed: 'failed',
  peer_lost: 'lost',
  media_lost: 'lost',
  dropped: 'lost',
}
export const ROUTES = [
  'direct',
  'server_reflexive',
  'relay_udp',
  'relay_tcp',
  'relay_tls',
  'unknown',
] as const

type Counts = Readonly<Record<string, number>>

const grouped = (counts: Counts, group: (name: string) => string | undefined): Counts => {
  const sums: Record<string, number> = {}
  for (const [name, n] of Object.entries(counts)) {
    const to = group(name)
    if (to !== undefined) sums[to] = (sums[to] ?? 0) + n
  }
  return sums
}
const outcomeOf = (reason: string): string | undefined => GROUP[reason]
const routeOf = (path: string): string | undefined =>
  path === 'none' ? undefined : (ROUTES as readonly string[]).includes(path) ? path : 'unknown'

/** One bar per day of the period, days without a call too. */
export const barsOf = (
  { from, to, series }: Pick<Reliability, 'from' | 'to' | 'series'>,
  by: 'reasons' | 'paths',
): readonly Bar[] => {
  const days = new Map(series.map((one) => [Date.parse(one.at), one[by]]))
  const bars: Bar[] = []
  const first = Math.floor(Date.parse(from) / DAY_MS) * DAY_MS
  for (let at = first; at < Date.parse(to); at += DAY_MS)
    bars.push({
      at: new Date(at).toISOString(),
      values: grouped(days.get(at) ?? {}, by === 'reasons' ? outcomeOf : routeOf),
    })
  return bars
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']

/** Decimal units, as providers bill. */
export const bytes = (n: number): string => {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, n)) / 3)))
  return new Intl.NumberFormat(words.language, {
    style: 'unit',
    unit: UNITS[power] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: power === 0 ? 0 : 1,
  }).format(n / 1000 ** power)
}

/** Micro-dollars. */
export const money = (micros: number): string =>
  new Intl.NumberFormat(words.language, {
    style: 'currency',
    currency: 'USD',
    maximumFractionDigits: micros > 0 && micros < 100_000 ? 4 : 2,
  }).format(micros / 1_000_000)

export const number = (n: number): string => new Intl.NumberFormat(words.language).format(n)
export const percent = (part: number, all: number): string =>
  new Intl.NumberFormat(words.language, { style: 'percent', maximumFractionDigits: 1 }).format(
    all === 0 ? 0 : part / all,
  )
