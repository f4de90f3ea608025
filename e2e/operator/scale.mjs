// `node e2e/operator/scale.mjs`: the growth table. With STACK=state.json (or none: a stack of its own) and MEASURE=1 the model is first held
// against a running stack: two runs say what a call and a touch cost, a third with other calls must come out as predicted.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openStack } from '../stack/stack.mjs'
import { arrivals, counted, eventsOf } from './scale/model.mjs'
import { play } from './scale/play.mjs'
import { table } from './scale/project.mjs'
import { ROOT } from './zips.mjs'

const SEED = Number(process.env.SEED ?? 20261125)

/** mulberry32 @param {number} seed */
const dice = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}

/** @param {ReturnType<typeof arrivals>} all */
const schedule = (all) => all.map(({ at, shape }, n) => ({ at, events: eventsOf(n, at, shape) }))

const measure = async () => {
  const chance = dice(SEED)
  const stack = await openStack()
  try {
    // Full-page images come with checkpoints, not with calls: without them two runs of the same calls write the same.
    await stack.ledger.rows('alter system set full_page_writes = off')
    await stack.ledger.rows('select pg_reload_conf()')
    /** @param {string} name @param {Parameters<typeof arrivals>[1]} plan */
    const run = async (name, plan) => {
      const calls = schedule(arrivals(chance, plan))
      const expected = counted(calls.flatMap((call) => call.events))
      const seen = await play(stack, calls)
      console.log(
        `${name}: ${plan.calls} calls, ${JSON.stringify({ ...expected, byKind: undefined })}, counted ${seen.pushes} pushes, ${(seen.wal / 1e6).toFixed(2)} MB of WAL, ${seen.failed} failed, median ${[...seen.took].sort((a, b) => a - b)[seen.took.length >> 1]?.toFixed(1)} ms`,
      )
      return { plan, expected, seen }
    }
    await run('warm up', { calls: 4, perSecond: 2, talks: 1, rings: 2 })
    const short = await run('short', { calls: 16, perSecond: 2, talks: 2, rings: 4 })
    const long = await run('long', { calls: 16, perSecond: 2, talks: 40, rings: 4 })
    const touches = (/** @type {typeof short} */ it) => it.expected.byKind.touch ?? 0
    const perTouch = (long.seen.wal - short.seen.wal) / (touches(long) - touches(short))
    const perCall = (short.seen.wal - touches(short) * perTouch) / short.plan.calls
    const third = await run('held out', { calls: 24, perSecond: 1.5, talks: 25, rings: 8 })
    const wal = third.plan.calls * perCall + touches(third) * perTouch
    const told = {
      name: 'scale',
      seed: SEED,
      failed: third.seen.failed,
      wal_per_call: Math.round(perCall),
      wal_per_touch: Math.round(perTouch),
      pushes: { predicted: third.expected.pushes, counted: third.seen.pushes },
      wal: { predicted: Math.round(wal), counted: third.seen.wal },
      peak_open_calls: third.expected.peak,
      seconds: { predicted: third.expected.seconds, counted: third.seen.seconds },
    }
    const folder = join(ROOT, 'target', 'scale')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'scale.json'), `${JSON.stringify(told)}\n`)
    console.log(JSON.stringify(told))
    /** @param {{ predicted: number, counted: number }} pair */
    const off = ({ predicted, counted }) => Math.abs(predicted - counted) / counted
    const good = third.seen.failed === 0 && off(told.pushes) <= 0.1 && off(told.wal) <= 0.25
    console.log(
      good ? 'the model reproduces this machine: pushes within 10 %, WAL within 25 %' : 'THE MODEL IS OFF',
    )
    if (!good) process.exitCode = 1
  } finally {
    await stack.ledger.rows('alter system reset full_page_writes')
    await stack.ledger.rows('select pg_reload_conf()')
    await stack.close()
  }
}

if (process.env.MEASURE === '1') await measure()
console.log(table())
