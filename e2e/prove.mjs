// The long proofs: each writes target/prove/NAME.json. ONLY=name[,name] picks some.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chance } from './chance.mjs'
import { openSlowPath, PLANTS } from './slow-path.mjs'
import { ROOT } from './stack/demo.mjs'
import { openStack } from './stack/stack.mjs'

/** @typedef {{ tried: number, failed: number, planted: number, caught: number, seed: number }} Counts */

/** Twenty calls with every push lost; then the slow path itself is broken, and the proof must see it. @returns {Promise<Counts>} */
const slowPath = async () => {
  const { seed, next } = chance()
  const counts = { tried: 20, failed: 0, planted: Object.keys(PLANTS).length, caught: 0, seed }
  const stack = await openStack()
  try {
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
  } finally {
    await stack.close()
  }
  return counts
}

/** @type {Record<string, () => Promise<Counts>>} */
const PROOFS = { 'slow-path': slowPath }

const only = (process.env.ONLY ?? '').split(',').filter(Boolean)
for (const [name, prove] of Object.entries(PROOFS)) {
  if (only.length > 0 && !only.includes(name)) continue
  const start = Date.now()
  const counts = await prove()
  const proof = { name, ...counts, seconds: Math.round((Date.now() - start) / 100) / 10 }
  const folder = join(ROOT, 'target', 'prove')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(proof)}\n`)
  console.log(JSON.stringify(proof))
  if (proof.failed > 0 || proof.caught < proof.planted) process.exitCode = 1
}
