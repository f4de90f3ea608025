// Asks every question and collects what is wrong. The database is only read: its session may not write.
import pg from 'pg'
import { QUESTIONS as HTTP, publicChannels } from './questions-http.mjs'
import { QUESTIONS as SQL } from './questions-sql.mjs'

/** @typedef {import('./questions-http.mjs').Finding} Finding */

const TOLD = `select (select value #>> '{}' from parley.settings where name = 'issuer') as issuer,
  (select value #>> '{}' from parley.settings where name = 'outcome_url') as outcome_url,
  extract(epoch from clock_timestamp()) * 1000 as clock`

export const QUESTIONS = SQL.length + HTTP.length

/** @param {import('./where.mjs').Where} where @returns {Promise<Finding[]>} */
export const examine = async (where) => {
  const local = /127\.0\.0\.1|localhost/.test(where.database)
  const client = new pg.Client({
    connectionString: where.database,
    connectionTimeoutMillis: 10_000,
    ...(local ? {} : { ssl: { rejectUnauthorized: false } }),
  })
  try {
    await client.connect()
  } catch (e) {
    const why = e instanceof Error ? e.message : String(e)
    return [
      {
        name: 'database',
        wrong: `cannot be reached: ${why}`,
        fix: 'DATABASE_URL from the dashboard, Connect',
      },
    ]
  }
  try {
    await client.query('set default_transaction_read_only = on')
    const findings = []
    for (const question of SQL) findings.push(...(await inDatabase(client, question)))
    const told = await about(client)
    for (const question of HTTP) {
      const keyIsBad = findings.some((it) => it.name === 'publishable key')
      if (keyIsBad && question === publicChannels) continue // it would only say the same in other words
      findings.push(...(await question(where, told)))
    }
    return findings
  } finally {
    await client.end()
  }
}

/** @param {pg.Client} client @param {import('./questions-sql.mjs').Question} question @returns {Promise<Finding[]>} */
const inDatabase = async (client, { name, sql, wrong, fix }) => {
  try {
    return (await client.query(sql)).rows.map((row) => ({ name, wrong: wrong(row), fix }))
  } catch (e) {
    return [
      {
        name,
        wrong: `cannot be asked: ${e instanceof Error ? e.message : e}`,
        fix: 'supabase db push; ask as the role postgres',
      },
    ]
  }
}

/** @param {pg.Client} client */
const about = async (client) => {
  try {
    const row = (await client.query(TOLD)).rows[0]
    return { issuer: row.issuer ?? '', outcomeUrl: row.outcome_url ?? '', clock: Number(row.clock) }
  } catch {
    return { issuer: '', outcomeUrl: '', clock: Number.NaN }
  }
}
