// The long proofs: each writes target/prove/NAME.json. ONLY=name[,name] picks some.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium } from './browser/chromium.mjs'
import { chance } from './chance.mjs'
import { proveFirewall } from './network/prove-firewall.mjs'
import { proveHidden } from './network/prove-hidden.mjs'
import { proveLedger } from './network/prove-ledger.mjs'
import { proveLives } from './network/prove-lives.mjs'
import { openRelayedStack } from './network/rig.mjs'
import { proveDoctor } from './operator/prove-doctor.mjs'
import { proveStandin } from './operator/prove-standin.mjs'
import { openRings } from './rings.mjs'
import { proveDesks } from './signals/prove-desks.mjs'
import { proveDesksHidden } from './signals/prove-desks-hidden.mjs'
import { proveLoss } from './signals/prove-loss.mjs'
import { proveOutages } from './signals/prove-outages.mjs'
import { openSlowPath, PLANTS } from './slow-path.mjs'
import { ROOT } from './stack/demo.mjs'
import { openStack } from './stack/stack.mjs'

/** @typedef {import('./stack/stack.mjs').Stack} Stack */
/** @typedef {{ tried: number, failed: number, planted: number, caught: number, seed: number }} Counts */

/** Twenty calls with every push lost; then the slow path itself is broken, and the proof must see it. @param {Stack} stack */
const slowPath = async (stack) => {
  const { seed, next } = chance()
  const counts = { tried: 20, failed: 0, planted: Object.keys(PLANTS).length, caught: 0, seed }
  const slow = await openSlowPath(stack)
  try {
    await slow.calls(counts.tried, next, (n, { ok, why }) => {
      if (!ok) counts.failed += 1
      console.log(`slow-path ${n} of ${counts.tried}: ${ok ? 'heard' : 'FAILED'} ${why}`)
    })
    for (const [plant, blocked] of Object.entries(PLANTS)) {
      const { ok, why } = await slow.callWithout(blocked)
      if (!ok) counts.caught += 1
      console.log(`slow-path planted (${plant}): ${ok ? 'NOT SEEN' : 'caught'} ${why}`)
    }
  } finally {
    await slow.close()
  }
  return counts
}

/** A hundred calls ring at once; then pushes are lost, and a ring that waits for the beat must be seen. @param {Stack} stack */
const ringAtOnce = async (stack) => {
  const { seed, next } = chance()
  const counts = { tried: 100, failed: 0, planted: 1, caught: 0, seed }
  const rings = await openRings(stack)
  try {
    for (let n = 1; n <= counts.tried; n++) {
      const { ok, ms } = await rings.ring(200 + next() * 300)
      if (!ok) counts.failed += 1
      if (!ok) console.log(`ring-at-once ${n} of ${counts.tried}: only after ${ms} ms`)
    }
    await stack.control.fail({ push: { drop: 1 } })
    const { ok, ms } = await rings.ring(500)
    if (!ok) counts.caught += 1
    console.log(`ring-at-once planted (pushes are lost): ${ok ? 'NOT SEEN' : 'caught'} after ${ms} ms`)
  } finally {
    await rings.close()
  }
  return counts
}

/** @type {Record<string, (stack: Stack) => Promise<Counts>>} */
const PROOFS = {
  'slow-path': slowPath,
  'ring-at-once': ringAtOnce,
  'signal-loss': proveLoss,
  outages: proveOutages,
  'desks-return': proveDesks,
  'desks-hidden': proveDesksHidden,
  doctor: proveDoctor,
}

/** Those that need networks of their own, and a stack whose relay stands in them. @type {typeof PROOFS} */
const NETWORKED = {
  'relay-firewall': proveFirewall,
  'relay-only-candidates': proveHidden,
  'relay-ledger': proveLedger,
  'relay-lives': proveLives,
}

/** @param {string} name @param {Counts} counts @param {number} start */
const tell = (name, counts, start) => {
  const told = { name, ...counts, seconds: Math.round((Date.now() - start) / 100) / 10 }
  const folder = join(ROOT, 'target', 'prove')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(told)}\n`)
  console.log(JSON.stringify(told))
  return counts.failed === 0 && counts.caught === counts.planted
}

/** @param {string} name @param {(stack: Stack) => Promise<Counts>} proof */
const prove = async (name, proof) => {
  const start = Date.now()
  const stack = await (name in NETWORKED ? openRelayedStack() : openStack())
  try {
    return tell(name, await proof(stack), start)
  } finally {
    await stack.close()
  }
}

const only = (process.env.ONLY ?? '').split(',').filter(Boolean)
const chosen = Object.entries({ ...PROOFS, ...NETWORKED }).filter(
  ([name]) => only.length === 0 || only.includes(name),
)
try {
  if (only.length === 0 || only.includes('standin')) {
    const start = Date.now()
    const counts = await proveStandin()
    if (counts !== null && !tell('standin', counts, start)) process.exitCode = 1
  }
  if (chosen.length > 0) findChromium()
  for (const [name, proof] of chosen) if (!(await prove(name, proof))) process.exitCode = 1
} catch (e) {
  console.error(e)
  process.exitCode = 1
}
