// The rig itself: what it calls "heard" is heard, and it is not fooled by silence, a paused element or another tone.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { launch, person } from '../browser/chromium.mjs'
import { hears, isTone, listen } from '../browser/hearing.mjs'
import { pitch } from '../browser/pitch.mjs'
import { temporaryFolder } from '../browser/temporary.mjs'
import { tone, toneFile } from '../browser/tones.mjs'

const PAGE = `<audio></audio><button>go</button><script>
  const audio = document.querySelector('audio')
  document.querySelector('button').onclick = async () => {
    const mine = await navigator.mediaDevices.getUserMedia({ audio: true })
    window.pc = new RTCPeerConnection()
    pc.ontrack = (e) => { audio.srcObject = new MediaStream([e.track]); audio.play() }
    pc.addTrack(mine.getTracks()[0], mine)
    document.title = 'ready'
  }
  const described = async (description) => {
    await pc.setLocalDescription(description)
    while (pc.iceGatheringState !== 'complete') await new Promise((r) => setTimeout(r, 20))
    return pc.localDescription.toJSON()
  }
</script>`

/** @param {import('playwright-core').Browser} browser */
const open = async (browser) => {
  const page = await (await person(browser)).newPage()
  await page.route('https://app.test/', (route) => route.fulfill({ contentType: 'text/html', body: PAGE }))
  await page.goto('https://app.test/')
  await page.getByRole('button').click()
  await page.waitForFunction(() => document.title === 'ready')
  return page
}

describe('the rig hears', () => {
  const folder = temporaryFolder()
  /** @type {import('playwright-core').Browser[]} */
  let browsers = []
  /** @type {import('playwright-core').Page} */
  let low
  /** @type {import('playwright-core').Page} */
  let high

  before(async () => {
    browsers = await Promise.all([440, 1000].map((hz) => launch({ wav: toneFile(folder, hz) })))
    ;[low, high] = /** @type {[typeof low, typeof low]} */ (await Promise.all(browsers.map(open)))
    const offer = await low.evaluate('pc.createOffer().then(described)')
    const answer = await high.evaluate(
      `pc.setRemoteDescription(${JSON.stringify(offer)}).then(() => pc.createAnswer()).then(described)`,
    )
    await low.evaluate(`pc.setRemoteDescription(${JSON.stringify(answer)})`)
  })
  after(() => Promise.all(browsers.map((b) => b.close())))

  test('the tone of the other browser, at both ends', async () => {
    const [atLow, atHigh] = [await hears(low, 1000), await hears(high, 440)]
    assert.ok(isTone(atLow, 1000), JSON.stringify(atLow))
    assert.ok(isTone(atHigh, 440), JSON.stringify(atHigh))
    assert.ok(!isTone(atHigh, 1000), 'another tone is another tone')
  })

  test('nothing once the element is paused, although packets still arrive', async () => {
    await high.evaluate(() => document.querySelector('audio')?.pause())
    const heard = await listen(high)
    assert.ok(!heard.playing)
    assert.ok(!isTone(heard, 440), JSON.stringify(heard))
    await high.evaluate(() => document.querySelector('audio')?.play())
    assert.ok(isTone(await hears(high, 440), 440))
  })

  test('nothing once the other side has muted its microphone', async () => {
    await low.evaluate('pc.getSenders()[0].track.enabled = false')
    let heard = await listen(high)
    for (let i = 0; i < 20 && heard.hz !== 0; i++) heard = await listen(high)
    assert.equal(heard.hz, 0)
    assert.ok(!isTone(heard, 440), JSON.stringify(heard))
    await low.evaluate('pc.getSenders()[0].track.enabled = true')
    assert.ok(isTone(await hears(high, 440), 440))
  })
})

describe('a pitch', () => {
  /** @param {number} hz */
  const samples = (hz) => {
    const wav = tone(hz)
    return Array.from({ length: 8192 }, (_, i) => wav.readInt16LE(44 + i * 2) / 32768)
  }

  test('is found between the bins', () => {
    for (const hz of [97, 440, 441, 1000, 3333]) {
      const found = pitch(samples(hz), 48_000)
      assert.ok(Math.abs(found.hz - hz) < 1, `${hz}: ${JSON.stringify(found)}`)
      assert.ok(found.share > 0.95)
    }
  })

  test('is nowhere in silence, and has no share of noise', () => {
    assert.equal(pitch(new Float32Array(8192), 48_000).hz, 0)
    let seed = 1
    const noise = Array.from({ length: 8192 }, () => {
      seed = (seed * 48271) % 2147483647
      return seed / 2147483647 - 0.5
    })
    assert.ok(pitch(noise, 48_000).share < 0.1)
  })
})
