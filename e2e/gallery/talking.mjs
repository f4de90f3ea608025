// A visitor in a call, from the first word to the rating. Both desks are available.
import { hears } from '../browser/hearing.mjs'
import { visitorAt } from '../people/visitor.mjs'

/**
 * @param {Pick<import('./scene.mjs').Scene, 'stack' | 'visitors' | 'shoot' | 'ana'>} scene
 */
export const talkingScreens = async ({ stack, visitors, shoot, ana }) => {
  await stack.offersCalls('globex')
  const visitor = await visitorAt(visitors, `${stack.visitorPage('globex')}&name=Ada`)
  const { page } = visitor
  /** @param {string} id */
  const press = (id) => page.locator(`parley-call #${id}`).click()
  await visitor.call()
  await ana.rings()
  await ana.accept()
  await hears(page, 1000, 15_000)
  await page.locator('parley-quality-bar [role=img]').waitFor({ timeout: 15_000 })
  await shoot(page, 'visitor-connected')
  await press('mute')
  await ana.page.locator('parley-desk #mute').click()
  await visitor.reads('The other side has muted its microphone.')
  await shoot(page, 'visitor-both-muted')
  await ana.page.locator('parley-desk #mute').click()
  await press('mute')
  await press('devices')
  await press('safety')
  await page.locator('#code:not(:empty)').waitFor()
  await visitor.reads(/^\p{Extended_Pictographic}/u)
  await shoot(page, 'visitor-devices-and-safety-code')
  await press('devices')
  await press('safety')
  await press('camera')
  await page.locator('video#local').waitFor()
  await shoot(page, 'visitor-own-camera')
  await ana.page.locator('parley-desk #camera').click()
  await page.locator('video#remote').waitFor()
  await page.waitForTimeout(500)
  await shoot(page, 'visitor-both-cameras')
  await press('camera')
  await page.locator('video#local').waitFor({ state: 'detached' })
  await visitor.hangUp()
  await visitor.reads('How was the call?')
  await shoot(page, 'visitor-ended-with-rating')
  await page.locator('parley-call-rating label').nth(3).click()
  await page.locator('parley-call-rating textarea').fill('Quick and kind')
  await shoot(page, 'visitor-rating-chosen')
  await press('rate')
  await visitor.reads('Thank you for telling us.')
  await shoot(page, 'visitor-rated')
  await visitor.close()
}
