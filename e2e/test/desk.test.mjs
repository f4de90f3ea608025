// The desk's calls in a real browser, every state under axe in both themes and at a phone's width: sign in, ring, talk, write down, wrap up, block.
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { eventually, openDesk } from '../people/desk.mjs'

const NAUGHTY = '<img src=x onerror=alert(1)>\u202Edecrofnier\u2066'

describe('at the desk', () => {
  /** @type {import('../people/desk.mjs').Desk} */
  let desk
  /** @type {import('../people/agent.mjs').Agent} */
  let ana

  before(async () => {
    desk = await openDesk()
    ana = desk.ana
  })
  after(() => desk?.close())
  beforeEach(() => desk.stack.ledger.endAll())

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
    await desk.stateIs('signed out')
    await ana.signIn({ ...desk.stack.signIn('acme', 'Ana'), password: 'wrong' })
    await ana.page.getByRole('alert').waitFor()
    await desk.stateIs('wrong password')
    await ana.page.getByLabel('Password').fill(desk.stack.signIn('acme', 'Ana').password)
    await ana.page.keyboard.press('Enter')
    await ana.reads('You are away.')
    await ana.reads('No calls yet.')
    await desk.stateIs('away')
  })

  test('going available shows the microphone, and names the devices to choose from', async () => {
    await ana.goAvailable()
    await desk.stack.offersCalls('acme')
    await ana.page.getByText('Sound and notifications').click()
    const microphones = ana.page.locator('parley-sound-settings #microphone')
    await microphones.waitFor()
    assert.ok((await microphones.locator('option').count()) > 0)
    await ana.reads('You are notified while this page is in the background.')
    await desk.stateIs('available')
    await ana.page.getByText('Sound and notifications').click()
  })

  test('a ring takes the focus to Accept, says who and from where, and Escape gives it back', async () => {
    await ana.page.getByLabel('Search calls').focus()
    const visitor = await desk.caller(NAUGHTY)
    await visitor.call()
    await dialog().waitFor()
    assert.match(await focused(), /accept/)
    assert.match(await ana.page.title(), /☎ .* is calling|Acme/)
    const said = String(await dialog().textContent())
    assert.match(said, /<img src=x onerror=alert\(1\)> ?decrofnier is calling/)
    assert.match(said, /A shop with a Call button/)
    assert.equal(await dialog().locator('img').count(), 0)
    await desk.stateIs('ringing')
    await ana.page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
    assert.equal(await focused(), 'search')
    await visitor.close()
  })

  test('two rings stand in one dialog, and each is answered for itself', async () => {
    const [first, second] = await Promise.all([desk.caller('Ada'), desk.caller('Bob')])
    await first.call()
    await second.call()
    await ana.acceptButton.nth(1).waitFor()
    await desk.stateIs('two rings')
    await dialog()
      .getByRole('listitem')
      .filter({ hasText: 'Bob' })
      .getByRole('button', { name: 'Decline' })
      .click()
    await ana.acceptButton.nth(1).waitFor({ state: 'detached' })
    assert.match(String(await dialog().textContent()), /Ada is calling/)
    await desk.stack.ledger.endAll()
    await dialog().waitFor({ state: 'detached' })
    await desk.stateIs('a ring that was dropped')
    await Promise.all([first.close(), second.close()])
  })

  test('Enter accepts; a note is kept while the call runs, found afterwards, and shown as the text it is', async () => {
    const visitor = await desk.caller()
    await visitor.call()
    await dialog().waitFor()
    await ana.page.waitForTimeout(500)
    await ana.page.keyboard.press('Enter')
    await ana.page.getByRole('button', { name: 'Hang up' }).waitFor()
    await desk.isConnected()
    await ana.page.getByLabel('Note on this call').fill('Order 17 <b>late</b>')
    await ana.reads('Saved')
    await desk.stateIs('talking')
    await visitor.hangUp()
    await ana.reads('Last call: Ada')
    await desk.stateIs('after a call')
    await ana.page.getByRole('button', { name: 'Done', exact: true }).click()
    await ana.page.getByLabel('Search calls').fill('order 17')
    const found = ana.page.locator('parley-call-history tbody tr')
    await found.filter({ hasText: 'Order 17 <b>late</b>' }).waitFor()
    await eventually(async () => assert.equal(await found.count(), 1))
    assert.match(String(await found.textContent()), /Ada[\s\S]*Ana[\s\S]*Talked[\s\S]*Direct/)
    await ana.page.getByLabel('Search calls').fill('no such thing')
    await ana.reads('No call fits.')
    await ana.page.getByLabel('Search calls').fill('')
    await visitor.close()
  })

  test('whoever wraps up or does not want to be disturbed is not rung, and the team sees it', async () => {
    await ana.page.getByText('Sound and notifications').click()
    await ana.page.getByLabel('Time to wrap up after a call').selectOption('300')
    const visitor = await desk.caller()
    await visitor.call()
    await ana.rings()
    await ana.accept()
    await desk.isConnected()
    await visitor.hangUp()
    await ana.reads('Calls ring here again in')
    await desk.stateIs('wrapping up')
    await eventually(async () => assert.equal(await desk.presence(), 'wrap_up'))
    await ana.page.getByRole('button', { name: 'Ready now' }).click()
    await ana.reads('You are available. Calls ring here.')
    await ana.page.getByLabel('Time to wrap up after a call').selectOption('0')
    await ana.page.getByText('Sound and notifications').click()
    await ana.page.getByRole('button', { name: 'Do not disturb' }).click()
    await eventually(async () => assert.equal(await desk.presence(), 'do_not_disturb'))
    await desk.stateIs('not to be disturbed')
    await desk.turnTo('Team')
    await ana.page.locator('li[data-presence=do_not_disturb]').filter({ hasText: 'Ana (you)' }).waitFor()
    await desk.stateIs('team')
    await desk.turnTo('Calls')
    await ana.goAvailable()
    await desk.stack.offersCalls('acme')
    await visitor.close()
  })

  test('a blocked caller is refused by name, and may call again once that is taken back', async () => {
    const visitor = await desk.caller('Mallory')
    await visitor.call()
    await ana.rings()
    await visitor.cancel()
    await visitor.reads('You cancelled the call.')
    await ana.page.getByRole('button', { name: 'Refresh' }).click()
    await ana.page.getByRole('button', { name: 'Block: Mallory' }).first().click()
    await ana.reads('Their calls will be refused')
    await desk.stateIs('asked whether to block')
    await ana.page.getByRole('button', { name: 'Block', exact: true }).click()
    await ana.page.getByRole('button', { name: 'Unblock: Mallory' }).first().waitFor()
    assert.equal((await desk.stack.ledger.rows('select 1 from parley.blocks')).length, 1)
    await visitor.page.reload()
    await visitor.call()
    await visitor.reads('No call')
    await desk.turnTo('Team')
    await ana.reads('Blocked callers')
    await desk.stateIs('blocked callers')
    await ana.page.getByRole('button', { name: 'Unblock: Mallory' }).click()
    await eventually(async () =>
      assert.equal((await desk.stack.ledger.rows('select 1 from parley.blocks')).length, 0),
    )
    await desk.turnTo('Calls')
    await visitor.close()
  })
})
