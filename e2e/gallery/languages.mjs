// The densest screens once more, where words are longest and where they run the other way. Nobody is available at first.
import { person } from '../browser/chromium.mjs'
import { hears } from '../browser/hearing.mjs'

/**
 * @param {Pick<import('./scene.mjs').Scene, 'stack' | 'visitors' | 'shoot' | 'ana'>} scene
 */
export const languageScreens = async ({ stack, visitors, shoot, ana }) => {
  for (const lang of ['de', 'ar']) {
    /** @param {(context: import('playwright-core').BrowserContext) => Promise<unknown>} [prepare] */
    const open = async (prepare) => {
      const context = await person(visitors)
      await prepare?.(context)
      const page = await context.newPage()
      await page.goto(`${stack.visitorPage('globex')}&lang=${lang}`)
      await page.locator('parley-call-button button').click()
      return page
    }
    /** @param {import('playwright-core').Page} page @param {string} name */
    const done = async (page, name) => {
      await shoot(page, `visitor-${lang}-${name}`)
      await page.context().close()
    }
    await ana.goAvailable()
    await stack.offersCalls('globex')
    const denied = await open((c) =>
      c.addInitScript(() => {
        MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))
      }),
    )
    await denied.locator('#help').waitFor()
    await done(denied, 'microphone-denied')
    const page = await open()
    await page.locator('#start').waitFor()
    await shoot(page, `visitor-${lang}-test`)
    await page.locator('#start').click()
    await ana.rings()
    await page.locator('#devices').waitFor()
    await shoot(page, `visitor-${lang}-ringing`)
    await ana.accept()
    await hears(page, 1000, 15_000)
    await page.locator('#devices').click()
    await page.locator('#safety').click()
    await shoot(page, `visitor-${lang}-talking`)
    await page.locator('#hang-up').click()
    await page.locator('parley-call-rating label').nth(3).click()
    await done(page, 'rating')
    await ana.goAway()
    await stack.control.act('clear-config-cache')
    const away = await open()
    await away.locator('#offline').waitFor()
    await done(away, 'offline')
  }
}
