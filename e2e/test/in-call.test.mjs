// What may happen while two talk: pictures come and go on either side, a page is away for a moment, or carries the call on elsewhere. Seen, heard and said.
import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'
import { launch } from '../browser/chromium.mjs'
import { hears, isTone } from '../browser/hearing.mjs'
import { remotePicture } from '../browser/pictures.mjs'
import { temporaryFolder } from '../browser/temporary.mjs'
import { toneFile } from '../browser/tones.mjs'
import { agentAt } from '../people/agent.mjs'
import { eventually } from '../people/desk.mjs'
import { AGENT_HZ, VISITOR_HZ } from '../people/one-call.mjs'
import { visitorAt, visitorOn } from '../people/visitor.mjs'
import { openStack } from '../stack/stack.mjs'

/** @typedef {import('playwright-core').Page} Page */

describe('while two talk', () => {
  /** @type {import('../stack/stack.mjs').Stack} */
  let stack
  /** @type {[import('playwright-core').Browser, import('playwright-core').Browser]} */
  let browsers
  /** @type {import('../people/agent.mjs').Agent} */
  let gina
  /** @type {import('../people/visitor.mjs').Visitor} */
  let visitor

  before(async () => {
    stack = await openStack()
    await stack.empty()
    const folder = temporaryFolder()
    browsers = await Promise.all([
      launch({ wav: toneFile(folder, VISITOR_HZ) }),
      launch({ wav: toneFile(folder, AGENT_HZ) }),
    ])
    gina = await agentAt(browsers[1], stack.deskPage('globex'), stack.signIn('globex'))
    await stack.offersCalls('globex')
  })
  after(async () => {
    await Promise.all(browsers?.map((b) => b.close()) ?? [])
    await stack?.close()
  })
  beforeEach(async () => {
    visitor = await visitorAt(browsers[0], stack.visitorPage('globex'))
    await visitor.call()
    await gina.rings()
    await gina.accept()
    await bothHear()
  })
  afterEach(async () => {
    await visitor.close()
    await stack.ledger.endAll()
  })

  const bothHear = async () => {
    const [atVisitor, atGina] = await Promise.all([
      hears(visitor.page, AGENT_HZ, 20_000),
      hears(gina.page, VISITOR_HZ, 20_000),
    ])
    assert.ok(isTone(atVisitor, AGENT_HZ), `visitor: ${JSON.stringify(atVisitor)}`)
    assert.ok(isTone(atGina, VISITOR_HZ), `agent: ${JSON.stringify(atGina)}`)
  }
  /** On the side whose page it is. @param {Page} page @param {string} id */
  const press = (page, id) => page.locator(`#${id}`).click()
  /** To those who do not see it. @param {Page} page @param {string | RegExp} text */
  const says = (page, text) =>
    page.getByRole('status').filter({ hasText: text }).first().waitFor({ state: 'attached', timeout: 20_000 })

  /** How often this call has been described anew on the path it had, and how many paths have been looked for. */
  const described = async () => {
    const [row] = await stack.ledger.rows(
      `select count(*)::int - count(distinct path)::int as again, count(distinct path)::int as paths
        from (select substring(s.payload ->> 'sdp' from 'a=ice-ufrag:([^[:space:]]+)') as path from parley.call_signals s
          join parley.calls c on c.id = s.call_id where c.state <> 'ended' and s.type = 'offer') o`,
    )
    return row
  }

  /** @param {Page} from @param {Page} to */
  const picturesComeAndGo = async (from, to) => {
    await press(from, 'camera')
    await remotePicture(to).moves()
    await says(to, 'The other side shows its camera.')
    await press(from, 'camera')
    await remotePicture(to).isGone()
    await says(to, 'The other side shows no picture any more.')
    await press(from, 'share')
    await remotePicture(to).moves()
    await says(to, 'The other side shows its screen.')
    // The camera takes the screen's place.
    await press(from, 'camera')
    await says(to, 'The other side shows its camera.')
    await remotePicture(to).moves()
    await press(from, 'camera')
    await remotePicture(to).isGone()
  }
  test('camera and screen come and go on either side, seen and said on the other, and the sound stays', async () => {
    await picturesComeAndGo(visitor.page, gina.page)
    await picturesComeAndGo(gina.page, visitor.page)
    await press(visitor.page, 'camera')
    await remotePicture(gina.page).moves()
    assert.equal((await described()).again, 1, 'for the first picture: the others need no more words')
    await bothHear()
    await press(gina.page, 'mute')
    await visitor.reads('The other side has muted its microphone.')
    await press(visitor.page, 'mute')
    await gina.reads('The other side has muted its microphone.')
    await says(gina.page, 'The other side has muted its microphone.')
    await visitor.hangUp()
  })

  test('the agent may be the first to show something', async () => {
    await press(gina.page, 'share')
    await remotePicture(visitor.page).moves()
    // Stopped by the browser's own bar.
    await gina.page.evaluate(() => {
      /** @type {any} */
      const desk = document.querySelector('parley-desk')
      const [track] = desk.backstage.line.call.session.pictures.local.getVideoTracks()
      track.stop()
      track.dispatchEvent(new Event('ended'))
    })
    await remotePicture(visitor.page).isGone()
    await gina.page.getByRole('button', { name: 'Share screen' }).waitFor()
    await press(visitor.page, 'camera')
    await remotePicture(gina.page).moves()
    await bothHear()
    await visitor.hangUp()
  })

  test('both press camera in one moment: the two offers cross, and both see', async () => {
    await Promise.all([press(visitor.page, 'camera'), press(gina.page, 'camera')])
    await Promise.all([remotePicture(visitor.page).moves(), remotePicture(gina.page).moves()])
    await press(visitor.page, 'camera')
    await remotePicture(gina.page).isGone()
    await remotePicture(visitor.page).moves()
    await bothHear()
    await visitor.hangUp()
  })

  test('a picture is there again after a path was looked for anew', async () => {
    await press(visitor.page, 'camera')
    await remotePicture(gina.page).moves()
    const { paths } = await described()
    await visitor.page.evaluate(() => dispatchEvent(new Event('online')))
    await eventually(async () => assert.ok((await described()).paths > paths))
    await bothHear()
    await press(gina.page, 'camera')
    await remotePicture(visitor.page).moves()
    await remotePicture(gina.page).moves()
    await visitor.hangUp()
  })

  test('a side that is away is waited for, and it is said when it is lost and when it is back', async () => {
    await gina.page.goto('about:blank')
    await visitor.reads('Connection lost. Reconnecting', 20_000)
    await says(visitor.page, 'Connection lost. Reconnecting')
    await gina.page.goto(stack.deskPage('globex'))
    await says(visitor.page, 'The connection is back.')
    await bothHear()
    await visitor.page.goto('about:blank')
    await gina.reads('Connection lost. Reconnecting', 20_000)
    await says(gina.page, 'Connection lost. Reconnecting')
    await visitor.page.goto(stack.visitorPage('globex'))
    await says(gina.page, 'The connection is back.')
    await bothHear()
    await visitor.hangUp()
    await gina.goAvailable()
    await stack.offersCalls('globex')
  })

  test('who was muted is still muted after a reload', async () => {
    await press(visitor.page, 'mute')
    await gina.reads('The other side has muted its microphone.')
    await visitor.page.reload()
    await visitor.page.locator('#mute[aria-pressed="true"]').waitFor({ timeout: 20_000 })
    assert.ok(isTone(await hears(visitor.page, AGENT_HZ, 20_000), AGENT_HZ))
    await gina.reads('The other side has muted its microphone.')
    await press(visitor.page, 'mute')
    await bothHear()
    await visitor.hangUp()
  })

  test('a call that goes on in another tab says so here, and can be taken back', async () => {
    const second = visitorOn(await visitor.page.context().newPage())
    await second.page.goto(stack.visitorPage('globex'))
    await second.call()
    await says(second.page, 'You are already in a call in another page.')
    await second.panel.getByRole('button', { name: 'Continue the call here' }).click()
    await says(visitor.page, 'This call goes on in another page.')
    assert.ok(isTone(await hears(second.page, AGENT_HZ, 20_000), AGENT_HZ))
    await visitor.panel.getByRole('button', { name: 'Continue the call here' }).click()
    await says(second.page, 'This call goes on in another page.')
    await bothHear()
    await visitor.hangUp()
  })

  test('a page that comes back without a microphone hears, is not taken for lost, and speaks as soon as it may', async () => {
    const { page } = visitor
    await page.addInitScript(() => {
      const ask = MediaDevices.prototype.getUserMedia
      MediaDevices.prototype.getUserMedia = async function (wanted) {
        await new Promise((allow) => {
          Object.assign(window, { allow })
        })
        return ask.call(this, wanted)
      }
    })
    await page.reload()
    await visitor.reads('Your browser asks for the microphone', 20_000)
    assert.ok(isTone(await hears(page, AGENT_HZ, 20_000), AGENT_HZ), 'it hears')
    await gina.reads('The other side has muted its microphone.', 20_000)
    // Much longer than it takes to notice that a side has fallen silent without a word.
    const [{ ms }] = await stack.ledger.rows(
      "select (extract(epoch from parley.secs('media_stall')) * 1000)::int as ms",
    )
    const until = Date.now() + 3 * ms
    while (Date.now() < until) {
      assert.equal(await gina.page.locator('parley-desk').getAttribute('state'), 'connected')
      await page.waitForTimeout(250)
    }
    // @ts-expect-error put there above
    await page.evaluate(() => window.allow())
    await bothHear()
    await visitor.hangUp()
  })
})
