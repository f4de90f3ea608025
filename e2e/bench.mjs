// The benches that need browsers or a whole stack: each writes target/bench/NAME.json. ONLY=name[,name] picks some.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium } from './browser/chromium.mjs'
import { benchWait } from './network/bench-wait.mjs'
import { openRelayedStack } from './network/rig.mjs'
import { ROOT } from './stack/demo.mjs'

/**
 * @typedef {object} Measured
 * @property {number} value ours
 * @property {string} unit
 * @property {Record<string, number>} beside the peers' values, measured in the same run
 * @property {number | null} ratio ours to the best peer's; null without one
 * @property {string} [note] what the figure does not hold
 * @property {boolean} [ok] false: it is not what it has to be
 */

/** Relay adds no wait: a call between two who reach each other, with premium and without. */
const relayWait = async () => {
  findChromium()
  const stack = await openRelayedStack()
  try {
    return await benchWait(stack)
  } finally {
    await stack.close()
  }
}

/** Register a bench here: it opens what it needs and closes it. @type {Record<string, () => Promise<Measured>>} */
const BENCHES = { 'relay-wait': relayWait }

const only = (process.env.ONLY ?? '').split(',').filter(Boolean)
const folder = join(ROOT, 'target', 'bench')
try {
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (only.length > 0 && !only.includes(name)) continue
    const told = { name, ...(await bench()) }
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(told)}\n`)
    console.log(JSON.stringify(told))
    if (told.ok === false) process.exitCode = 1
  }
} catch (e) {
  console.error(e)
  process.exitCode = 1
}
