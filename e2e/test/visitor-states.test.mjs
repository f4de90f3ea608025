// Every state a visitor's page can be in, as those meet it who do not see it, see little of it, or see it in the dark.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { findings } from '../browser/axe.mjs'
import { person } from '../browser/chromium.mjs'
import { cutOff, looks, moving } from '../browser/looks.mjs'
import { scene } from '../gallery/scene.mjs'
import { talkingScreens } from '../gallery/talking.mjs'
import { visitorScreens } from '../gallery/visitor.mjs'
import { agentAt } from '../people/agent.mjs'
import { visitorAt, visitorOn } from '../people/visitor.mjs'
import { openStack } from '../stack/stack.mjs'

/** The smallest phone. */
const NARROW = { width: 320, height: 640 }

/** Of what differs in its words alone: the shapes. */
const SOME = /denied|policy|already_in_call|outside_hours|voice_not|hung_up-by-visitor|failed-by|unanswered/

describe("a visitor's page, state by state", () => {
  /** @type {import('../stack/stack.mjs').Stack} */
  let stack
  /** @type {import('../gallery/scene.mjs').Scene} */
  let here
  /** @type {import('../people/agent.mjs').Agent} */
  let gina
  /** @type {string[]} */
  const wrong = []
  /** @type {string[]} */
  const seen = []

  /** Looks at a page as `make gallery` does, with axe's eyes. @param {import('playwright-core').Page} page @param {string} name */
  const look = async (page, name) => {
    if (name.startsWith('desk')) return
    seen.push(name)
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      // What is not a colour is the same in the dark.
      const rules = colorScheme === 'dark' ? ['cat.color'] : undefined
      for (const finding of await findings(page, { rules })) wrong.push(`${name}, ${colorScheme}: ${finding}`)
    }
    for (const finding of [...(await looks(page)), ...(await cutOff(page, NARROW))])
      wrong.push(`${name}: ${finding}`)
  }

  const arrives = async () => {
    await stack.offersCalls('globex')
    return visitorAt(here.visitors, stack.visitorPage('globex'))
  }
  /** Once the call is over: a page that is closed while it says so may not be heard. @param {import('../people/visitor.mjs').Visitor} visitor */
  const leaves = async (visitor) => {
    await visitor.closeButton.waitFor()
    await visitor.close()
  }

  before(async () => {
    stack = await openStack()
    await stack.empty()
    here = await scene(stack, look)
    gina = await agentAt(here.agents, stack.deskPage('globex'), stack.signIn('globex'))
  })
  after(async () => {
    await here?.silentDesk.gone()
    await here?.close()
    await stack?.close()
  })

  test('axe finds nothing in any state, in light and dark; with forced colours all has its edge, without motion nothing moves, at 200 % and at 320 px nothing is cut off', async () => {
    // Two tenants: what one's visitors see does not touch the other's.
    await Promise.all([
      visitorScreens(here, { which: SOME, atOnce: true }),
      talkingScreens({ ...here, ana: gina }),
    ])
    assert.deepEqual(wrong, [])
    assert.ok(seen.length > 27, `${seen.length} states`)
    console.log(`${seen.length} states`)
  })

  test('they would find something: a text that nobody can read, a button without an edge, one that is too wide, something that moves', async () => {
    const visitor = await arrives()
    await visitor.tap()
    await visitor.startButton.waitFor()
    await visitor.page.evaluate(() => {
      const panel = document.querySelector('parley-call')?.shadowRoot?.querySelector('parley-call-panel')
      const words = panel?.shadowRoot?.querySelector('h2')
      if (words) words.style.color = '#c8c8c8'
    })
    assert.match((await findings(visitor.page)).join(), /color-contrast/)
    await visitor.page.evaluate(() => {
      const panel = document.querySelector('parley-call')?.shadowRoot?.querySelector('parley-call-panel')
      const test = panel?.shadowRoot?.querySelector('parley-microphone-test')?.shadowRoot
      const tone = /** @type {HTMLElement | null | undefined} */ (test?.querySelector('#tone'))
      if (tone) tone.style.cssText = 'border: 0; white-space: nowrap; width: 900px'
    })
    const seen = (await looks(visitor.page)).join()
    assert.match(seen, /no edge: button#tone/)
    assert.match(seen, /640 × 400: section: \d+ px too wide/)
    await visitor.startButton.click()
    await gina.rings()
    await visitor.reads('Ringing on 1 device')
    assert.deepEqual(await moving(visitor.page), ['moves: span'])
    await visitor.cancel()
    await leaves(visitor)
  })

  test('from the tap to the rating by keyboard alone, and what is said meanwhile', async () => {
    const visitor = await arrives()
    const { page } = visitor
    const says = (/** @type {string | RegExp} */ text) =>
      page.getByRole('status').filter({ hasText: text }).first().waitFor({ timeout: 15_000 })
    /** Tab until what has the focus is called so. @param {RegExp} name */
    const tabTo = async (name) => {
      for (let i = 0; i < 20; i++) {
        await page.keyboard.press('Tab')
        const focused = await page.evaluate(() => {
          let at = document.activeElement
          while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
          return at?.getAttribute('aria-label') ?? at?.textContent ?? ''
        })
        if (name.test(focused)) return
      }
      throw new Error(`no ${name} by Tab`)
    }
    await visitor.callButton.waitFor()
    await tabTo(/^Call$/)
    await page.keyboard.press('Enter')
    await visitor.startButton.waitFor()
    await says('Ready to call')
    await tabTo(/Start call/)
    await page.keyboard.press('Enter')
    await gina.rings()
    await says('Ringing on 1 device')
    await gina.accept()
    await says('Connected')
    await tabTo(/^Mute/)
    await page.keyboard.press('Space')
    await says('Your microphone is muted.')
    await page.keyboard.press('Space')
    await says('Your microphone is on.')
    await gina.page.locator('parley-desk #mute').click()
    await says('The other side has muted its microphone.')
    await gina.page.locator('parley-desk #mute').click()
    await says('The other side can be heard again.')
    // Only who has talked is asked how it was.
    await page
      .getByRole('timer')
      .filter({ hasText: /0:0[2-9]/ })
      .waitFor()
    await tabTo(/Hang up/)
    await page.keyboard.press('Enter')
    await says(/You hung up after/)
    await tabTo(/^1 star$/)
    await page.keyboard.press('Space')
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight')
    await tabTo(/^Send$/)
    await page.keyboard.press('Enter')
    await visitor.reads('Thank you for telling us.')
    const [rated] = await stack.ledger.rows(
      'select rating from parley.call_outcomes order by ended_at desc limit 1',
    )
    assert.equal(rated.rating, 4)
    await tabTo(/Close/)
    await page.keyboard.press('Enter')
    await visitor.callButton.waitFor()
    assert.match(await page.evaluate(() => document.activeElement?.localName ?? ''), /parley-call/)
    await visitor.close()
  })

  test('a mute is kept when the microphone is changed', async () => {
    const visitor = await arrives()
    const { page } = visitor
    await visitor.call()
    await gina.rings()
    await gina.accept()
    await visitor.reads('Connected')
    await visitor.panel.getByRole('button', { name: 'Mute' }).click()
    await page.locator('parley-call #devices').click()
    const choice = page.getByLabel('Microphone')
    const options = await choice
      .locator('option')
      .evaluateAll((all) => all.map((o) => o.getAttribute('value')))
    assert.ok(options.length > 1, 'there is something to choose from')
    await choice.selectOption(String(options.at(-1)))
    await page.waitForFunction((wanted) => {
      /** @type {any} */
      const panel = document.querySelector('parley-call')?.shadowRoot?.querySelector('parley-call-panel')
      return panel.session.company.microphone === wanted
    }, options.at(-1))
    const enabled = await page.evaluate(() => {
      /** @type {any} */
      const panel = document.querySelector('parley-call')?.shadowRoot?.querySelector('parley-call-panel')
      return panel.session.localStream.getAudioTracks().map((/** @type {MediaStreamTrack} */ t) => t.enabled)
    })
    assert.deepEqual(enabled, [false])
    await visitor.hangUp()
    await leaves(visitor)
  })

  test('sound is carried twice over where both can, and a muted side sends hardly anything', async () => {
    const context = await person(here.visitors)
    await context.addInitScript(() => {
      const Real = window.RTCPeerConnection
      /** @type {RTCPeerConnection[]} */
      const connections = []
      Object.assign(window, { connections })
      window.RTCPeerConnection = class extends Real {
        /** @param {RTCConfiguration} [configuration] */
        constructor(configuration) {
          super(configuration)
          connections.push(this)
        }
      }
    })
    await stack.offersCalls('globex')
    const visitor = visitorOn(await context.newPage())
    const { page } = visitor
    await page.goto(stack.visitorPage('globex'))
    await visitor.call()
    await gina.rings()
    await gina.accept()
    await visitor.reads('Connected')
    const sent = () =>
      page.evaluate(async () => {
        // @ts-expect-error put there above
        const stats = [...(await window.connections.at(-1).getStats()).values()]
        const { packetsSent, bytesSent } = stats.find((s) => s.type === 'outbound-rtp' && s.kind === 'audio')
        return { packets: packetsSent, bytes: bytesSent }
      })
    /** What goes out within a second. */
    const traffic = async () => {
      const before = await sent()
      await page.waitForTimeout(1000)
      const now = await sent()
      const packets = now.packets - before.packets
      return { perSecond: packets, perPacket: (now.bytes - before.bytes) / Math.max(1, packets) }
    }
    await page.waitForTimeout(1000)
    const speaking = await traffic()
    await visitor.panel.getByRole('button', { name: 'Mute' }).click()
    await page.waitForTimeout(1000)
    const muted = await traffic()
    console.log(`sent: ${JSON.stringify({ speaking, muted })}`)
    // Statistics call RED by the codec it carries. A tone is 81 bytes of Opus a packet, and 167 with its predecessor.
    assert.ok(speaking.perPacket > 120, `${speaking.perPacket} bytes a packet`)
    assert.ok(muted.perSecond < 15, `${muted.perSecond} packets a second`)
    assert.equal(
      await visitor.page.locator('parley-call').getAttribute('state'),
      'connected',
      'silence is no loss',
    )
    await visitor.hangUp()
    await leaves(visitor)
  })

  test('a name full of markup and direction marks is a name', async () => {
    const hostile = '<img src=x onerror="document.title=1">\u202Eanig\u2066'
    const [{ display_name: before }] = await stack.ledger.rows(
      "select display_name from public.tenant_agents where display_name = 'Gina'",
    )
    const rename = (/** @type {string} */ from, /** @type {string} */ to) =>
      stack.ledger.rows('update public.tenant_agents set display_name = $2 where display_name = $1', [
        from,
        to,
      ])
    await rename(before, hostile)
    try {
      const visitor = await arrives()
      await visitor.call()
      await gina.rings()
      await gina.accept()
      await visitor.reads('You are talking to <img src=x onerror="document.title=1">anig')
      assert.equal(await visitor.page.locator('parley-call img').count(), 0)
      assert.notEqual(await visitor.page.title(), '1')
      await visitor.hangUp()
      await leaves(visitor)
    } finally {
      await rename(hostile, before)
    }
  })
})
