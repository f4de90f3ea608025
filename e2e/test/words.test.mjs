// What people read when two of them want the same, or come too late: in real browsers, in words.
import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'
import { launch } from '../browser/chromium.mjs'
import { hears, isTone } from '../browser/hearing.mjs'
import { temporaryFolder } from '../browser/temporary.mjs'
import { toneFile } from '../browser/tones.mjs'
import { agentAt, agentOn } from '../people/agent.mjs'
import { AGENT_HZ, VISITOR_HZ } from '../people/one-call.mjs'
import { visitorAt, visitorOn } from '../people/visitor.mjs'
import { keyOf, openStack } from '../stack/stack.mjs'

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('../people/agent.mjs').Agent} Agent */
/** @typedef {import('../people/visitor.mjs').Visitor} Visitor */

describe('people read', () => {
  /** @type {import('../stack/stack.mjs').Stack} */
  let stack
  /** @type {Browser[]} */
  let browsers = []
  /** @type {Agent} */
  let ana
  /** @type {Agent} */
  let ben
  /** @type {Visitor} */
  let visitor

  before(async () => {
    stack = await openStack()
    await stack.empty()
    const folder = temporaryFolder()
    browsers = await Promise.all([VISITOR_HZ, AGENT_HZ].map((hz) => launch({ wav: toneFile(folder, hz) })))
    const desks = /** @type {Browser} */ (browsers[1])
    ana = await agentAt(desks, stack.deskPage('acme'), stack.signIn('acme', 'Ana'))
    ben = await agentAt(desks, stack.deskPage('acme'), stack.signIn('acme', 'Ben'))
    await stack.offersCalls('acme')
  })
  after(async () => {
    await Promise.all(browsers.map((b) => b.close()))
    await stack?.close()
  })
  beforeEach(async () => {
    await stack.control.heal()
    visitor = await visitorAt(/** @type {Browser} */ (browsers[0]), stack.visitorPage('acme'))
  })
  afterEach(async () => {
    await visitor.close()
    await stack.ledger.endAll()
  })

  const ring = async () => {
    await visitor.call()
    await Promise.all([ana.rings(), ben.rings()])
  }
  const bothHear = async () => {
    const [atVisitor, atAna] = await Promise.all([hears(visitor.page, AGENT_HZ), hears(ana.page, VISITOR_HZ)])
    assert.ok(isTone(atVisitor, AGENT_HZ), `visitor: ${JSON.stringify(atVisitor)}`)
    assert.ok(isTone(atAna, VISITOR_HZ), `agent: ${JSON.stringify(atAna)}`)
  }
  const openRows = () => stack.ledger.openCalls(keyOf('acme'))

  test('the colleague who took the call', async () => {
    await ring()
    await visitor.reads(/Ringing on \d devices?/)
    await ana.accept()
    await ben.reads('Ana took the call.')
    assert.equal(await ben.acceptButton.count(), 0, "Ben's desk has stopped ringing")
    await bothHear()
    await ana.hangUp()
    await visitor.reads('The other side hung up.')
  })

  test('that somebody was quicker, even if their page did not hear of it', async () => {
    await ring()
    await stack.control.fail({ push: { drop: 1 } })
    await ana.accept()
    await bothHear()
    await ben.accept()
    await ben.reads('Ana took this call.')
    await ana.hangUp()
    await visitor.reads('The other side hung up.')
  })

  test('that the visitor gave up, on every desk', async () => {
    await ring()
    await visitor.cancel()
    await visitor.reads('You cancelled the call.')
    await ana.reads('The visitor gave up the call.')
    await ben.reads('The visitor gave up the call.')
  })

  test('that the visitor has cancelled, when they accept too late', async () => {
    await ring()
    await stack.control.fail({ push: { drop: 1 } })
    await visitor.cancel()
    await visitor.reads('You cancelled the call.')
    await ana.accept()
    await ana.reads('The visitor cancelled the call.')
  })

  test('that their other window has the call', async () => {
    await ring()
    const second = agentOn(await ana.page.context().newPage())
    await second.page.goto(stack.deskPage('acme'))
    await ana.accept()
    await bothHear()
    await second.reads('You are in a call.')
    await second.page.close()
    await ana.hangUp()
    await visitor.reads('The other side hung up.')
  })

  test('that they are in a call already, and may carry it on in this page', async () => {
    await ring()
    await ana.accept()
    await bothHear()
    const [before] = await openRows()
    const second = visitorOn(await visitor.page.context().newPage())
    await second.page.goto(stack.visitorPage('acme'))
    await second.call()
    await second.reads('You are already in a call in another page.')
    await second.panel.getByRole('button', { name: 'Continue the call here' }).click()
    await visitor.reads('This call goes on in another page.')
    assert.ok(isTone(await hears(second.page, AGENT_HZ), AGENT_HZ))
    assert.ok(isTone(await hears(ana.page, VISITOR_HZ), VISITOR_HZ))
    assert.deepEqual(await openRows(), [before], 'it is the same call')
    await second.hangUp()
    await ana.reads('The visitor hung up.')
  })

  test('their ring again after a reload, and it is the same call', async () => {
    await ring()
    const [before] = await openRows()
    await visitor.page.reload()
    await visitor.reads(/Ringing on \d devices?/)
    assert.deepEqual(await openRows(), [before])
    await ana.accept()
    await bothHear()
    await visitor.hangUp()
    await ana.reads('The visitor hung up.')
  })

  test('their call again after a reload of either side, and both hear', async () => {
    await ring()
    await ana.accept()
    await bothHear()
    const [before] = await openRows()
    await visitor.page.reload()
    await bothHear()
    await ana.page.reload()
    await bothHear()
    assert.deepEqual(await openRows(), [before])
    await ana.hangUp()
    await visitor.reads('The other side hung up.')
    // The reloaded desk offers itself again only when told to.
    await ana.goAvailable()
  })

  test('that nobody could take the call, when all decline', async () => {
    await ring()
    await ana.decline()
    await ben.decline()
    await visitor.reads('Nobody could take your call just now.')
  })

  test('that nobody is available, when every desk has gone away since the page was loaded', async () => {
    await ana.goAway()
    await ben.goAway()
    await visitor.call()
    await visitor.reads('Nobody is available for a call right now.')
    await ana.goAvailable()
    await ben.goAvailable()
  })
})
