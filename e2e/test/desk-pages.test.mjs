// The desk's other pages and windows in a real browser, every state under axe in both themes and at a phone's width: hours, windows, notifications, reliability.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { person } from '../browser/chromium.mjs'
import { agentOn } from '../people/agent.mjs'
import { eventually, openDesk } from '../people/desk.mjs'
import { forgetPastCalls, pastCalls } from '../stack/past-calls.mjs'
import { keyOf } from '../stack/stack.mjs'

describe('on the pages of the desk', () => {
  /** @type {import('../people/desk.mjs').Desk} */
  let desk
  /** @type {import('../people/agent.mjs').Agent} */
  let ana

  before(async () => {
    desk = await openDesk()
    ana = desk.ana
    await ana.signIn(desk.stack.signIn('acme', 'Ana'))
    await ana.goAvailable()
    await desk.stack.offersCalls('acme')
  })
  after(() => desk?.close())
  beforeEach(() => desk.stack.ledger.endAll())

  test('an owner sets split shifts and holidays, an overlap is named with its day, an agent only reads', async () => {
    await desk.turnTo('Hours')
    await ana.page.getByLabel('Only in these hours').check()
    await ana.page.getByLabel('Time zone').selectOption('Europe/Berlin')
    const day = ana.page.getByRole('group', { name: 'Monday' })
    await day.getByRole('button', { name: 'Add hours: Monday' }).click()
    await day.getByLabel('Monday, from').nth(1).fill('16:00')
    await desk.stateIs('hours')
    await ana.page.getByRole('button', { name: 'Save hours' }).click()
    await ana.reads('On Monday the hours overlap.')
    await day.getByLabel('Monday, from').nth(1).fill('18:00')
    await day.getByLabel('Monday, to').nth(1).fill('20:00')
    await ana.page.getByLabel('Date').fill('2026-12-25')
    await ana.page.getByRole('button', { name: 'Add day' }).click()
    await ana.page.getByRole('button', { name: 'Save hours' }).click()
    await ana.reads('Saved. The hours hold from now on.')
    const [row] = await desk.stack.ledger.rows(
      "select hours from public.tenants where public_key = 'pk_acme_demo'",
    )
    assert.equal(row.hours.tz, 'Europe/Berlin')
    assert.deepEqual(row.hours.week.mon, [
      ['09:00', '17:00'],
      ['18:00', '20:00'],
    ])
    assert.deepEqual(row.hours.closed, ['2026-12-25'])
    const ben = agentOn(await (await person(desk.browser)).newPage())
    await ben.page.goto(desk.stack.deskPage('acme'))
    await ben.signIn(desk.stack.signIn('acme', 'Ben'))
    await ben.page.getByRole('navigation').getByRole('button', { name: 'Hours' }).click()
    await ben.reads('Only an owner of this team can change the hours.')
    assert.equal(await ben.page.getByRole('button', { name: 'Save hours' }).count(), 0)
    assert.equal(await ben.page.getByRole('button', { name: 'Reliability' }).count(), 0)
    await desk.stateIs('hours, to an agent', ben.page)
    await ben.close()
    await desk.stack.ledger.rows('update public.tenants set hours = null')
    await desk.stack.control.act('clear-config-cache')
    await desk.turnTo('Calls')
  })

  test('of two windows of one agent one rings, and the other takes over when it goes', async () => {
    const second = agentOn(await ana.page.context().newPage())
    await second.page.goto(desk.stack.deskPage('acme'))
    await second.goAvailable()
    await second.reads('Calls ring in another window of yours.')
    await desk.stateIs('rings elsewhere', second.page)
    const visitor = await desk.caller()
    await visitor.call()
    await Promise.all([ana.rings(), second.rings()])
    await visitor.reads('Ringing on 1 device')
    const receipts = async () => {
      const rows = await desk.stack.ledger.rows(
        "select r.instance from parley.call_rings r join parley.calls c on c.id = r.call_id where c.state = 'ringing'",
      )
      return rows.length
    }
    assert.equal(await receipts(), 1)
    await ana.page.goto('about:blank')
    await eventually(async () => assert.equal(await receipts(), 2))
    await second.accept()
    await second.page.locator('parley-desk[state=connected]').waitFor({ timeout: 20_000 })
    await second.hangUp()
    await second.page.close()
    await visitor.close()
    await ana.page.goto(desk.stack.deskPage('acme'))
    await ana.goAvailable()
    await desk.stack.offersCalls('acme')
  })

  test('a ring behind other windows is a notification, and its Accept answers the call', async () => {
    await ana.page.evaluate(() => {
      document.hasFocus = () => false
    })
    const visitor = await desk.caller('Grace')
    await visitor.call()
    await ana.rings()
    const [worker] = ana.page.context().serviceWorkers()
    assert.ok(worker, 'the desk has a service worker')
    const notifications = 'registration.getNotifications()'
    const shown = () =>
      worker.evaluate(
        `${notifications}.then((all) => all.map(({ title, actions }) => ({ title, actions: actions.map((one) => one.title) })))`,
      )
    await eventually(async () =>
      assert.deepEqual(await shown(), [{ title: 'Grace is calling', actions: ['Accept', 'Decline'] }]),
    )
    await worker.evaluate(
      `${notifications}.then(([notification]) => dispatchEvent(new NotificationEvent('notificationclick', { notification, action: 'answer' }))).then(() => undefined)`,
    )
    await desk.isConnected()
    assert.deepEqual(await shown(), [])
    await ana.hangUp()
    await visitor.close()
  })

  test('an owner reads how reliable a thousand calls were, takes them along as CSV, and asks for premium', async () => {
    await forgetPastCalls(desk.stack.ledger)
    await pastCalls(desk.stack.ledger, keyOf('acme'), 1000)
    await desk.turnTo('Reliability')
    const report = ana.page.locator('parley-reliability-report')
    await report.getByText('1,000', { exact: true }).waitFor()
    await report.getByText('No path between the two browsers').waitFor()
    assert.equal(await report.locator('parley-stacked-chart svg rect').first().isVisible(), true)
    await desk.stateIs('reliability')
    await report.getByText('Show as a table').first().click()
    await desk.stateIs('reliability, as a table')
    const download = ana.page.waitForEvent('download')
    await report.getByRole('button', { name: 'Download as CSV' }).click()
    const stream = await (await download).createReadStream()
    let csv = ''
    for await (const part of stream) csv += part
    const lines = csv.trimEnd().split('\r\n')
    assert.equal(lines.length, 1001)
    assert.match(String(lines[0]), /^call_id,at,media,agent,reason,failure,path,/)
    await report.getByRole('button', { name: 'Ask for premium' }).click()
    await report.getByText('You asked for premium on').waitFor()
    await desk.stateIs('premium asked for')
    const asked = await desk.stack.ledger.rows(
      "select state from parley.premium_requests where state = 'open'",
    )
    assert.equal(asked.length, 1)
    await desk.turnTo('Calls')
    await ana.page.getByRole('button', { name: 'Show older calls' }).click()
    await eventually(async () =>
      assert.equal(await ana.page.locator('parley-call-history tbody tr').count(), 40),
    )
    await desk.stateIs('history')
    await forgetPastCalls(desk.stack.ledger)
  })

  test('who loses the microphone is away, and reads why', async () => {
    const context = await person(desk.browser)
    await context.addInitScript(() => {
      MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'))
    })
    const ben = agentOn(await context.newPage())
    await ben.page.goto(desk.stack.deskPage('acme'))
    await ben.signIn(desk.stack.signIn('acme', 'Ben'))
    await ben.page.getByRole('button', { name: 'Go available' }).click()
    await ben.page.getByRole('alert').waitFor()
    await desk.stateIs('no microphone', ben.page)
    await ben.close()
  })
})
