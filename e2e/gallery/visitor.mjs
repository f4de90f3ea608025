// Every screen a visitor may meet. What the stack can be brought to is real; a refusal is the contract's own example.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { person } from '../browser/chromium.mjs'
import { visitorOn } from '../people/visitor.mjs'
import { ROOT } from '../stack/demo.mjs'
import { keyOf } from '../stack/stack.mjs'

/** The browser's own error and message for each. */
const MICROPHONES = {
  denied: ['NotAllowedError', 'Permission denied'],
  dismissed: ['NotAllowedError', 'Permission dismissed'],
  missing: ['NotFoundError', ''],
  busy: ['NotReadableError', ''],
  policy: ['SecurityError', ''],
  failed: ['UnknownError', ''],
}
const ENDS = [
  ['hung_up', 'visitor'],
  ['hung_up', 'agent'],
  ['cancelled', 'visitor'],
  ['declined', 'agent'],
  ['unanswered', 'system'],
  ['abandoned', 'visitor'],
  ['failed', 'system'],
  ['peer_lost', 'system'],
  ['media_lost', 'system'],
  ['dropped', 'system'],
]
const REFUSALS = join(ROOT, 'shared', 'protocol', 'refused')
const TENANT = keyOf('acme')
/** The tenant's own calls: another's may run meanwhile. */
const OPEN =
  "parley.calls c join public.tenants t on t.id = c.tenant_id where t.public_key = $1 and c.state <> 'ended'"

/**
 * @param {import('./scene.mjs').Scene} scene
 * @param {object} [how]
 * @param {RegExp} [how.which] of the microphone's failures, the refusals and the endings, which differ in their words
 * @param {boolean} [how.atOnce] in no certain order, and sooner
 */
export const visitorScreens = async ({ stack, visitors, shoot, silentDesk, ana, ben }, how = {}) => {
  const { which = /./, atOnce = false } = how
  const url = stack.visitorPage('acme')
  /** @param {(context: import('playwright-core').BrowserContext) => Promise<unknown>} [prepare] */
  const open = async (prepare) => {
    const context = await person(visitors)
    await prepare?.(context)
    const page = await context.newPage()
    await page.goto(url)
    return visitorOn(page)
  }
  /**
   * A screen before any call.
   *
   * @param {string} name
   * @param {(v: import('../people/visitor.mjs').Visitor) => Promise<void>} act
   * @param {Parameters<typeof open>[0]} [prepare]
   */
  const before = async (name, act, prepare) => {
    const visitor = await open(prepare)
    await act(visitor)
    await shoot(visitor.page, `visitor-${name}`)
    await visitor.close()
  }
  /** A screen of a call. @type {typeof before} */
  const screen = async (name, act, prepare) => {
    await before(name, act, prepare)
    await stack.ledger.endAll(TENANT)
  }

  const { callButton: _, ...nobody } = visitorOn(await (await person(visitors)).newPage())
  await nobody.page.goto(`${url}&offline=hide`)
  await nobody.page.locator('parley-call[state=unavailable]').waitFor({ state: 'attached' })
  await shoot(nobody.page, 'visitor-nobody-there-hidden')
  await nobody.close()
  await before('nobody-there', (v) => v.page.getByRole('button', { name: 'Leave a message' }).waitFor())
  await before('offline-form', async (v) => {
    await v.page.getByRole('button', { name: 'Leave a message' }).click()
    await v.panel.getByLabel('Your name').waitFor()
  })
  await before(
    'closed-form',
    async (v) => {
      await v.page.getByRole('button', { name: 'Leave a message' }).click()
      await v.reads('We open Monday')
    },
    (c) =>
      c.route('**/config/*', async (route) => {
        const answer = await route.fetch()
        const body = { ...(await answer.json()), opens_at: '2026-11-30T09:00:00Z' }
        return route.fulfill({ response: answer, json: body })
      }),
  )
  await silentDesk.available()
  await stack.offersCalls('acme')
  await before('page', (v) => v.callButton.waitFor())
  await before(
    'cannot-call',
    async (v) => {
      await v.tap()
      await v.reads('This browser cannot call')
      await v.panel.getByLabel('Your name').waitFor()
    },
    (c) =>
      c.addInitScript(() => {
        // @ts-expect-error an old browser
        delete window.RTCPeerConnection
      }),
  )
  const beforeCalls = async () => {
    await before(
      'microphone-insecure',
      async (v) => {
        await v.tap()
        await v.panel.getByRole('alert').waitFor()
      },
      (c) =>
        c.addInitScript(() => {
          Object.defineProperty(Navigator.prototype, 'mediaDevices', { get: () => undefined })
        }),
    )
    await before('test', async (v) => {
      await v.tap()
      await v.reads('Your microphone works.')
    })
    await before(
      'test-silent',
      async (v) => {
        await v.tap()
        await v.reads('Nothing is heard yet')
      },
      (c) =>
        c.addInitScript(() => {
          AnalyserNode.prototype.getFloatTimeDomainData = (samples) => void samples.fill(0)
        }),
    )
    await before(
      'microphone-asked',
      async (v) => {
        await v.tap()
        await v.reads('Your browser will ask')
      },
      (c) =>
        c.addInitScript(() => {
          MediaDevices.prototype.getUserMedia = () => new Promise(() => {})
        }),
    )
    for (const [name, error] of Object.entries(MICROPHONES).filter(([name]) => which.test(name)))
      await before(
        `microphone-${name}`,
        async (v) => {
          await v.tap()
          await v.panel.getByRole('alert').waitFor()
        },
        (c) =>
          c.addInitScript(([name, message]) => {
            MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException(message, name))
          }, error),
      )
  }
  const unanswered = async () => {
    await screen('calling', async (v) => {
      await v.call()
      await v.reads('Calling')
      await v.cancelButton.waitFor()
    })
    for (const file of readdirSync(REFUSALS)
      .sort()
      .filter((name) => which.test(name)))
      await screen(
        `refused-${file.replace('.json', '')}`,
        async (v) => {
          await v.call()
          await v.reads(/^(No call|In another page|Call ended)$/)
        },
        (c) =>
          c.route('**/call-request/', (route) => {
            const body = readFileSync(join(REFUSALS, file), 'utf8')
            const headers = { 'access-control-allow-origin': '*' }
            return route.fulfill({
              status: JSON.parse(body).status,
              contentType: 'application/problem+json',
              headers,
              body,
            })
          }),
      )
  }
  // Nobody is in a call meanwhile: the desk is there for whoever comes.
  if (atOnce) await Promise.all([beforeCalls(), unanswered()])
  else for (const some of [beforeCalls, unanswered]) await some()

  const waiting = await open()
  await waiting.call()
  await waiting.reads('Nobody’s device has answered yet')
  await shoot(waiting.page, 'visitor-callback-offered')
  await waiting.panel.getByLabel('Your name').fill('Ada')
  await waiting.panel.getByLabel('Phone or email').fill('ada@example.org')
  await waiting.panel.getByRole('button', { name: 'Ask for a callback' }).click()
  await waiting.reads('Thank you. You will be called back.')
  await shoot(waiting.page, 'visitor-callback-sent')
  const [row] = await stack.ledger.rows(`select c.id from ${OPEN}`, [TENANT])
  await silentDesk.accept(row.id)
  await waiting.reads('Connecting')
  await shoot(waiting.page, 'visitor-connecting')
  await waiting.close()
  await stack.ledger.endAll(TENANT)

  await silentDesk.gone()
  await ana.goAvailable()
  await screen('ringing-one', async (v) => {
    await v.call()
    await v.reads('Ringing on 1 device')
  })
  await ben.goAvailable()
  await screen('ringing-two', async (v) => {
    await v.call()
    await v.reads('Ringing on 2 devices')
  })
  for (const [reason, by] of ENDS.filter((end) => which.test(end.join('-by-'))))
    await screen(`ended-${reason}-by-${by}`, async (v) => {
      await v.call()
      await v.reads(/Ringing on/)
      await stack.ledger.rows(`select parley.end_call(c, $2, $3) from ${OPEN}`, [TENANT, reason, by])
      await v.reads('Call ended')
    })
  await screen(
    'unreachable',
    async (v) => {
      await v.call()
      await v.reads('No connection', 20_000)
    },
    (c) => c.route('**/call-request/', (route) => route.abort()),
  )
}
