// Looks for addresses: whatever is one and is neither the relay's nor the stack's own is somebody's.

import { readdirSync, readFileSync } from 'node:fs'
import { isIPv4, isIPv6 } from 'node:net'
import { join } from 'node:path'
import { RELAY_ADDRESS } from './networks.mjs'

/** The relay, nowhere, and where this machine's stack listens. */
const KNOWN = new Set([RELAY_ADDRESS, '0.0.0.0', '127.0.0.1', '::', '::1'])
/** How a browser names itself looks like an address and is none. */
const VERSIONS = /(?:Chrome|Chromium|HeadlessChrome|Safari)\/[\d.]+/g

/** @param {string} text @returns {string[]} each once */
export const addressesIn = (text) => {
  const plain = text.replace(VERSIONS, '')
  const four = (plain.match(/\d{1,3}(?:\.\d{1,3}){3}/g) ?? []).filter((a) => isIPv4(a))
  const six = (plain.match(/[0-9a-f]{1,4}:[0-9a-f:.]{2,}/gi) ?? []).filter((a) => isIPv6(a))
  const masked = plain.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.local\b/gi) ?? []
  return [...new Set([...four, ...six, ...masked])].filter((a) => !KNOWN.has(a))
}

/** Everything that a page says, hears and shows. @param {import('playwright-core').Page} page */
export const eavesdrop = (page) => {
  const heard = /** @type {{ where: string, text: string }[]} */ ([])
  const note = (/** @type {string} */ where, /** @type {string | Buffer | null} */ text) => {
    if (text) heard.push({ where, text: text.toString() })
  }
  page.on('request', (request) => note(`sent to ${request.url()}`, request.postData()))
  page.on('response', (response) => {
    if (response.request().resourceType() === 'fetch')
      void response.text().then(
        (text) => note(`answer of ${response.url()}`, text),
        () => undefined,
      )
  })
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => note('realtime', payload))
    socket.on('framesent', ({ payload }) => note('realtime', payload))
  })
  page.on('console', (message) => note('console', message.text()))
  return {
    heard,
    look: async () => note('on the screen', await page.locator('body').ariaSnapshot()),
  }
}

const TABLES = `select table_schema as schema, table_name as name from information_schema.tables
  where table_type = 'BASE TABLE' and (table_schema in ('parley', 'public') or (table_schema, table_name) = ('realtime', 'messages'))`

/** Every row of every table of ours, and of Realtime's messages. @param {import('../stack/ledger.mjs').Ledger} ledger */
export const rowsAsText = async (ledger) => {
  const said = []
  for (const { schema, name } of await ledger.rows(TABLES)) {
    const rows = await ledger.rows(`select t::text as row from ${schema}.${name} t`)
    said.push({ where: `${schema}.${name}`, text: rows.map(({ row }) => row).join('\n') })
  }
  return said
}

/** What the functions have logged. @param {string} folder */
export const logsAsText = (folder) =>
  readdirSync(folder).map((file) => ({
    where: `log ${file}`,
    text: readFileSync(join(folder, file), 'utf8'),
  }))

/** @param {{ where: string, text: string }[]} all */
export const findingsIn = (all) =>
  all.flatMap(({ where, text }) => addressesIn(text).map((address) => `${address} in ${where}`))
