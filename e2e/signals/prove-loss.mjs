// The proof `signal-loss`: a thousand set-ups per case at the signal layer, twenty per case in real browsers.
import { chance } from '../chance.mjs'
import { openStack } from '../stack/stack.mjs'
import { browsersThroughLoss } from './browsers.mjs'
import { closeLanes, openLanes } from './lanes.mjs'
import { planted, throughLoss } from './loss.mjs'
import { livePeople } from './people.mjs'

// More at a time make the machine late, not the product.
const LANES = Number(process.env.LANES) || 30
const EACH = Number(process.env.EACH) || 1000
const IN_BROWSERS = Number(process.env.IN_BROWSERS) || 20
// What thirty calls at a time say is beyond the smallest plan's hundred messages a second; that limit has a proof of its own.
const MESSAGES = { max_events_per_second: 2500 }
const PLAN = { max_events_per_second: 100 }

const told = (/** @type {string} */ line) => console.log(`signal-loss ${line}`)

/** @returns {Promise<{ tried: number, failed: number, planted: number, caught: number, seed: number }>} */
export const proveLoss = async () => {
  const { seed, next } = chance()
  told(`seed ${seed}`)
  const stack = await openStack()
  try {
    const people = await livePeople()
    await stack.empty()
    await stack.control.limit(MESSAGES)
    const lanes = await openLanes(stack, people, LANES)
    const layer = await throughLoss(stack, people, lanes, { each: EACH, seed, next, told })
    const plants = await planted(stack, people, lanes)
    for (const plant of plants.unseen) told(`planted and NOT SEEN: ${plant}`)
    closeLanes(lanes)
    await stack.control.limit(PLAN)
    const browsers = await browsersThroughLoss(stack, { each: IN_BROWSERS, seed, told })
    const failed = [...layer.failed, ...browsers.failed]
    const caught = plants.planted - plants.unseen.length
    return {
      tried: layer.tried + browsers.tried,
      failed: failed.length,
      planted: plants.planted,
      caught,
      seed,
    }
  } finally {
    await stack.close()
  }
}
