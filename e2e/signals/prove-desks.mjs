// The proof `desks-return`: five hundred desks lose their sockets in one moment, with the joins' real limit on.
import { openStack } from '../stack/stack.mjs'
import { desksReturn } from './desks.mjs'
import { livePeople } from './people.mjs'

const DESKS = 500
const JOINS = 100

/**
 * Room for so many desks, as a larger plan has; the joins' limit stays as the smallest plan has it. Its window is emptied just
 * before the close: an average over a quiet minute would forgive much more.
 *
 * @param {import('../stack/stack.mjs').Stack} stack
 */
export const joinsLimited = ({ control }) => ({
  room: () => control.limit({ max_concurrent_users: 2000 }),
  limit: async (/** @type {boolean} */ on) => {
    await control.limit({ max_joins_per_second: JOINS + 1 })
    await control.limit({ max_joins_per_second: JOINS, ...(on ? {} : { max_concurrent_users: 200 }) })
  },
})

/** @returns {Promise<{ tried: number, failed: number, planted: number, caught: number, seed: number }>} */
export const proveDesks = async () => {
  const stack = await openStack()
  try {
    await stack.empty()
    const people = await livePeople()
    const { room, limit } = joinsLimited(stack)
    await room()
    const { tried, failed, deaf_ms, busiest_second } = await desksReturn(stack, people, DESKS, { limit })
    console.log(
      `desks-return deaf for ms ${JSON.stringify(deaf_ms)}, ${busiest_second} joins in the busiest second`,
    )
    for (const why of failed) console.log(`desks-return FAILED ${why}`)
    return { tried, failed: failed.length, planted: 0, caught: 0, seed: 0 }
  } finally {
    await stack.close()
  }
}
