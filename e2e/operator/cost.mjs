// `make cost`: what a thousand calls cost at list prices, of the ledger (DATABASE_URL, or STATE of a local stack) or of docs/figures/mix.json.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { fixed, kinds, mixOf, peers, perThousand, total, variable } from './cost/model.mjs'
import { ROOT } from './zips.mjs'

/** @param {string} name */
const figures = (name) => JSON.parse(readFileSync(join(ROOT, 'docs', 'figures', name), 'utf8'))

const LEDGER = `select visitor_id, media, talk_seconds, ring_seconds, path, coalesce(relay_bytes_up, 0) + coalesce(relay_bytes_down, 0) as relayed from parley.call_outcomes
  where ended_at > clock_timestamp() - interval '30 days'`

/** @param {string} state */
const local = (state) =>
  `postgres://postgres@127.0.0.1:${JSON.parse(readFileSync(state, 'utf8')).postgres.port}/postgres`

const outcomes = async () => {
  const address = process.env.STATE ? local(process.env.STATE) : process.env.DATABASE_URL
  if (!address) return []
  const client = new pg.Client({
    connectionString: address,
    ...(/127\.0\.0\.1/.test(address) ? {} : { ssl: { rejectUnauthorized: false } }),
  })
  await client.connect()
  try {
    await client.query('set default_transaction_read_only = on')
    return (await client.query(LEDGER)).rows
  } finally {
    await client.end()
  }
}

/** @param {string} what @param {number} usd @param {string} [more] @param {boolean} [sure] */
const row = (what, usd, more = '', sure = true) =>
  console.log(`  ${what.padEnd(42)} ${usd.toFixed(2).padStart(9)}${sure ? ' ' : '?'} ${more}`)

const rows = await outcomes()
const prices = figures('prices.json')
const mix = perThousand(mixOf(rows, figures('mix.json')))
const lines = variable(mix, prices)
console.log(
  rows.length > 0
    ? `of the ledger's last 30 days: ${rows.length} calls`
    : 'no ledger given: the assumptions of docs/figures/mix.json',
)
console.log(`\nUS dollars per 1,000 calls of ${Math.round(mix.talk_seconds)} s, free allowances left out`)
for (const line of lines)
  row(
    line.what,
    line.usd,
    `${line.quantity.toPrecision(3)} × ${(line.usd / line.quantity || 0).toPrecision(3)}`,
    line.sure,
  )
row('all of it', total(lines))
console.log('\nper 1,000 calls of one kind')
for (const [kind, of] of Object.entries(kinds(mix))) row(kind, total(variable(of, prices)))
console.log('\nthe same calls elsewhere, list price without numbers and seats')
for (const line of peers(mix, prices)) row(line.what, line.usd, '', line.sure)
console.log('\na month with nobody calling')
for (const line of fixed(prices)) row(line.what, line.usd, '', line.sure)
row('all of it', total(fixed(prices)))
console.log(
  "\n? a price that was not read on the provider's own page: docs/figures/prices.json says where each is from",
)
