// Somebody who knows nothing but what `make demo` prints makes a call as a person would.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { launch, person } from '../browser/chromium.mjs'
import { hears, isTone } from '../browser/hearing.mjs'
import { temporaryFolder } from '../browser/temporary.mjs'
import { toneFile } from '../browser/tones.mjs'
import { agentOn } from '../people/agent.mjs'
import { visitorOn } from '../people/visitor.mjs'
import { camera } from '../shots.mjs'
import { whatDemoSaid } from '../stack/demo.mjs'

/** What a reader takes from the text: the first visitor's page, the first desk, and somebody who may sign in there. @param {string} text */
const read = (text) => {
  const lines = text.split('\n')
  const address = (/** @type {RegExp} */ about) =>
    lines.find((line) => about.test(line) && /https?:\/\//.test(line))?.match(/https?:\/\/\S+/)?.[0]
  const email = text.match(/[\w.+-]+@[\w.-]+/)?.[0]
  const password = text.match(/password\W+([\w-]+)/i)?.[1]
  return { visitor: address(/visitor/i), desk: address(/desk/i), email, password }
}

describe('a person who has read the terminal', () => {
  /** @type {Awaited<ReturnType<typeof whatDemoSaid>>} */
  let demo
  /** @type {import('playwright-core').Browser[]} */
  let browsers = []

  before(async () => {
    demo = await whatDemoSaid()
    const folder = temporaryFolder()
    browsers = await Promise.all([440, 1000].map((hz) => launch({ wav: toneFile(folder, hz) })))
  })
  after(async () => {
    await Promise.all(browsers.map((b) => b.close()))
    await demo?.stop()
  })

  test('signs in at the desk, calls, accepts, talks and hangs up', async () => {
    const known = read(demo.text)
    assert.ok(
      known.visitor && known.desk && known.email && known.password,
      `not all of it is said:\n${demo.text}`,
    )
    const { shoot } = camera('e2e/person')
    const [theirs, mine] =
      /** @type {[import('playwright-core').Browser, import('playwright-core').Browser]} */ (browsers)
    const desk = await (await person(mine)).newPage()
    const page = await (await person(theirs)).newPage()
    const agent = agentOn(desk)
    const visitor = visitorOn(page)

    await desk.goto(known.desk)
    await desk.getByLabel('Email').waitFor()
    await shoot(desk, 'desk-sign-in')
    await agent.signIn({ email: known.email, password: known.password })
    await agent.reads('You are away.')
    await shoot(desk, 'desk-away')
    await agent.goAvailable()
    await shoot(desk, 'desk-available')

    await page.goto(known.visitor)
    // Whether somebody is there is known to a page with fifteen seconds' delay: who sees no button looks again.
    for (let i = 0; i < 3 && !(await visitor.callButton.isVisible()); i++) {
      await visitor.callButton.waitFor({ timeout: 8000 }).catch(() => page.reload())
    }
    await visitor.callButton.waitFor()
    await shoot(page, 'visitor-page')
    await visitor.call()
    await agent.rings()
    await visitor.reads('Ringing on 1 device')
    await shoot(page, 'visitor-ringing')
    await shoot(desk, 'desk-ringing')
    await agent.accept()
    assert.ok(isTone(await hears(page, 1000), 1000), 'the visitor hears the agent')
    assert.ok(isTone(await hears(desk, 440), 440), 'the agent hears the visitor')
    await sleep(1500)
    await shoot(page, 'visitor-talking')
    await shoot(desk, 'desk-talking')
    await visitor.hangUp()
    await visitor.reads('You hung up')
    await shoot(page, 'visitor-ended')
    await agent.reads('The visitor hung up.')
    await shoot(desk, 'desk-ended')
    await desk.getByRole('cell', { name: 'Talked' }).first().waitFor()
    await sleep(2000)
    await shoot(desk, 'desk-list')
  })
})
