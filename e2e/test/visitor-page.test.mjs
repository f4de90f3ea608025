// What a host page pays for the button before anybody presses it.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { launch } from '../browser/chromium.mjs'
import { agentByHand, configOf } from '../people/by-hand.mjs'
import { eventually } from '../people/desk.mjs'
import { keyOf, openStack } from '../stack/stack.mjs'

const MOST_MS = 20
const RUNS = 10
/** As docs/integrate.md writes an inline button and its room. */
const INLINE = `<style>parley-call[inline] { display: block; min-block-size: 48px; }</style><parley-call tenant="${keyOf('acme')}" inline></parley-call>`

/** Milliseconds in which some event of ours was under way; what is nested counts once. @param {[number, number][]} spans in microseconds */
const union = (spans) => {
  let total = 0
  let until = Number.NEGATIVE_INFINITY
  for (const [from, to] of spans.sort((a, b) => a[0] - b[0])) {
    total += Math.max(0, to - Math.max(from, until))
    until = Math.max(until, to)
  }
  return total / 1000
}

/** @param {import('playwright-core').Browser} browser @param {string} url */
const scriptTime = async (browser, url) => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await browser.startTracing(page, {
    categories: ['devtools.timeline', 'v8', 'disabled-by-default-v8.compile', 'v8.execute'],
  })
  await page.goto(url)
  await page.getByRole('button', { name: /^Call/ }).waitFor()
  await page.waitForTimeout(300)
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString())
  await context.close()
  /** @type {[number, number][]} */
  const spans = traceEvents
    .filter((/** @type {any} */ e) => e.ph === 'X' && /embed\.js/.test(JSON.stringify(e.args ?? {})))
    .filter((/** @type {any} */ e) =>
      /^(v8\.|V8|EvaluateScript|FunctionCall|TimerFire|EventDispatch|RunMicrotasks)/.test(e.name),
    )
    .map((/** @type {any} */ e) => [e.ts, e.ts + e.dur])
  return { ms: union(spans), events: spans.length }
}

describe('a page with the button', () => {
  /** @type {import('../stack/stack.mjs').Stack} */
  let stack
  /** @type {import('playwright-core').Browser} */
  let browser

  before(async () => {
    stack = await openStack()
    await stack.empty()
    const { rpc, instance } = await agentByHand(
      await configOf(stack.site, keyOf('acme')),
      stack.signIn('acme'),
    )
    const { tenant } = await configOf(stack.site, keyOf('acme'))
    await rpc('desk_beat', {
      p_instance: instance,
      p_tenant: tenant.id,
      p_status: 'available',
      p_ringing: [],
    })
    // These pages load for longer than a lease lasts.
    await stack.ledger.rows("update parley.desks set lease_until = clock_timestamp() + interval '10 minutes'")
    await stack.offersCalls('acme')
    browser = await launch()
  })
  after(async () => {
    await browser?.close()
    await stack?.close()
  })

  test(`our script takes at most ${MOST_MS} ms of it before the tap, in the median of ${RUNS} loads`, async () => {
    const times = []
    for (let i = 0; i < RUNS; i++) {
      const { ms, events } = await scriptTime(browser, stack.visitorPage('acme'))
      assert.ok(events > 0, 'the trace knows our script')
      times.push(ms)
    }
    const median = times.sort((a, b) => a - b)[RUNS / 2] ?? 0
    console.log(
      `script before the tap: median ${median.toFixed(1)} ms of ${times.map((t) => t.toFixed(1)).join(' ')}`,
    )
    assert.ok(median <= MOST_MS, `${median} ms`)
  })

  for (const [way, extra] of [
    ['floating', ''],
    ['inline', '&inline'],
  ])
    test(`nothing on the page moves when the button comes: ${way}`, async () => {
      const page = await (await browser.newContext({ bypassCSP: true })).newPage()
      await page.addInitScript(() => {
        Object.assign(window, { shifts: [] })
        new PerformanceObserver((list) => {
          // @ts-expect-error ours
          for (const entry of list.getEntries()) window.shifts.push(entry.value)
        }).observe({ type: 'layout-shift', buffered: true })
      })
      // An inline button stands in the middle of the page, where its coming could push what is below; the page keeps its room as docs/integrate.md says.
      if (extra)
        await page.route('**/visitor.html*', async (route) => {
          const response = await route.fetch()
          const body = (await response.text()).replace('</h1>', `</h1>${INLINE}`)
          await route.fulfill({ response, body })
        })
      await page.goto(stack.visitorPage('acme') + extra)
      await page.getByRole('button', { name: /^Call/ }).first().waitFor()
      await page.waitForTimeout(300)
      // @ts-expect-error ours
      assert.deepEqual(await page.evaluate(() => window.shifts), [])
      await page.context().close()
    })

  test('a button that the page takes away while the rest loads opens nothing and rings nowhere', async () => {
    const page = await (await browser.newContext()).newPage()
    await page.addInitScript(() => {
      Object.assign(window, { opened: 0 })
      const ask = MediaDevices.prototype.getUserMedia
      MediaDevices.prototype.getUserMedia = function (wanted) {
        // @ts-expect-error ours
        window.opened += 1
        return ask.call(this, wanted)
      }
    })
    /** @type {() => void} */
    let go = () => undefined
    const held = new Promise((resolve) => {
      go = () => resolve(undefined)
    })
    await page.route('**/visitor.js', async (route) => {
      await held
      await route.continue()
    })
    await page.goto(stack.visitorPage('acme'))
    const asked = page.waitForRequest('**/visitor.js')
    await page.getByRole('button', { name: /^Call/ }).click()
    await asked
    await page.evaluate(() => {
      const element = document.querySelector('parley-call')
      Object.assign(window, { taken: element })
      element?.remove()
    })
    const come = page.waitForResponse('**/visitor.js')
    go()
    await come
    await page.waitForTimeout(500) // as long as the microphone would need to be asked for
    // @ts-expect-error ours
    assert.equal(await page.evaluate(() => window.opened), 0)
    // @ts-expect-error ours
    assert.equal(await page.evaluate(() => window.taken.shadowRoot.querySelector('audio')), null)
    await page.evaluate(() => {
      // @ts-expect-error ours
      document.body.append(window.taken)
    })
    await page.getByRole('button', { name: /^Call/ }).click()
    await page.locator('parley-call-panel').waitFor({ state: 'attached' })
    // @ts-expect-error ours
    await eventually(async () => assert.equal(await page.evaluate(() => window.opened), 1))
    await page.context().close()
  })
})
