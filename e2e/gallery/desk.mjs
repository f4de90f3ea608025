// Every screen an agent may meet, and the visitor's side of a running call.
import { person } from '../browser/chromium.mjs'
import { hears } from '../browser/hearing.mjs'
import { agentOn } from '../people/agent.mjs'
import { visitorAt } from '../people/visitor.mjs'

/**
 * @param {import('./scene.mjs').Scene} scene
 */
export const signedOutScreens = async ({ stack, agents, shoot }) => {
  const url = stack.deskPage('acme')
  const page = await (await person(agents)).newPage()
  const desk = agentOn(page)
  await page.goto(url.replace('pk_acme_demo', 'pk_nobody'))
  await page.getByRole('alert').waitFor()
  await shoot(page, 'desk-no-such-tenant')
  await page.goto(url)
  await page.getByLabel('Email').waitFor()
  await shoot(page, 'desk-sign-in')
  await desk.signIn({ ...stack.signIn('acme'), password: 'wrong' })
  await page.getByRole('alert').waitFor()
  await shoot(page, 'desk-sign-in-wrong')
  await page.goto(stack.deskPage('initech'))
  await desk.signIn(stack.signIn('acme'))
  await page.getByRole('alert').waitFor()
  await shoot(page, 'desk-of-another-tenant')
  await desk.close()

  const context = await person(agents)
  await context.addInitScript(() => {
    MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))
  })
  const mute = agentOn(await context.newPage())
  await mute.page.goto(stack.deskPage('globex'))
  await mute.signIn(stack.signIn('globex'))
  await mute.reads('You are away.')
  await mute.reads('No calls yet.')
  await shoot(mute.page, 'desk-away-no-calls')
  await mute.page.getByRole('button', { name: 'Go available' }).click()
  await mute.page.getByRole('alert').waitFor()
  await shoot(mute.page, 'desk-microphone-denied')
  await mute.close()
}

/**
 * Both desks are available.
 *
 * @param {import('./scene.mjs').Scene} scene
 */
export const callScreens = async ({ stack, visitors, shoot, ana, ben }) => {
  await stack.offersCalls('acme')
  const url = stack.visitorPage('acme')
  await shoot(ana.page, 'desk-available')
  const visitor = await visitorAt(visitors, `${url}&name=Ada`)
  await visitor.call()
  await ana.rings()
  await shoot(ana.page, 'desk-ringing')
  const second = await visitorAt(visitors, url)
  await second.call()
  await ana.acceptButton.nth(1).waitFor()
  await shoot(ana.page, 'desk-ringing-twice')
  await second.cancel()
  await second.close()
  await ana.acceptButton.nth(1).waitFor({ state: 'detached' })
  await ana.accept()
  await Promise.all([hears(ana.page, 440), hears(visitor.page, 1000)])
  await shoot(ana.page, 'desk-talking')
  await shoot(visitor.page, 'visitor-talking')
  await ben.reads('Ana took the call.')
  await shoot(ben.page, 'desk-taken-by-a-colleague')
  await ana.page.getByRole('button', { name: 'Mute' }).click()
  await visitor.page.getByRole('button', { name: 'Mute' }).click()
  await ana.page.waitForTimeout(2500)
  await shoot(ana.page, 'desk-muted')
  await shoot(visitor.page, 'visitor-muted')
  const other = agentOn(await ana.page.context().newPage())
  await other.page.goto(stack.deskPage('acme'))
  await other.reads('Continue the call here')
  await shoot(other.page, 'desk-call-in-another-window')
  await other.page.close()
  await ana.page.goto('about:blank')
  await visitor.reads('Connection lost. Reconnecting', 15_000)
  await shoot(visitor.page, 'visitor-reconnecting')
  await ana.page.goto(stack.deskPage('acme'))
  await hears(visitor.page, 1000, 15_000)
  await visitor.hangUp()
  await ana.reads('The visitor hung up.')
  await ana.page.waitForTimeout(2500)
  await shoot(ana.page, 'desk-ended')
  await visitor.close()
}
