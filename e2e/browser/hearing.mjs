// Does audio really arrive, and whose? Asked of the page from outside.
import { setTimeout as sleep } from 'node:timers/promises'
import { pitch } from './pitch.mjs'

/**
 * @typedef {object} Heard
 * @property {number} hz the tone that was heard, 0 if none
 * @property {number} share
 * @property {boolean} playing an element with this audio plays, unmuted
 * @property {boolean} audible energy went out to the loudspeaker while we listened
 */

const SAMPLES = 8192

/**
 * Listens for about 0.3 s.
 *
 * @param {import('playwright-core').Page} page
 * @returns {Promise<Heard>}
 */
export const listen = async (page) => {
  const before = await page.evaluate(() => window.ears.playedEnergy())
  const { rate, samples } = await page.evaluate((n) => window.ears.listen(n, 2000), SAMPLES)
  // Chromium refreshes its statistics at most every 50 ms.
  await sleep(60)
  const after = await page.evaluate(() => window.ears.playedEnergy())
  const { playing } = await page.evaluate(() => window.ears.state())
  const { hz, share } = pitch(samples, rate)
  return { hz, share, playing, audible: after > before }
}

/** @param {Heard} heard @param {number} hz */
export const isTone = (heard, hz) =>
  heard.playing && heard.audible && heard.share > 0.5 && Math.abs(heard.hz - hz) <= hz * 0.02

/**
 * Listens until the tone is there, or patience ends; says what was heard last.
 *
 * @param {import('playwright-core').Page} page
 * @param {number} hz
 * @param {number} [patience] in ms
 */
export const hears = async (page, hz, patience = 10_000) => {
  const until = Date.now() + patience
  let heard = await listen(page)
  while (!isTone(heard, hz) && Date.now() < until) {
    await sleep(50)
    heard = await listen(page)
  }
  return heard
}

/**
 * When the person could first hear the other side: the first audible sample, and an element that plays it.
 *
 * @param {import('playwright-core').Page} page
 * @returns {Promise<number | null>} epoch milliseconds
 */
export const firstHeardAt = async (page) => {
  const { first } = await page.evaluate(() => window.ears.state())
  return first.sample && first.playing ? Math.max(first.sample, first.playing) : null
}
