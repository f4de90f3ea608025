// From one call to a million a day: what each part has to carry in the busiest hour, and which plan carries it. Pure.
import { counted, eventsOf, FIGURES } from './model.mjs'

/** What a day looks like; each figure is an assumption that docs/scale.md argues. */
export const DAY = {
  busiest_hour: 0.12,
  talks: 300,
  rings: 12,
  page_views_per_call: 400,
  calls_per_desk_hour: 8,
  desk_utilisation: 0.67,
}

/** Measured on one machine (docs/scale.md): per rpc or request, and per call. */
export const COSTS = {
  deliveries_per_push: 2,
  function_ms: 60,
  rpc_ms: 6,
  wal_per_call: 190_000,
  wal_per_touch: 3_500,
  wal_per_beat: 1_500,
}

/** @param {number} callsPerDay @param {typeof COSTS} [costs] */
export const project = (callsPerDay, costs = COSTS) => {
  const call = counted(eventsOf(0, 0, { rings: DAY.rings, talks: DAY.talks }))
  const perSecond = (callsPerDay * DAY.busiest_hour) / 3600
  const open = perSecond * (DAY.rings + FIGURES.connects + DAY.talks)
  const desks = open / DAY.desk_utilisation
  const beats = desks / FIGURES.beat
  const touches = call.byKind.touch ?? 0
  return {
    calls_per_day: callsPerDay,
    calls_per_second: perSecond,
    open_calls: open,
    desks,
    connections: open + desks,
    joins_per_second: perSecond + (desks / 28_800) * 2,
    messages_per_second: perSecond * call.pushes * costs.deliveries_per_push,
    rpcs_per_second: perSecond * call.rpcs + beats,
    function_concurrency: (perSecond * call.functions * costs.function_ms) / 1000,
    config_per_second: perSecond * DAY.page_views_per_call,
    pooler_busy: ((perSecond * call.functions + perSecond * call.rpcs + beats) * costs.rpc_ms) / 1000,
    wal_bytes_per_second:
      perSecond * (costs.wal_per_call + touches * costs.wal_per_touch) + beats * costs.wal_per_beat,
  }
}

/** Supabase's limits per project, supabase.com/docs/guides/realtime/limits, 2026-11-25. */
const PLANS = [
  { name: 'Free', connections: 200, messages: 100, joins: 100 },
  { name: 'Pro', connections: 500, messages: 500, joins: 500 },
  { name: 'Pro without cap, Team', connections: 10_000, messages: 2500, joins: 2500 },
]

/** The smallest plan with a half to spare, or how many projects of the largest. @param {ReturnType<typeof project>} load */
export const planFor = (load) => {
  const fits = PLANS.find(
    (plan) =>
      load.connections <= plan.connections / 2 &&
      load.messages_per_second <= plan.messages / 2 &&
      load.joins_per_second <= plan.joins / 2,
  )
  if (fits) return fits.name
  const last = PLANS[PLANS.length - 1]
  if (last === undefined) return ''
  return `${Math.ceil(Math.max(load.connections / (last.connections / 2), load.messages_per_second / (last.messages / 2)))} projects`
}

/** @param {number} value */
const short = (value) =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : value >= 10 ? value.toFixed(0) : value.toFixed(1)

/** The table of docs/scale.md. */
export const table = () => {
  const loads = [1000, 10_000, 100_000, 1_000_000].map((calls) => project(calls))
  /** @param {string} what @param {(load: ReturnType<typeof project>) => string} of */
  const row = (what, of) => `| ${what} | ${loads.map(of).join(' | ')} |`
  return [
    row('calls a day', (it) => it.calls_per_day.toLocaleString('en-US')),
    `|${'---|'.repeat(loads.length + 1)}`,
    row('calls a second, busiest hour', (it) => short(it.calls_per_second)),
    row('open calls', (it) => short(it.open_calls)),
    row('desks', (it) => short(it.desks)),
    row('Realtime connections', (it) => short(it.connections)),
    row('Realtime messages a second', (it) => short(it.messages_per_second)),
    row('joins a second', (it) => short(it.joins_per_second)),
    row('rpcs a second', (it) => short(it.rpcs_per_second)),
    row('functions of the call path at once', (it) => short(it.function_concurrency)),
    row('config requests a second, before the cache', (it) => short(it.config_per_second)),
    row('database connections busy', (it) => short(it.pooler_busy)),
    row('WAL, MB a second', (it) => short(it.wal_bytes_per_second / 1e6)),
    row('Supabase', planFor),
  ].join('\n')
}
