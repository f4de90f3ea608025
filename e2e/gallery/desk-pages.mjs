// The desk's lists and pages, full of what a busy month leaves behind; then the densest once more in German and Arabic.
import { hears } from '../browser/hearing.mjs'
import { visitorAt } from '../people/visitor.mjs'
import { forgetPastCalls, pastCalls } from '../stack/past-calls.mjs'
import { keyOf } from '../stack/stack.mjs'

/** @typedef {import('./scene.mjs').Scene} Scene */
/** @typedef {import('playwright-core').Page} Page */

/** A page of the desk by its id, whatever language names it. @param {Page} page @param {string} id */
const turnTo = (page, id) => page.locator(`parley-desk #page-${id}`).click()

/** A month of calls, three who want to be called back, one blocked caller, hours with a holiday. @param {Scene['stack']} stack */
const busyMonth = async ({ ledger }) => {
  await ledger.rows('delete from parley.blocks; delete from parley.callback_requests')
  await forgetPastCalls(ledger)
  await pastCalls(ledger, keyOf('acme'), 1000)
  await pastCalls(ledger, keyOf('globex'), 1000)
  await ledger.rows(`with t as (select id from public.tenants where public_key = 'pk_acme_demo'),
    c as (select c.id, c.visitor_id, c.session_id, c.visitor_name from parley.calls c join t on t.id = c.tenant_id where c.visitor_name is not null order by c.requested_at desc limit 8),
    noted as (insert into parley.notes (call_id, agent_id, agent_name, note) select id, gen_random_uuid(), 'Ben', 'Wants the invoice for order 17 by mail. Called back on Tuesday, is content.' from c limit 2),
    blocked as (insert into parley.blocks (tenant_id, visitor_id, by_agent, name) select t.id, c.visitor_id, 'a6e00000-0000-4000-8000-000000000002', c.visitor_name from c, t offset 5 limit 1)
    insert into parley.callback_requests (tenant_id, session_id, visitor_id, name, contact, note, wanted, at)
      select t.id, c.session_id, c.visitor_id, c.visitor_name, '+49 30 1234567', 'About my order', 'this afternoon', now() - interval '2 hours' from c, t limit 3`)
  await ledger.rows(`update public.tenants set hours = '{"tz": "Europe/Berlin", "week": {"mon": [["09:00", "12:00"], ["13:00", "18:00"]],
    "tue": [["09:00", "18:00"]], "wed": [["09:00", "18:00"]], "thu": [["09:00", "18:00"]], "fri": [["09:00", "14:00"]], "sat": [["22:00", "02:00"]]},
    "closed": ["2026-12-25", "2027-01-01"]}' where public_key = 'pk_acme_demo'`)
}

/** @param {Scene['stack']} stack */
const quietAgain = async ({ ledger }) => {
  await ledger.rows(
    'delete from parley.blocks; delete from parley.callback_requests; update public.tenants set hours = null',
  )
  await forgetPastCalls(ledger)
}

/**
 * Both desks are available.
 *
 * @param {Scene} scene
 */
export const deskPageScreens = async ({ stack, shoot, ana, agents, visitors }) => {
  const { page } = ana
  await busyMonth(stack)
  const finish = page.locator('parley-desk #finish')
  if (await finish.isVisible()) await finish.click()
  await page.getByRole('button', { name: 'Refresh' }).click()
  await page.getByRole('button', { name: 'Show older calls' }).waitFor()
  await shoot(page, 'desk-history', true)
  await page.getByLabel('Search calls').fill('invoice')
  await page.waitForTimeout(900)
  await shoot(page, 'desk-history-searched')
  await page.getByLabel('Search calls').fill('nobody of this name')
  await ana.reads('No call fits.')
  await shoot(page, 'desk-history-nothing-found')
  await page.getByLabel('Search calls').fill('')
  await page.waitForTimeout(900)
  await page.locator('parley-block-button button').first().click()
  await shoot(page, 'desk-block-asked')
  await page.locator('parley-block-button #no').click()
  await page.getByText('Sound and notifications').click()
  await page.locator('parley-sound-settings').scrollIntoViewIfNeeded()
  await shoot(page, 'desk-sound', true)
  await page.getByLabel('Time to wrap up after a call').selectOption('120')
  await page.getByText('Sound and notifications').click()
  await stack.ledger.rows('update public.tenants set hours = null')
  // The page may have been reloaded meanwhile.
  if ((await page.locator('parley-desk').getAttribute('mode')) === 'away') await ana.goAvailable()
  await stack.offersCalls('acme')
  const visitor = await visitorAt(visitors, `${stack.visitorPage('acme')}&name=Ada`)
  await visitor.call()
  await ana.rings()
  await ana.accept()
  await hears(page, 440, 15_000)
  await visitor.hangUp()
  await ana.reads('Calls ring here again in')
  await page.getByRole('textbox', { name: 'Note on this call' }).fill('Order 17: resend the invoice.')
  await ana.reads('Saved')
  await shoot(page, 'desk-wrapping-up')
  await visitor.close()
  await page.getByRole('button', { name: 'Do not disturb' }).click()
  await shoot(page, 'desk-not-to-be-disturbed')
  await busyMonth(stack)
  await turnTo(page, 'team')
  await ana.reads('Blocked callers')
  await shoot(page, 'desk-team', true)
  await turnTo(page, 'hours')
  await page.locator('parley-hours-editor #save').waitFor()
  await shoot(page, 'desk-hours', true)
  await turnTo(page, 'reliability')
  await page.locator('parley-stacked-chart').first().waitFor()
  await shoot(page, 'desk-reliability', true)
  await page.getByRole('button', { name: 'Ask for premium' }).click()
  await ana.reads('You asked for premium on')
  await shoot(page, 'desk-reliability-premium-asked', true)
  await turnTo(page, 'calls')
  const other = await (await agents.newContext({ viewport: { width: 1280, height: 800 } })).newPage()
  await other.goto(stack.deskPage('globex'))
  await other.getByLabel('Email').fill(stack.signIn('globex', 'Gina').email)
  await other.getByLabel('Password').fill(stack.signIn('globex', 'Gina').password)
  await other.getByRole('button', { name: 'Sign in' }).click()
  await turnTo(other, 'reliability')
  await other.locator('parley-stacked-chart').first().waitFor()
  await shoot(other, 'desk-reliability-with-relay', true)
  await other.context().close()
  await quietAgain(stack)
}

/** @param {Scene} scene */
export const deskLanguageScreens = async ({ stack, shoot, ana, visitors }) => {
  const { page } = ana
  await busyMonth(stack)
  for (const lang of ['de', 'ar']) {
    await stack.ledger.rows("update public.tenants set hours = null where public_key = 'pk_acme_demo'")
    await page.goto(`${stack.deskPage('acme')}&lang=${lang}`)
    await page.locator('parley-desk #availability').click()
    await page.locator('parley-desk[state=available]').waitFor({ timeout: 15_000 })
    await stack.offersCalls('acme')
    const visitor = await visitorAt(visitors, `${stack.visitorPage('acme')}&name=Ada`)
    await visitor.call()
    await page.locator('dialog .accept').waitFor()
    await shoot(page, `desk-${lang}-ringing`)
    await page.locator('dialog .accept').click()
    await hears(page, 440, 15_000)
    await shoot(page, `desk-${lang}-talking`)
    await visitor.hangUp()
    await page.locator('parley-desk #finish').waitFor()
    await page.locator('#older').waitFor()
    await shoot(page, `desk-${lang}-history`, true)
    await visitor.close()
    for (const [id, what] of [
      ['team', 'parley-team-list h2'],
      ['hours', 'parley-hours-editor #save'],
      ['reliability', 'parley-stacked-chart'],
    ]) {
      await turnTo(page, String(id))
      await page.locator(String(what)).first().waitFor()
      if (id === 'hours') await page.locator('parley-hours-editor #some').click()
      await shoot(page, `desk-${lang}-${id}`, true)
    }
    await turnTo(page, 'calls')
  }
  await page.goto(stack.deskPage('acme'))
  await quietAgain(stack)
}
