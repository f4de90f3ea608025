// Pushes lost, doubled and late: calls must be set up all the same, in every case as often as is asked.
import { setTimeout as sleep } from 'node:timers/promises'
import { spread } from '../figures.mjs'
import { setUp } from './set-up.mjs'

// As late as a set-up takes several times over: a push overtakes everything that was said with it and after it.
const LATE_MS = 3000

/** @type {Record<string, import('../stack/control.mjs').Fault>} */
export const CASES = {
  'dropped 30 %': { drop: 0.3 },
  'doubled 30 %': { duplicate: 0.3 },
  'late 30 %': { delay: 0.3, delay_ms: LATE_MS },
  'all three': { drop: 0.3, duplicate: 0.3, delay: 0.3, delay_ms: LATE_MS },
  'dropped 100 %': { drop: 1 },
}
export const ALL_LOST = 'dropped 100 %'

/** With every push lost a call connects by what the pages ask for, within this time of the accept. */
export const SLOWEST_MS = 5000
/** In the other cases it must connect: the database itself gives up after thirty seconds. */
const CONNECT_WITHIN_MS = 30_000

/** What breaks the slow path itself: figures of `parley.settings`, in seconds. A proof that cannot fail would be seen. */
const PLANTS = {
  'nobody re-reads the row in time': ['poll_ringing', 'poll_connecting'],
  'no desk beats in time': ['desk_beat', 'desk_beat_unsubscribed'],
}
const NEVER_S = 60
/** A desk hears of another pause with the answer to its next beat. */
const HEARD_OF_MS = 12_000

/**
 * So many set-ups under each of the cases.
 *
 * @param {import('../stack/stack.mjs').Stack} stack
 * @param {import('./people.mjs').People} people
 * @param {import('./lanes.mjs').Lane[]} lanes
 * @param {{ each: number, seed: number, next: () => number, told?: (line: string) => void }} options
 * @returns {Promise<{ tried: number, failed: string[] }>}
 */
export const throughLoss = async (stack, people, lanes, { each, seed, next, told = () => {} }) => {
  const failed = []
  let tried = 0
  for (const [name, fault] of Object.entries(CASES)) {
    await stack.control.fail({ seed, push: fault })
    const start = Date.now()
    const connectWithin = name === ALL_LOST ? SLOWEST_MS : CONNECT_WITHIN_MS
    const done = await many(stack, people, lanes, each, { connectWithin, next })
    await stack.control.heal()
    const bad = done.filter(({ ok }) => !ok)
    const reasons = bad.map(({ why }) => `${name}: ${why}`)
    for (const why of reasons) told(`FAILED ${why}`)
    failed.push(...reasons)
    tried += done.length
    const figures = {
      ring_ms: whole(done, 'ring_ms'),
      connect_ms: whole(done, 'connect_ms'),
      pushes: whole(done, 'pushes'),
    }
    told(
      `${name}: ${done.length - bad.length} of ${done.length} in ${(Date.now() - start) / 1000} s ${JSON.stringify(figures)}`,
    )
  }
  return { tried, failed }
}

/**
 * @param {import('../stack/stack.mjs').Stack} stack
 * @param {import('./people.mjs').People} people
 * @param {import('./lanes.mjs').Lane[]} lanes
 * @param {number} count
 * @param {{ connectWithin: number, next: () => number }} options
 */
const many = async (stack, people, lanes, count, { connectWithin, next }) => {
  /** @type {import('./set-up.mjs').Told[]} */
  const done = []
  let begun = 0
  await Promise.all(
    lanes.map(async (lane) => {
      while (begun < count) {
        begun += 1
        const options = { connectWithin, visitorHangsUp: next() < 0.5 }
        done.push(await setUp(people, stack.ledger, lane, options))
      }
    }),
  )
  return done
}

/**
 * Breaks the slow path in one way after the other, every push being lost; says which of them were not seen.
 *
 * @param {import('../stack/stack.mjs').Stack} stack
 * @param {import('./people.mjs').People} people
 * @param {import('./lanes.mjs').Lane[]} lanes
 */
export const planted = async (stack, people, lanes) => {
  const unseen = []
  await stack.control.fail({ push: CASES[ALL_LOST] ?? {} })
  for (const [plant, names] of Object.entries(PLANTS)) {
    const before = await stack.ledger.rows('select name, value from parley.settings where name = any($1)', [
      names,
    ])
    for (const name of names) await stack.ledger.set(name, NEVER_S)
    await sleep(HEARD_OF_MS)
    const done = await many(stack, people, lanes, lanes.length, { connectWithin: SLOWEST_MS, next: () => 1 })
    if (done.every(({ ok }) => ok)) unseen.push(plant)
    for (const { name, value } of before) await stack.ledger.set(name, value)
  }
  await stack.control.heal()
  return { planted: Object.keys(PLANTS).length, unseen }
}

/** @param {import('./set-up.mjs').Told[]} done @param {'ring_ms' | 'connect_ms' | 'pushes'} what */
const whole = (done, what) => {
  const figures = spread(done.filter(({ ok }) => ok).map((one) => one[what]))
  return figures && Object.fromEntries(Object.entries(figures).map(([k, v]) => [k, Math.round(v ?? 0)]))
}
