// The page's own paths on a WebKit engine: the button, the test of the microphone, the words for a browser that cannot call.
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { findWebKit, launchWebKit } from '../browser/webkit.mjs'
import { agentByHand, configOf } from '../people/by-hand.mjs'
import { ROOT } from '../stack/demo.mjs'
import { keyOf, openStack } from '../stack/stack.mjs'

const binary = findWebKit()
if (binary === null)
  console.log('NO WEBKIT HERE: its paths are not tested (apt-get install webkit2gtk-driver xvfb)')

/** Finds an element within our shadow roots; what it says, or presses it. */
const FIND = `
  const [selector, press] = arguments
  const within = (root) => {
    for (const e of root.querySelectorAll('*')) {
      if (e.matches(selector)) return e
      const found = e.shadowRoot && within(e.shadowRoot)
      if (found) return found
    }
    return null
  }
  const found = within(document)
  if (!found || found.getBoundingClientRect().width === 0) return null
  if (press) found.click()
  return found.textContent.trim() || 'there'`

describe('on WebKit', { skip: binary === null }, () => {
  /** @type {import('../stack/stack.mjs').Stack} */
  let stack
  /** @type {Awaited<ReturnType<typeof launchWebKit>>} */
  let browser
  const into = join(ROOT, 'target', 'e2e', 'webkit')

  before(async () => {
    if (binary === null) return
    mkdirSync(into, { recursive: true })
    stack = await openStack()
    await stack.empty()
    const config = await configOf(stack.site, keyOf('acme'))
    const { rpc, instance } = await agentByHand(config, stack.signIn('acme'))
    await rpc('desk_beat', {
      p_instance: instance,
      p_tenant: config.tenant.id,
      p_status: 'available',
      p_ringing: [],
    })
    await stack.offersCalls('acme')
    browser = await launchWebKit(binary)
  })
  after(async () => {
    await browser?.close()
    await stack?.close()
  })

  /** @param {string} selector */
  const reads = (selector) => browser.waitFor(FIND, [selector, false])
  /** @param {string} selector */
  const press = (selector) => browser.waitFor(FIND, [selector, true])
  /** @param {string} name */
  const shoot = async (name) => writeFileSync(join(into, `${name}.png`), await browser.picture())

  test('a browser that cannot call says so, and takes a message instead', async () => {
    await browser.goto(stack.visitorPage('acme'))
    assert.equal(await browser.run('return typeof RTCPeerConnection'), 'undefined')
    assert.equal(await reads('button[part=button]'), 'Call')
    await shoot('button')
    await press('button[part=button]')
    assert.equal(await reads('#offline'), 'This browser cannot call')
    assert.match(await reads('form'), /Your name/)
    await shoot('cannot-call')
    await browser.run(`
      const form = document.querySelector('parley-call').shadowRoot.querySelector('parley-call-panel').shadowRoot
        .querySelector('parley-offline-view').shadowRoot.querySelector('parley-callback-form').shadowRoot
      form.querySelector('[name=name]').value = 'Ada'
      form.querySelector('[name=contact]').value = 'ada@example.org'
      form.querySelector('button').click()`)
    assert.equal(await reads('#sent'), 'Thank you. You will be called back.')
    const rows = await stack.ledger.rows(
      "select name from parley.callback_requests where contact = 'ada@example.org'",
    )
    assert.ok(rows.length > 0, 'the message is on record')
    await press('#close')
    assert.equal(await reads('button[part=button]'), 'Call')
  })

  test('the microphone is asked for, measured and chosen', async () => {
    await browser.goto(stack.visitorPage('acme'))
    await reads('button[part=button]')
    // All that stands between this engine and the test is a peer connection that can make an offer.
    await browser.run(`
      window.RTCRtpReceiver = class { static getCapabilities() { return { codecs: [] } } }
      window.RTCPeerConnection = class extends EventTarget {
        createDataChannel() { return {} }
        addTransceiver() { return {} }
        getTransceivers() { return [] }
        async createOffer() { return { type: 'offer', sdp: 'v=0' } }
        close() {}
      }`)
    await press('button[part=button]')
    assert.equal(await reads('#start'), 'Start call')
    assert.match(await reads('label'), /Microphone/)
    assert.match(await reads('select'), /Mock audio device/)
    await shoot('test')
    await press('#cancel')
    assert.equal(await reads('#reason'), 'The call was cancelled.')
  })
})
