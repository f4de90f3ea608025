// An agent's desk under test: a browser of its own, and what is asked of every state it can be in.
import assert from 'node:assert/strict'
import { findings } from '../browser/axe.mjs'
import { launch, person } from '../browser/chromium.mjs'
import { cutOff, looks } from '../browser/looks.mjs'
import { temporaryFolder } from '../browser/temporary.mjs'
import { toneFile } from '../browser/tones.mjs'
import { forgetPastCalls } from '../stack/past-calls.mjs'
import { openStack } from '../stack/stack.mjs'
import { agentOn } from './agent.mjs'
import { visitorAt } from './visitor.mjs'

/** @typedef {import('playwright-core').Page} Page */

const PHONE = { width: 390, height: 844 }

/** Nobody signed in yet, nothing on record. */
export const openDesk = async () => {
  const stack = await openStack()
  await stack.empty()
  await stack.ledger.rows('delete from parley.blocks; update public.tenants set hours = null')
  await forgetPastCalls(stack.ledger)
  const browser = await launch({ wav: toneFile(temporaryFolder(), 660) })
  const context = await person(browser)
  await context.grantPermissions(['microphone', 'notifications'])
  const ana = agentOn(await context.newPage())
  await ana.page.goto(stack.deskPage('acme'))
  return {
    stack,
    browser,
    ana,

    /** One state: no finding in light or dark, with forced colours, without motion; nothing cut off on a phone or at 200 %. @param {string} name @param {Page} [page] */
    stateIs: async (name, page = ana.page) => {
      for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        assert.deepEqual(await findings(page, { within: 'parley-desk' }), [], `${name}, ${colorScheme}`)
      }
      const found = [...(await looks(page)), ...(await cutOff(page, PHONE))]
      assert.deepEqual(found, [], name)
      const bare = page.locator('parley-desk .card').filter({ hasNotText: /\S/ })
      assert.equal(await bare.count(), 0, `${name}: a card that says nothing`)
    },

    /** @param {string} name */
    turnTo: (name) => ana.page.getByRole('navigation').getByRole('button', { name }).click(),

    /** @param {string} [name] */
    caller: (name = 'Ada') =>
      visitorAt(browser, `${stack.visitorPage('acme')}&name=${encodeURIComponent(name)}`),

    /** What the team sees of whoever has a desk open. */
    presence: async () => {
      const [row] = await stack.ledger.rows("select string_agg(status, ' ') as now from parley.desks")
      return row.now
    },

    isConnected: () => ana.page.locator('parley-desk[state=connected]').waitFor({ timeout: 20_000 }),

    close: async () => {
      await browser.close()
      await stack.close()
    },
  }
}

/** @typedef {Awaited<ReturnType<typeof openDesk>>} Desk */

/** @param {() => Promise<void>} claim */
export const eventually = async (claim) => {
  const until = Date.now() + 15_000
  for (;;) {
    try {
      return await claim()
    } catch (e) {
      if (Date.now() > until) throw e
      await new Promise((wake) => setTimeout(wake, 150))
    }
  }
}
