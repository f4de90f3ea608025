// A Chromium whose pages can be put behind another tab and be frozen: Playwright keeps every page in front and awake, Puppeteer
// only every timer, and that is a matter of switches.
import puppeteer from 'puppeteer-core'
import { findChromium, SWITCHES } from './chromium.mjs'

const KEPT_AWAKE_BY = [
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
]

/** A hidden page's timers run once a second at most, as at anybody's desk. */
export const launchHiding = () =>
  puppeteer.launch({
    executablePath: findChromium(),
    headless: true,
    ignoreDefaultArgs: KEPT_AWAKE_BY,
    args: [...SWITCHES, '--use-fake-ui-for-media-stream'],
  })

/** Serialised into the page before its own scripts: how often a timer of a page ran, and what sounded when it woke. */
const note = () => {
  /** @type {Set<AudioBufferSourceNode>} */
  const sounding = new Set()
  const notes = { ticks: 0, frozen: 0, wokeRinging: false }
  const isRinging = () => sounding.size > 0 || document.title.startsWith('☎')
  Object.assign(window, { notes, isRinging })
  const tick = () => {
    notes.ticks += 1
    setTimeout(tick, 250)
  }
  tick()
  const { start, stop } = AudioBufferSourceNode.prototype
  AudioBufferSourceNode.prototype.start = function (...args) {
    if (this.loop) sounding.add(this)
    return start.apply(this, args)
  }
  AudioBufferSourceNode.prototype.stop = function (...args) {
    sounding.delete(this)
    return stop.apply(this, args)
  }
  document.addEventListener('freeze', () => {
    notes.frozen += 1
  })
  document.addEventListener('resume', () => {
    notes.wokeRinging = isRinging()
  })
}

/** The page does not get to know that it is frozen. */
const swallowFreeze = () =>
  window.addEventListener('freeze', (e) => e.stopImmediatePropagation(), { capture: true })

/**
 * A page in a window of its own, in front.
 *
 * @param {import('puppeteer-core').Browser} browser
 * @param {string} url
 * @param {{ deafToFreezing?: boolean }} [planted]
 */
export const openHideable = async (browser, url, { deafToFreezing = false } = {}) => {
  const context = await browser.createBrowserContext()
  const page = await context.newPage()
  if (deafToFreezing) await page.evaluateOnNewDocument(swallowFreeze)
  await page.evaluateOnNewDocument(note)
  await page.goto(url)
  const devtools = await page.createCDPSession()
  return {
    page,
    hide: async () => {
      const front = await context.newPage()
      await front.bringToFront()
      const state = await page.evaluate(() => document.visibilityState)
      if (state !== 'hidden') throw new Error(`the page is ${state} behind another tab`)
    },
    freeze: () => devtools.send('Page.setWebLifecycleState', { state: 'frozen' }),
    wake: () => devtools.send('Page.setWebLifecycleState', { state: 'active' }),
    /** @returns {Promise<{ ticks: number, frozen: number, wokeRinging: boolean, ringing: boolean }>} */
    notes: () =>
      // @ts-expect-error put there above
      page.evaluate(() => ({ ...window.notes, ringing: window.isRinging() })),
    close: () => context.close(),
  }
}

/** @typedef {Awaited<ReturnType<typeof openHideable>>} Hideable */
