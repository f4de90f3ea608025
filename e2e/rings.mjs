// A call must ring at once, not at the desk's next beat: the push comes, and what it makes the desk ask must find the call.
import { launch } from './browser/chromium.mjs'
import { agentAt } from './people/agent.mjs'
import { configOf, visitorByHand } from './people/by-hand.mjs'
import { keyOf } from './stack/stack.mjs'

const AT_ONCE_MS = 2000
const PATIENCE_MS = 15_000

/** @param {import('./stack/stack.mjs').Stack} stack */
export const openRings = async (stack) => {
  await stack.empty()
  // So many calls in a row are more than one address may make.
  for (const rate of ['rate_source', 'rate_tenant']) await stack.ledger.set(rate, 100_000)
  const browser = await launch()
  const agent = await agentAt(browser, stack.deskPage('acme'), stack.signIn('acme'))
  await stack.offersCalls('acme')
  const config = await configOf(stack.site, keyOf('acme'))
  return {
    /** @param {number} pause before the call, in ms */
    ring: async (pause) => {
      const visitor = await visitorByHand(config, keyOf('acme'))
      await agent.page.waitForTimeout(pause)
      const start = Date.now()
      await visitor.call()
      await agent.page.evaluate((ms) => window.ears.appears('Accept', ms), PATIENCE_MS)
      const ms = Date.now() - start
      await stack.ledger.endAll()
      await agent.acceptButton.waitFor({ state: 'detached' })
      return { ok: ms < AT_ONCE_MS, ms }
    },
    close: async () => {
      await stack.control.heal()
      await stack.ledger.set('rate_source', 60)
      await stack.ledger.set('rate_tenant', 600)
      await browser.close()
    },
  }
}
