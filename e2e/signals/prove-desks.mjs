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

/** @param {string} what @param {import('./desks.mjs').Return} went */
const told = (what, went) => {
  const { deaf_ms, busiest_second } = went
  console.log(
    `desks-return${what} deaf for ms ${JSON.stringify(deaf_ms)}, ${busiest_second} joins in the busiest second`,
  )
  return went
}

/** @returns {Promise<{ tried: number, failed: number, planted: number, caught: number, seed: number }>} */
export const proveDesks = async () => {
  const stack = await openStack()
  try {
    await stack.empty()
    const people = await livePeople()
    const { room, limit } = joinsLimited(stack)
    await room()
    const { tried, failed } = told('', await desksReturn(stack, people, DESKS, { limit }))
    for (const why of failed) console.log(`desks-return FAILED ${why}`)
    await stack.empty()
    await room()
    const at_once = told(
      ' planted (all at once)',
      await desksReturn(stack, people, DESKS, { limit, spreadMs: 0 }),
    )
    const [why] = at_once.failed
    console.log(`desks-return planted (all at once): ${why ? `caught: ${why}` : 'NOT SEEN'}`)
    return { tried, failed: failed.length, planted: 1, caught: why ? 1 : 0, seed: 0 }
  } finally {
    await stack.close()
  }
}
