// Every state of the desk in a real browser: nothing that axe finds in either theme, nothing that is wider than a phone, and what agents do there.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { findings } from '../browser/axe.mjs'
import { launch, person } from '../browser/chromium.mjs'
import { temporaryFolder } from '../browser/temporary.mjs'
import { toneFile } from '../browser/tones.mjs'
import { agentOn } from '../people/agent.mjs'
import { visitorAt } from '../people/visitor.mjs'
import { forgetPastCalls, pastCalls } from '../stack/past-calls.mjs'
import { keyOf, openStack } from '../stack/stack.mjs'

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../people/agent.mjs').Agent} Agent */

const NAUGHTY = '<img src=x onerror=alert(1)>\u202Edecrofnier\u2066'

describe('at the desk', () => {
  /** @type {import('../stack/stack.mjs').Stack} */
  let stack
  /** @type {import('playwright-core').Browser} */
  let browser
  /** @type {Agent} */
  let ana

  before(async () => {
    stack = await openStack()
    await stack.empty()
    await stack.ledger.rows('delete from parley.blocks; update public.tenants set hours = null')
    await forgetPastCalls(stack.ledger)
    browser = await launch({ wav: toneFile(temporaryFolder(), 660) })
    const context = await person(browser)
    await context.grantPermissions(['microphone', 'notifications'])
    ana = agentOn(await context.newPage())
    await ana.page.goto(stack.deskPage('acme'))
  })
  after(async () => {
    await browser?.close()
    await stack?.close()
  })
  beforeEach(() => stack.ledger.endAll())

  /** One state: no finding in light or dark, nothing cut off on a phone. @param {string} name @param {Page} [page] */
  const stateIs = async (name, page = ana.page) => {
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      assert.deepEqual(await findings(page, { within: 'parley-desk' }), [], `${name}, ${colorScheme}`)
    }
    await page.emulateMedia({ colorScheme: null, reducedMotion: null })
    await page.setViewportSize({ width: 390, height: 844 })
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    await page.setViewportSize({ width: 1280, height: 800 })
    assert.ok(wide <= 390, `${name} is ${wide} pixels wide on a phone`)
  }
  /** @param {string} name */
  const turnTo = (name) => ana.page.getByRole('navigation').getByRole('button', { name }).click()
  /** @param {string} [name] */
  const caller = async (name = 'Ada') =>
    visitorAt(browser, `${stack.visitorPage('acme')}&name=${encodeURIComponent(name)}`)
  const dialog = () => ana.page.getByRole('alertdialog')
  /** What has the focus, through every shadow. */
  const focused = () =>
    ana.page.evaluate(() => {
      let at = document.activeElement
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
      return at?.id || at?.className || ''
    })

  test('nobody gets in with a wrong password, and an owner does by keyboard', async () => {
    await ana.page.getByLabel('Email').waitFor()
    await stateIs('signed out')
    await ana.signIn({ ...stack.signIn('acme', 'Ana'), password: 'wrong' })
    await ana.page.getByRole('alert').waitFor()
    await stateIs('wrong password')
    await ana.page.getByLabel('Password').fill(stack.signIn('acme', 'Ana').password)
    await ana.page.keyboard.press('Enter')
    await ana.reads('You are away.')
    await ana.reads('No calls yet.')
    await stateIs('away')
  })

  test('going available shows the microphone, and names the devices to choose from', async () => {
    await ana.goAvailable()
    await stack.offersCalls('acme')
    await ana.page.getByText('Sound and notifications').click()
    const microphones = ana.page.locator('parley-sound-settings #microphone')
    await microphones.waitFor()
    assert.ok((await microphones.locator('option').count()) > 0)
    await ana.reads('You are notified while this page is in the background.')
    await stateIs('available')
    await ana.page.getByText('Sound and notifications').click()
  })

  test('a ring takes the focus to Accept, says who and from where, and Escape gives it back', async () => {
    await ana.page.getByLabel('Search calls').focus()
    const visitor = await caller(NAUGHTY)
    await visitor.call()
    await dialog().waitFor()
    assert.match(await focused(), /accept/)
    assert.match(await ana.page.title(), /☎ .* is calling|Acme/)
    const said = String(await dialog().textContent())
    assert.match(said, /<img src=x onerror=alert\(1\)> ?decrofnier is calling/)
    assert.match(said, /A shop with a Call button/)
    assert.equal(await dialog().locator('img').count(), 0)
    await stateIs('ringing')
    await ana.page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
    assert.equal(await focused(), 'search')
    await visitor.close()
  })

  test('two rings stand in one dialog, and each is answered for itself', async () => {
    const [first, second] = await Promise.all([caller('Ada'), caller('Bob')])
    await first.call()
    await second.call()
    await ana.acceptButton.nth(1).waitFor()
    await stateIs('two rings')
    await dialog()
      .getByRole('listitem')
      .filter({ hasText: 'Bob' })
      .getByRole('button', { name: 'Decline' })
      .click()
    await ana.acceptButton.nth(1).waitFor({ state: 'detached' })
    assert.match(String(await dialog().textContent()), /Ada is calling/)
    await Promise.all([first.close(), second.close()])
  })

  test('Enter accepts; a note is kept while the call runs, found afterwards, and shown as the text it is', async () => {
    const visitor = await caller()
    await visitor.call()
    await dialog().waitFor()
    await ana.page.waitForTimeout(500)
    await ana.page.keyboard.press('Enter')
    await ana.page.getByRole('button', { name: 'Hang up' }).waitFor()
    await ana.page.locator('parley-desk[state=connected]').waitFor({ timeout: 20_000 })
    await ana.page.getByLabel('Note on this call').fill('Order 17 <b>late</b>')
    await ana.reads('Saved')
    await stateIs('talking')
    await visitor.hangUp()
    await ana.reads('Last call: Ada')
    await stateIs('after a call')
    await ana.page.getByRole('button', { name: 'Done', exact: true }).click()
    await ana.page.getByLabel('Search calls').fill('order 17')
    const found = ana.page.locator('parley-call-history tbody tr')
    await found.filter({ hasText: 'Order 17 <b>late</b>' }).waitFor()
    assert.equal(await found.count(), 1)
    assert.match(String(await found.textContent()), /Ada[\s\S]*Ana[\s\S]*Talked[\s\S]*Direct/)
    await ana.page.getByLabel('Search calls').fill('no such thing')
    await ana.reads('No call fits.')
    await ana.page.getByLabel('Search calls').fill('')
    await visitor.close()
  })

  test('whoever wraps up or does not want to be disturbed is not rung, and the team sees it', async () => {
    await ana.page.getByText('Sound and notifications').click()
    await ana.page.getByLabel('Time to wrap up after a call').selectOption('300')
    const visitor = await caller()
    await visitor.call()
    await ana.rings()
    await ana.accept()
    await ana.page.locator('parley-desk[state=connected]').waitFor({ timeout: 20_000 })
    await visitor.hangUp()
    await ana.reads('Calls ring here again in')
    await stateIs('wrapping up')
    const presence = async () => {
      const [row] = await stack.ledger.rows("select string_agg(status, ' ') as now from parley.desks")
      return row.now
    }
    await eventually(async () => assert.equal(await presence(), 'wrap_up'))
    await ana.page.getByRole('button', { name: 'Ready now' }).click()
    await ana.reads('You are available. Calls ring here.')
    await ana.page.getByLabel('Time to wrap up after a call').selectOption('0')
    await ana.page.getByText('Sound and notifications').click()
    await ana.page.getByRole('button', { name: 'Do not disturb' }).click()
    await eventually(async () => assert.equal(await presence(), 'do_not_disturb'))
    await stateIs('not to be disturbed')
    await turnTo('Team')
    await ana.page.locator('li[data-presence=do_not_disturb]').filter({ hasText: 'Ana (you)' }).waitFor()
    await stateIs('team')
    await turnTo('Calls')
    await ana.goAvailable()
    await stack.offersCalls('acme')
    await visitor.close()
  })

  test('a blocked caller is refused by name, and may call again once that is taken back', async () => {
    const visitor = await caller('Mallory')
    await visitor.call()
    await ana.rings()
    await visitor.cancel()
    await visitor.reads('You cancelled the call.')
    await ana.page.getByRole('button', { name: 'Refresh' }).click()
    await ana.page.getByRole('button', { name: 'Block caller: Mallory' }).first().click()
    await ana.reads('Their calls will be refused')
    await stateIs('asked whether to block')
    await ana.page.getByRole('button', { name: 'Block', exact: true }).click()
    await ana.page.getByRole('button', { name: 'Unblock: Mallory' }).first().waitFor()
    assert.equal((await stack.ledger.rows('select 1 from parley.blocks')).length, 1)
    await visitor.page.reload()
    await visitor.call()
    await visitor.reads('No call')
    await turnTo('Team')
    await ana.reads('Blocked callers')
    await stateIs('blocked callers')
    await ana.page.getByRole('button', { name: 'Unblock: Mallory' }).click()
    await eventually(async () =>
      assert.equal((await stack.ledger.rows('select 1 from parley.blocks')).length, 0),
    )
    await turnTo('Calls')
    await visitor.close()
  })

  test('an owner sets split shifts and holidays, an overlap is named with its day, an agent only reads', async () => {
    await turnTo('Hours')
    await ana.page.getByLabel('Only in these hours').check()
    await ana.page.getByLabel('Time zone').selectOption('Europe/Berlin')
    const day = ana.page.getByRole('group', { name: 'Monday' })
    await day.getByRole('button', { name: 'Add hours: Monday' }).click()
    await day.getByLabel('Monday, from').nth(1).fill('16:00')
    await stateIs('hours')
    await ana.page.getByRole('button', { name: 'Save hours' }).click()
    await ana.reads('On Monday the hours overlap.')
    await day.getByLabel('Monday, from').nth(1).fill('18:00')
    await day.getByLabel('Monday, to').nth(1).fill('20:00')
    await ana.page.getByLabel('Date').fill('2026-12-25')
    await ana.page.getByRole('button', { name: 'Add day' }).click()
    await ana.page.getByRole('button', { name: 'Save hours' }).click()
    await ana.reads('Saved. The hours hold from now on.')
    const [row] = await stack.ledger.rows(
      "select hours from public.tenants where public_key = 'pk_acme_demo'",
    )
    assert.equal(row.hours.tz, 'Europe/Berlin')
    assert.deepEqual(row.hours.week.mon, [
      ['09:00', '17:00'],
      ['18:00', '20:00'],
    ])
    assert.deepEqual(row.hours.closed, ['2026-12-25'])
    const ben = agentOn(await (await person(browser)).newPage())
    await ben.page.goto(stack.deskPage('acme'))
    await ben.signIn(stack.signIn('acme', 'Ben'))
    await ben.page.getByRole('navigation').getByRole('button', { name: 'Hours' }).click()
    await ben.reads('Only an owner of this team can change the hours.')
    assert.equal(await ben.page.getByRole('button', { name: 'Save hours' }).count(), 0)
    assert.equal(await ben.page.getByRole('button', { name: 'Reliability' }).count(), 0)
    await stateIs('hours, to an agent', ben.page)
    await ben.close()
    await stack.ledger.rows('update public.tenants set hours = null')
    await turnTo('Calls')
  })

  test('of two windows of one agent one rings, and the other takes over when it goes', async () => {
    const second = agentOn(await ana.page.context().newPage())
    await second.page.goto(stack.deskPage('acme'))
    await second.goAvailable()
    await second.reads('Calls ring in another window of yours.')
    await stateIs('rings elsewhere', second.page)
    const visitor = await caller()
    await visitor.call()
    await Promise.all([ana.rings(), second.rings()])
    await visitor.reads('Ringing on 1 device')
    const receipts = async () => {
      const rows = await stack.ledger.rows(
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
    await ana.page.goto(stack.deskPage('acme'))
    await ana.goAvailable()
    await stack.offersCalls('acme')
  })

  test('a ring behind other windows is a notification, and its Accept answers the call', async () => {
    await ana.page.evaluate(() => {
      document.hasFocus = () => false
    })
    const visitor = await caller('Grace')
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
    await ana.page.locator('parley-desk[state=connected]').waitFor({ timeout: 20_000 })
    assert.deepEqual(await shown(), [])
    await ana.hangUp()
    await visitor.close()
  })

  test('an owner reads how reliable a thousand calls were, takes them along as CSV, and asks for premium', async () => {
    await forgetPastCalls(stack.ledger)
    await pastCalls(stack.ledger, keyOf('acme'), 1000)
    await turnTo('Reliability')
    const report = ana.page.locator('parley-reliability-report')
    await report.getByText('1,000', { exact: true }).waitFor()
    await report.getByText('No path between the two browsers').waitFor()
    assert.equal(await report.locator('parley-stacked-chart svg rect').first().isVisible(), true)
    await stateIs('reliability')
    await report.getByText('Show as a table').first().click()
    await stateIs('reliability, as a table')
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
    await stateIs('premium asked for')
    const asked = await stack.ledger.rows("select state from parley.premium_requests where state = 'open'")
    assert.equal(asked.length, 1)
    await turnTo('Calls')
    await ana.page.getByRole('button', { name: 'Show older calls' }).click()
    await eventually(async () =>
      assert.equal(await ana.page.locator('parley-call-history tbody tr').count(), 40),
    )
    await stateIs('history')
    await forgetPastCalls(stack.ledger)
  })

  test('who loses the microphone is away, and reads why', async () => {
    const context = await person(browser)
    await context.addInitScript(() => {
      MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException('', 'NotFoundError'))
    })
    const ben = agentOn(await context.newPage())
    await ben.page.goto(stack.deskPage('acme'))
    await ben.signIn(stack.signIn('acme', 'Ben'))
    await ben.page.getByRole('button', { name: 'Go available' }).click()
    await ben.page.getByRole('alert').waitFor()
    await stateIs('no microphone', ben.page)
    await ben.close()
  })
})

/** @param {() => Promise<void>} claim */
const eventually = async (claim) => {
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
