// docs/integrate.md is what is executed here: its headers, its frame, its doctor, on a website that is not ours.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { launch, person } from '../browser/chromium.mjs'
import { hears, isTone } from '../browser/hearing.mjs'
import { temporaryFolder } from '../browser/temporary.mjs'
import { toneFile } from '../browser/tones.mjs'
import { agentAt } from '../people/agent.mjs'
import { configOf } from '../people/by-hand.mjs'
import { visitorOn } from '../people/visitor.mjs'
import { ROOT } from '../stack/demo.mjs'
import { openHost } from '../stack/host-page.mjs'
import { keyOf, openStack } from '../stack/stack.mjs'
import { stunServer } from '../stack/stun.mjs'

const GUIDE = readFileSync(join(ROOT, 'docs', 'integrate.md'), 'utf8')

/** A header as the guide has it. @param {string} name */
const header = (name) => {
  const found = GUIDE.match(new RegExp(`^${name}: (.+)$`, 'm'))?.[1]
  assert.ok(found, `${name} is not in the guide`)
  return found
}

describe('a website that follows the guide', () => {
  /** @type {import('../stack/stack.mjs').Stack} */
  let stack
  /** @type {Awaited<ReturnType<typeof openHost>>} */
  let host
  /** @type {import('../people/agent.mjs').Agent} */
  let gina
  /** @type {import('playwright-core').Browser} */
  let visitors
  /** @type {import('playwright-core').Browser} */
  let agents
  /** The guide's addresses, by this stack's. @type {Record<string, string>} */
  let addresses
  /** @type {Awaited<ReturnType<typeof stunServer>>} */
  let stun
  /** @type {Awaited<ReturnType<typeof stunServer>>} */
  let firewall

  before(async () => {
    stack = await openStack()
    await stack.empty()
    host = await openHost()
    stun = await stunServer(true)
    firewall = await stunServer(false)
    const folder = temporaryFolder()
    visitors = await launch({
      wav: toneFile(folder, 440),
      args: ['--host-resolver-rules=MAP shop.test 127.0.0.1, MAP frame.test 127.0.0.1'],
    })
    agents = await launch({ wav: toneFile(folder, 1000) })
    gina = await agentAt(agents, stack.deskPage('globex'), stack.signIn('globex'))
    await stack.offersCalls('globex')
    const config = await configOf(stack.site, keyOf('globex'))
    addresses = {
      'https://widget.example': stack.site,
      'https://visitor-session.example': new URL(config.endpoints.visitor_session).origin,
      'https://call-request.example': new URL(config.endpoints.call_request).origin,
      'https://turn-token.example': new URL(config.endpoints.turn_token).origin,
      'https://project.supabase.co': config.supabase.url,
      'wss://project.supabase.co': config.supabase.url.replace(/^http/, 'ws'),
    }
  })
  after(async () => {
    await Promise.all([visitors?.close(), agents?.close()])
    stun?.close()
    firewall?.close()
    await host?.close()
    await stack?.close()
  })

  /** @param {string} text */
  const here = (text) =>
    Object.entries(addresses).reduce((said, [theirs, ours]) => said.replaceAll(theirs, ours), text)
  const strict = () => ({
    'content-security-policy': here(header('Content-Security-Policy')),
    'permissions-policy': header('Permissions-Policy'),
  })
  /** The guide's own script tag. @param {string} [tenant] */
  const body = (tenant = 'globex') => {
    const tag = GUIDE.match(/<script type="module" src="[^"]+" data-tenant="pk_your_key"><\/script>/)?.[0]
    assert.ok(tag, 'the script tag is not in the guide')
    return `<!doctype html><html lang="en"><title>A shop</title><h1>Coats</h1>${here(tag).replace('pk_your_key', tenant.startsWith('pk_') ? tenant : keyOf(tenant))}`
  }

  test('a call under exactly its policies, without a violation', async () => {
    const context = await person(visitors)
    const page = await context.newPage()
    /** @type {string[]} */
    const violations = []
    page.on('console', (said) => {
      if (/Content Security Policy|Trusted ?Type|Permissions policy/i.test(said.text()))
        violations.push(said.text())
    })
    page.on('pageerror', (e) => void violations.push(e.message))
    await page.goto(host.serve({ headers: strict(), body: body() }))
    const visitor = visitorOn(page)
    await visitor.call()
    await gina.rings()
    await gina.accept()
    assert.ok(isTone(await hears(page, 1000), 1000), 'the visitor hears the agent')
    await page.locator('parley-call #camera').click()
    await page.locator('video#local').waitFor()
    await visitor.hangUp()
    await visitor.reads('You hung up')
    assert.deepEqual(violations, [])
    await context.close()
  })

  for (const [allow, can] of /** @type {const} */ ([
    [true, 'its allow'],
    [false, 'none'],
  ]))
    test(`in a frame from another origin with ${can}, the microphone is ${allow ? 'heard' : 'refused by name'}`, async () => {
      const context = await person(visitors)
      const page = await context.newPage()
      const inner = host.serve({ body: body() })
      const frame = GUIDE.match(/<iframe allow="([^"]+)">/)?.[1]
      assert.ok(frame, 'the frame is not in the guide')
      const attribute = allow ? `allow="${frame}"` : ''
      const outer = `<!doctype html><title>Around</title><iframe ${attribute} src="${inner}" width="500" height="700"></iframe>`
      await page.goto(host.serve({ body: outer }, '127.0.0.1'))
      const inside = page.frameLocator('iframe')
      await inside.getByRole('button', { name: /^Call/ }).click()
      if (allow) await inside.getByText('Your microphone works.').waitFor()
      else await inside.getByText('This website does not let its pages use the microphone.').waitFor()
      await context.close()
    })

  test('a React page calls with the hook alone, and shows what the ledger says', async () => {
    const context = await person(visitors)
    const page = await context.newPage()
    /** @type {string[]} */
    const errors = []
    page.on('pageerror', (e) => void errors.push(e.message))
    const app = host.folder(join(ROOT, 'static-widget', 'dist-react'))
    await page.goto(`${app}index.html?tenant=${keyOf('globex')}&base=${encodeURIComponent(stack.site)}`)
    const status = page.getByRole('status')
    await page.getByRole('button', { name: 'Call us' }).click()
    await status.filter({ hasText: 'ringing on 1' }).waitFor({ timeout: 15_000 })
    await gina.accept()
    await status.filter({ hasText: 'connected' }).waitFor({ timeout: 15_000 })
    assert.ok(isTone(await hears(gina.page, 440), 440), 'the agent hears the React page')
    await page.getByRole('button', { name: 'Hang up' }).click()
    await status.filter({ hasText: 'ended: hung_up by visitor' }).waitFor()
    assert.deepEqual(errors, [])
    await context.close()
  })

  describe('and its doctor', () => {
    /** @param {string} url @param {{ stun?: string, init?: () => void }} [how] @returns {Promise<string[]>} */
    const examined = async (url, { stun: server = stun.url, init } = {}) => {
      const context = await visitors.newContext()
      if (init) await context.addInitScript(init)
      const page = await context.newPage()
      await page.addInitScript(() =>
        addEventListener('parley-doctor', (e) =>
          Object.assign(window, { found: /** @type {CustomEvent} */ (e).detail }),
        ),
      )
      await page.goto(`${url}?parley=doctor&stun=${encodeURIComponent(server)}`)
      const shown = page.getByRole('region', { name: 'Parley doctor' })
      await shown.waitFor({ timeout: 20_000 })
      /** @type {{ name: string, fix: string }[]} */
      // @ts-expect-error put there above
      const found = await page.evaluate(() => window.found)
      for (const { name, fix } of found) {
        await shown.getByText(name, { exact: true }).waitFor()
        assert.ok(fix.length > 20, `${name} has no fix`)
      }
      await context.close()
      return found.map(({ name }) => name)
    }

    test('finds nothing on a page where calls work', async () => {
      assert.deepEqual(await examined(host.serve({ headers: strict(), body: body() })), [])
    })

    test('no microphone policy', async () => {
      const headers = { ...strict(), 'permissions-policy': 'microphone=()' }
      assert.deepEqual(await examined(host.serve({ headers, body: body() })), ['no microphone policy'])
    })

    test('a policy that blocks the socket', async () => {
      const socket = String(addresses['wss://project.supabase.co'])
      const csp = strict()['content-security-policy'].replace(socket, '')
      const headers = { ...strict(), 'content-security-policy': csp }
      assert.deepEqual(await examined(host.serve({ headers, body: body() })), ['CSP blocks the socket'])
    })

    test('an insecure page', async () => {
      assert.deepEqual(await examined(host.serve({ body: body() }, 'shop.test')), ['insecure page'])
    })

    test('blocked UDP', async () => {
      const url = host.serve({ headers: strict(), body: body() })
      assert.deepEqual(await examined(url, { stun: firewall.url }), ['UDP is blocked'])
    })

    test('a wrong key', async () => {
      assert.deepEqual(await examined(host.serve({ body: body('pk_nobody') })), ['wrong key'])
    })

    test('an origin that is not allowed', async () => {
      const allow = (/** @type {string} */ origins) =>
        stack.ledger.rows('update public.tenants set allowed_origins = $1 where public_key = $2', [
          origins,
          keyOf('acme'),
        ])
      await allow('{https://elsewhere.example}')
      try {
        assert.deepEqual(await examined(host.serve({ body: body('acme') })), ['origin not allowed'])
      } finally {
        await allow('{}')
      }
    })

    test('voice that is off', async () => {
      assert.deepEqual(await examined(host.serve({ body: body('initech') })), ['voice off'])
    })

    test('a browser that is too old', async () => {
      const init = () => {
        // @ts-expect-error an old browser
        delete window.RTCPeerConnection
      }
      assert.deepEqual(await examined(host.serve({ body: body() }), { init }), ['browser too old'])
    })
  })
})
