import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { launch } from '../browser/chromium.mjs'
import { agentOn } from '../people/agent.mjs'
import { openStack } from '../stack/stack.mjs'

const RULES = [
  "default-src 'none'",
  "script-src 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'self'",
  "require-trusted-types-for 'script'",
]

describe('the pages under their own policies', () => {
  /** @type {import('../stack/stack.mjs').Stack} */
  let stack
  /** @type {import('playwright-core').Browser} */
  let browser

  before(async () => {
    stack = await openStack()
    browser = await launch()
  })
  after(async () => {
    await browser?.close()
    await stack?.close()
  })

  test('both pages come with every policy', async () => {
    for (const page of [stack.visitorPage('acme'), stack.deskPage('acme')]) {
      const { headers } = await fetch(page)
      const csp = headers.get('content-security-policy') ?? ''
      for (const rule of RULES) assert.ok(csp.includes(rule), `${page} without ${rule}`)
      assert.ok(!/unsafe-(inline|eval)/.test(csp), csp)
      assert.match(headers.get('permissions-policy') ?? '', /microphone=\(self\)/)
      assert.equal(headers.get('x-content-type-options'), 'nosniff')
    }
  })

  test('an agent signs in and goes available without a violation', async () => {
    const { page, violations } = await opened(stack.deskPage('acme'))
    const agent = agentOn(page)
    await agent.signIn(stack.signIn('acme'))
    await agent.goAvailable()
    await stack.offersCalls('acme')
    assert.deepEqual(violations, [])
  })

  test('a visitor calls without a violation', async () => {
    const { page, violations } = await opened(stack.visitorPage('acme'))
    await page.getByRole('button', { name: /^call/i }).click()
    await page.getByRole('button', { name: 'Start call' }).click()
    await page
      .getByText(/ringing|calling|waiting|device/i)
      .first()
      .waitFor()
    assert.deepEqual(violations, [])
  })

  test('markup from a script is refused, and a worker of another origin', async () => {
    const { page } = await opened(stack.deskPage('acme'))
    const refused = await page.evaluate(() =>
      ['innerHTML', 'worker'].map((way) => {
        try {
          if (way === 'innerHTML') document.createElement('p').innerHTML = '<img src=x>'
          else new Worker('https://evil.example/w.js')
          return 'let in'
        } catch (e) {
          return e instanceof TypeError ? 'refused' : String(e)
        }
      }),
    )
    assert.deepEqual(refused, ['refused', 'refused'])
  })

  /** @param {string} url */
  const opened = async (url) => {
    const page = await (await browser.newContext({ permissions: ['microphone'] })).newPage()
    /** @type {string[]} */
    const violations = []
    page.on('console', (said) => {
      if (/Content Security Policy|Trusted ?Type|Permissions policy/i.test(said.text()))
        violations.push(said.text())
    })
    page.on('pageerror', (e) => void violations.push(e.message))
    await page.goto(url)
    return { page, violations }
  }
})
