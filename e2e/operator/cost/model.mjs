// What a thousand calls cost, line by line: quantities of a mix times list prices. Pure; prices and mix stand in docs/figures.

/** @typedef {Record<string, { usd: number, per: string, sure?: boolean }>} Prices `sure: false`: not read on the provider's own page */
/**
 * @typedef {object} Mix of a number of calls
 * @property {number} calls
 * @property {number} callers distinct visitors: each is a third-party sign-in of the month
 * @property {number} talk_seconds
 * @property {number} ring_seconds
 * @property {number} video_share
 * @property {number} relayed_share
 * @property {number} audio_bytes_per_second both directions of one side together
 * @property {number} video_bytes_per_second
 * @property {number} page_views_per_call
 * @property {number} desk_hours_per_call
 * @property {number} [relayed_bytes] as measured; else derived from the shares
 */
/** @typedef {{ what: string, quantity: number, usd: number, sure: boolean }} Line */

/** Of one call, counted on the local stack (docs/scale.md): what it asks of each part. */
export const PER_CALL = { functions: 4, milliseconds: 60, log_bytes: 2600, messages: 22 }
const MEMORY_GB = 1
const MINUTES_OF_MONTH = 43_200

/** @param {Prices} prices @param {string} what @param {string} price @param {number} quantity @returns {Line} */
const priced = (prices, what, price, quantity) => ({
  what,
  quantity,
  usd: quantity * (prices[price]?.usd ?? Number.NaN),
  sure: prices[price]?.sure ?? true,
})

/** Bytes that a relay would carry if every call were relayed. @param {Mix} mix */
const bytes = (mix) =>
  mix.calls *
  mix.talk_seconds *
  (mix.video_share * mix.video_bytes_per_second + (1 - mix.video_share) * mix.audio_bytes_per_second)

/** What grows with calls, without free allowances. @param {Mix} mix @param {Prices} prices @returns {Line[]} */
export const variable = (mix, prices) => {
  /** @param {string} what @param {string} price @param {number} quantity @returns {Line} */
  const line = (what, price, quantity) => priced(prices, what, price, quantity)
  const asked = mix.calls * PER_CALL.functions
  const messages = mix.calls * (PER_CALL.messages + mix.desk_hours_per_call)
  const views = mix.calls * mix.page_views_per_call
  return [
    line('third-party sign-ins (distinct callers)', 'third_party_user', mix.callers),
    line('relay', 'relay_gb', (mix.relayed_bytes ?? bytes(mix) * mix.relayed_share) / 1e9),
    line('config from the cache', 'cloudfront_request', views),
    line('Realtime messages', 'realtime_message', messages),
    line('functions, requests', 'lambda_request', asked),
    line('functions, time', 'lambda_gb_second', (asked * PER_CALL.milliseconds * MEMORY_GB) / 1000),
    line('logs', 'cloudwatch_gb', (mix.calls * PER_CALL.log_bytes) / 1e9),
  ]
}

/** What a month costs with nobody calling. @param {Prices} prices @returns {Line[]} */
export const fixed = (prices) => {
  /** @param {string} what @param {string} price @param {number} quantity @returns {Line} */
  const line = (what, price, quantity) => priced(prices, what, price, quantity)
  return [
    line('Supabase Pro', 'supabase_month', 1),
    line('metrics', 'metric_month', 20),
    line('alarms (metrics in them)', 'alarm_metric_month', 26),
    line('secrets', 'secret_month', 4),
    line('the sweep, time', 'lambda_gb_second', MINUTES_OF_MONTH * 0.15 * 0.5),
    line('the sweep, requests', 'lambda_request', MINUTES_OF_MONTH),
  ]
}

/** The same calls at list prices elsewhere. @param {Mix} mix @param {Prices} prices @returns {Line[]} */
export const peers = (mix, prices) => {
  const minutes = mix.calls * Math.ceil(mix.talk_seconds / 60)
  return [
    priced(prices, 'Amazon Connect, voice', 'peer_connect_minute', minutes),
    priced(prices, 'Twilio Voice, two client legs', 'peer_twilio_leg_minute', 2 * minutes),
  ]
}

/** @param {Line[]} lines */
export const total = (lines) => lines.reduce((sum, line) => sum + line.usd, 0)

/** The mix of four kinds of calls: what each costs by itself. @param {Mix} mix */
export const kinds = (mix) => {
  const { relayed_bytes: _, ...shares } = mix
  return {
    'audio, direct': { ...shares, video_share: 0, relayed_share: 0 },
    'audio, relayed': { ...shares, video_share: 0, relayed_share: 1 },
    'video, direct': { ...shares, video_share: 1, relayed_share: 0 },
    'video, relayed': { ...shares, video_share: 1, relayed_share: 1 },
  }
}

/**
 * The mix that a ledger shows.
 *
 * @param {{ visitor_id: string, media: string, talk_seconds: number, ring_seconds: number, path: string | null, relayed: string | number }[]} outcomes
 * @param {Mix} assumed what a ledger does not know
 * @returns {Mix}
 */
export const mixOf = (outcomes, assumed) => {
  if (outcomes.length === 0) return assumed
  const talked = outcomes.filter((it) => it.talk_seconds > 0)
  const relayed = outcomes.filter((it) => it.path === 'relay')
  /** @param {(it: typeof outcomes[number]) => number} of @param {typeof outcomes} all */
  const sum = (of, all) => all.reduce((before, it) => before + of(it), 0)
  return {
    ...assumed,
    calls: outcomes.length,
    callers: new Set(outcomes.map((it) => it.visitor_id)).size,
    talk_seconds: sum((it) => it.talk_seconds, outcomes) / outcomes.length,
    ring_seconds: sum((it) => it.ring_seconds, outcomes) / outcomes.length,
    video_share: outcomes.filter((it) => it.media === 'video').length / outcomes.length,
    relayed_share: talked.length === 0 ? 0 : relayed.length / talked.length,
    relayed_bytes: sum((it) => Number(it.relayed), outcomes),
  }
}

/** @param {Mix} mix @returns {Mix} the same per thousand calls */
export const perThousand = (mix) => {
  const by = 1000 / mix.calls
  const { relayed_bytes, ...rest } = mix
  return {
    ...rest,
    calls: 1000,
    callers: mix.callers * by,
    ...(relayed_bytes === undefined ? {} : { relayed_bytes: relayed_bytes * by }),
  }
}
