// Randomness that can be had again: SEED=... repeats a run.

/** @param {number} [seed] */
export const chance = (seed = Number(process.env.SEED) || Math.floor(Math.random() * 2 ** 31)) => {
  let state = seed >>> 0
  return {
    seed,
    /** Between 0 and 1 (mulberry32). */
    next: () => {
      state = (state + 0x6d2b79f5) >>> 0
      let t = Math.imul(state ^ (state >>> 15), state | 1)
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
      return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
    },
  }
}
