// Realtime gone, the database gone, everybody deaf: calls must connect all the same, and rings come within one beat.
import { setTimeout as sleep } from 'node:timers/promises'
import { barrier } from './barrier.mjs'
import { setUp } from './set-up.mjs'

/** Where a set-up may be when Realtime goes: one lane each. */
export const STEPS = /** @type {const} */ (['join', 'offer', 'ring', 'accept', 'answer', 'candidates'])
const BEFORE_THE_RING = 3

const BEAT_MS = 10_000
const SLACK_MS = 2000
const AFTER_RETURN_MS = 15_000

/**
 * @typedef {{ tried: number, failed: string[], slowest: number }} Went slowest: ms after the return until the last was connected
 * @typedef {{ stack: import('../stack/stack.mjs').Stack, people: import('./people.mjs').People, lanes: import('./lanes.mjs').Lane[], next: () => number }} Scene
 */

/**
 * Realtime is stopped when one call stands at each step of its set-up, and comes back after a while.
 *
 * @param {Scene} scene
 * @param {number} downMs
 * @returns {Promise<Went>}
 */
export const realtimeGone = async ({ stack, people, lanes, next }, downMs) => {
  const line = barrier(STEPS.length)
  const calls = STEPS.map((step, i) =>
    held(people, stack, lanes[i], line, { [step]: once(line.wait) }, downMs + AFTER_RETURN_MS, next() < 0.5),
  )
  await line.gathered
  await stack.control.act('stop-realtime')
  const goneAt = performance.now()
  line.open()
  await sleep(downMs)
  await stack.control.act('start-realtime')
  const backAt = performance.now()
  const done = await Promise.all(calls)
  const failed = done.flatMap((told, i) => {
    const late = i < BEFORE_THE_RING && told.rung_at - goneAt > BEAT_MS + SLACK_MS
    const what = told.ok
      ? late
        ? `rang after ${told.rung_at - goneAt} ms`
        : lateness(told, backAt)
      : told.why
    return what ? [`Realtime gone at ${STEPS[i]}: ${what}`] : []
  })
  return { tried: done.length, failed, slowest: slowest(done, backAt) }
}

/**
 * Postgres crashes between ring and accept; half of the agents accept while it is down, half once it is back.
 *
 * @param {Scene} scene
 * @returns {Promise<Went>}
 */
export const databaseGone = async ({ stack, people, lanes, next }) => {
  const [during, after] = [barrier(lanes.length), barrier(lanes.length)]
  const calls = lanes.map((lane, i) => {
    const wait = async () => {
      const waits = i % 2 ? [during.wait(), after.excused()] : [after.wait(), during.excused()]
      await waits[0]
    }
    return held(people, stack, lane, during, { accept: once(wait) }, AFTER_RETURN_MS * 2, next() < 0.5, after)
  })
  await Promise.all([during.gathered, after.gathered])
  const crash = stack.control.act('crash-postgres')
  await sleep(50)
  during.open()
  await crash
  const backAt = performance.now()
  after.open()
  const done = await Promise.all(calls)
  const failed = done.flatMap((told) => {
    const what = told.ok ? lateness(told, backAt) : told.why
    return what ? [`database gone before the accept: ${what}`] : []
  })
  return { tried: done.length, failed, slowest: slowest(done, backAt) }
}

/**
 * Calls while no push comes through to anybody; that none does is part of the claim.
 *
 * @param {Scene} scene
 * @returns {Promise<Went>}
 */
export const deaf = async ({ stack, people, lanes, next }) => {
  const start = performance.now()
  const options = () => ({ connectWithin: AFTER_RETURN_MS, visitorHangsUp: next() < 0.5 })
  const done = await Promise.all(lanes.map((lane) => setUp(people, stack.ledger, lane, options())))
  const failed = done.flatMap((told) => {
    const late = told.ring_ms > BEAT_MS + SLACK_MS && `rang after ${told.ring_ms} ms`
    const heard = told.pushes > 0 && `nobody was deaf: ${told.pushes} pushes came`
    const what = told.ok ? late || heard : told.why
    return what ? [`deaf: ${what}`] : []
  })
  return { tried: done.length, failed, slowest: slowest(done, start) }
}

/**
 * @param {import('./people.mjs').People} people
 * @param {import('../stack/stack.mjs').Stack} stack
 * @param {import('./lanes.mjs').Lane | undefined} lane
 * @param {ReturnType<typeof barrier>} line
 * @param {import('./set-up.mjs').Holds} hold
 * @param {number} connectWithin
 * @param {boolean} visitorHangsUp
 * @param {ReturnType<typeof barrier>} [other]
 */
const held = async (people, stack, lane, line, hold, connectWithin, visitorHangsUp, other) => {
  if (!lane) throw new Error('a lane for each step is needed')
  const told = await setUp(people, stack.ledger, lane, {
    connectWithin,
    ringWithin: 30_000,
    visitorHangsUp,
    hold,
  })
  // One that fell before its step would be waited for in vain; one more than all is not counted.
  line.excused()
  other?.excused()
  return told
}

/** A peer asks twice where the product makes a second one. @param {() => Promise<void>} wait */
const once = (wait) => {
  let waited = false
  return async () => {
    if (waited) return
    waited = true
    await wait()
  }
}

/** @param {import('./set-up.mjs').Told} told @param {number} backAt */
const lateness = (told, backAt) =>
  told.connected_at - backAt > AFTER_RETURN_MS
    ? `connected ${told.connected_at - backAt} ms after the return`
    : ''

/** @param {import('./set-up.mjs').Told[]} done @param {number} backAt */
const slowest = (done, backAt) => Math.round(Math.max(0, ...done.map((told) => told.connected_at - backAt)))
