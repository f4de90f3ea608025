// The proof `outages`: Realtime stopped at each step of a set-up, Postgres crashed before the accept, everybody deafened by a flood.
import { setTimeout as sleep } from 'node:timers/promises'
import { chance } from '../chance.mjs'
import { openStack } from '../stack/stack.mjs'
import { flood } from './flood.mjs'
import { closeLanes, openLanes } from './lanes.mjs'
import { databaseGone, deaf, realtimeGone, STEPS } from './outages.mjs'
import { livePeople } from './people.mjs'

const ROUNDS = 3
const DOWN_MS = 10_000
// The real counter looks at the last minute, five seconds at a time: a hundred a second is tripped by this in one go.
const FLOOD = { perSecond: 1500, ms: 10_000 }
const NEXT_TICK_MS = 5000

const told = (/** @type {string} */ line) => console.log(`outages ${line}`)

/** @returns {Promise<{ tried: number, failed: number, planted: number, caught: number, seed: number }>} */
export const proveOutages = async () => {
  const { seed, next } = chance()
  told(`seed ${seed}`)
  const stack = await openStack()
  try {
    await stack.empty()
    const people = await livePeople()
    const lanes = await openLanes(stack, people, STEPS.length)
    const scene = { stack, people, lanes, next }
    let tried = 0
    const failed = []
    const count = (/** @type {string} */ what, /** @type {import('./outages.mjs').Went} */ went) => {
      tried += went.tried
      failed.push(...went.failed)
      told(
        `${what}: ${went.tried - went.failed.length} of ${went.tried}, the last connected ${went.slowest} ms after the return`,
      )
      for (const why of went.failed) told(`FAILED ${why}`)
    }
    for (let i = 1; i <= ROUNDS; i++)
      count(`Realtime gone for 10 s, round ${i}`, await realtimeGone(scene, DOWN_MS))
    for (let i = 1; i <= ROUNDS; i++) count(`Postgres crashed, round ${i}`, await databaseGone(scene))
    // Nobody is deaf yet, and the claim that everybody is must fail.
    await waitForPushes(scene)
    const heard = (await deaf(scene)).failed.some((why) => why.includes('nobody was deaf'))
    told(`planted (no flood at all): ${heard ? 'caught' : 'NOT SEEN'}`)
    const [lane] = lanes
    if (!lane) throw new Error('no lane')
    told(`flooded with ${await flood(lane.config, lane.tenant, FLOOD)} messages`)
    await sleep(NEXT_TICK_MS)
    count('everybody deaf', await deaf(scene))
    closeLanes(lanes)
    return { tried, failed: failed.length, planted: 1, caught: Number(heard), seed }
  } finally {
    await stack.close()
  }
}

/** After a crash what the database says is not heard for up to a quarter of a minute. @param {import('./outages.mjs').Scene} scene */
const waitForPushes = async (scene) => {
  for (let i = 0; i < 5; i++) {
    const went = await deaf(scene)
    if (went.failed.length > 0) return
    await sleep(3000)
  }
}
