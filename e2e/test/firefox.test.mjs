// A visitor in Firefox and an agent in Chromium hear and see each other.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { launch } from '../browser/chromium.mjs'
import { findFirefox, launchFirefox } from '../browser/firefox.mjs'
import { hears, isTone } from '../browser/hearing.mjs'
import { remotePicture } from '../browser/pictures.mjs'
import { temporaryFolder } from '../browser/temporary.mjs'
import { toneFile } from '../browser/tones.mjs'
import { agentAt } from '../people/agent.mjs'
import { openStack } from '../stack/stack.mjs'

const firefox = findFirefox()
if (firefox === null)
  console.log('NO FIREFOX HERE: a call to Firefox is not tested (apt-get install firefox-esr, or FIREFOX=)')

/** @type {import('../stack/stack.mjs').Stack} */
let stack
/** @type {import('playwright-core').Browser} */
let agents
/** @type {import('puppeteer-core').Browser} */
let visitors

before(async () => {
  if (firefox === null) return
  stack = await openStack()
  await stack.empty()
  agents = await launch({ wav: toneFile(temporaryFolder(), 1000) })
  visitors = await launchFirefox(firefox, 440)
})
after(async () => {
  await Promise.all([visitors?.close(), agents?.close()])
  await stack?.close()
})

test('Firefox to Chromium: sound both ways, a picture both ways, the same safety code', {
  skip: firefox === null,
}, async () => {
  const gina = await agentAt(agents, stack.deskPage('globex'), stack.signIn('globex'))
  await stack.offersCalls('globex')
  const page = await visitors.newPage()
  await page.evaluateOnNewDocument(() => {
    const Real = window.RTCPeerConnection
    /** @type {RTCPeerConnection[]} */
    const connections = []
    Object.assign(window, { connections })
    window.RTCPeerConnection = class extends Real {
      /** @param {RTCConfiguration} [configuration] */
      constructor(configuration) {
        super(configuration)
        connections.push(this)
      }
    }
  })
  /** What has left Firefox's loudspeaker. */
  const energy = () =>
    page.evaluate(async () => {
      let sum = 0
      // @ts-expect-error put there above
      for (const connection of window.connections)
        for (const stat of (await connection.getStats()).values())
          if (stat.type === 'inbound-rtp' && stat.kind === 'audio') sum += stat.totalAudioEnergy ?? 0
      return sum
    })
  await page.goto(stack.visitorPage('globex'))
  /** What an element within our shadow roots says, and where it is, once it is there. @param {string} selector */
  const find = async (selector) => {
    const found = await page.waitForFunction(
      (wanted) => {
        /** @param {ParentNode} root @returns {HTMLElement | null} */
        const within = (root) => {
          for (const e of root.querySelectorAll('*')) {
            if (e.matches(wanted)) return /** @type {HTMLElement} */ (e)
            const deeper = e.shadowRoot && within(e.shadowRoot)
            if (deeper) return deeper
          }
          return null
        }
        const e = within(document)
        if (!e) return null
        e.scrollIntoView({ block: 'nearest' })
        const { x, y, width, height } = e.getBoundingClientRect()
        return width > 0 && { x: x + width / 2, y: y + height / 2, text: e.textContent?.trim() ?? '' }
      },
      { timeout: 40_000 },
      selector,
    )
    return /** @type {{ x: number, y: number, text: string }} */ (await found.jsonValue())
  }
  /** @param {string} selector */
  const isGone = (selector) =>
    page.waitForFunction(
      (wanted) => {
        /** @param {ParentNode} root @returns {boolean} */
        const has = (root) =>
          [...root.querySelectorAll('*')].some(
            (e) => e.matches(wanted) || (e.shadowRoot !== null && has(e.shadowRoot)),
          )
        return !has(document)
      },
      { timeout: 40_000, polling: 200 },
      selector,
    )
  /** With a real mouse: a browser gives sound to a page that somebody has pressed. @param {string} selector */
  const press = async (selector) => {
    const { x, y } = await find(selector)
    await page.mouse.click(x, y)
  }
  await press('parley-call-button:not([hidden])')
  await press('#start')
  await gina.rings(40_000)
  await gina.accept()
  await find('parley-quality-bar')
  assert.ok(isTone(await hears(gina.page, 440, 40_000), 440), 'the agent hears the visitor')
  // Without a sound device Firefox runs no Web Audio, so its loudspeaker is asked instead: it plays while the agent speaks, and not while she is muted.
  const played = async () => {
    const before = await energy()
    await sleep(1000)
    return (await energy()) - before
  }
  let heard = await played()
  for (let i = 0; i < 20 && heard <= 0.01; i++) heard = await played()
  assert.ok(heard > 0.01, 'the visitor hears the agent')
  await gina.page.locator('parley-desk #mute').click()
  await find('#other-muted')
  for (let i = 0; i < 20 && heard >= 0.001; i++) heard = await played()
  assert.ok(heard < 0.001, 'and nothing while she is muted')
  await gina.page.locator('parley-desk #mute').click()
  // A line that goes moves what is below it.
  await isGone('#other-muted')

  await press('#camera')
  await gina.page.locator('video#remote').waitFor({ timeout: 40_000 })
  await gina.page.locator('parley-desk #camera').click()
  await find('video#remote')
  await page.waitForFunction(
    () => {
      /** @param {ParentNode} root @returns {HTMLVideoElement | null} */
      const within = (root) => {
        for (const e of root.querySelectorAll('*')) {
          if (e.matches('video#remote')) return /** @type {HTMLVideoElement} */ (e)
          const found = e.shadowRoot && within(e.shadowRoot)
          if (found) return found
        }
        return null
      }
      return (within(document)?.videoWidth ?? 0) > 0
    },
    { timeout: 40_000, polling: 200 },
  )
  await gina.page.waitForFunction(
    (video) => /** @type {HTMLVideoElement} */ (video).videoWidth > 0,
    await gina.page.locator('video#remote').elementHandle(),
  )

  // Pictures go and come again on either side, and the sound stays.
  const hers = remotePicture(gina.page)
  await press('#camera')
  await hers.isGone()
  await isGone('video#local')
  await press('#camera')
  await hers.moves()
  await gina.page.locator('parley-desk #camera').click()
  await isGone('video#remote')
  await gina.page.locator('parley-desk #share').click()
  await find('video#remote')
  await hers.moves()
  for (let i = 0; i < 20 && heard <= 0.01; i++) heard = await played()
  assert.ok(heard > 0.01, 'and hears her all the while')

  await press('#safety')
  await gina.page.locator('parley-desk #safety').click()
  const emoji = /^\p{Extended_Pictographic}/u
  const theirs = gina.page.locator('parley-desk #code').filter({ hasText: emoji })
  await theirs.waitFor({ timeout: 40_000 })
  const code = (await theirs.textContent())?.trim()
  const deadline = Date.now() + 40_000
  let ours = ''
  while (!emoji.test(ours) && Date.now() < deadline) ours = (await find('#code')).text
  assert.equal(ours, code, 'both see the same four pictures')
  await press('#hang-up')
  await gina.reads('The visitor hung up.')
})
