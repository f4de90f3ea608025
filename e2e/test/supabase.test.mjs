import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { launch } from '../browser/chromium.mjs'
import { openStack } from '../stack/stack.mjs'

// The real client as a script tag would load it, in a real browser: what its own CORS rules forbid, it does not get.
const CLIENT = join(
  dirname(createRequire(import.meta.url).resolve('@supabase/supabase-js/package.json')),
  'dist/umd/supabase.js',
)

describe('supabase-js against the local Supabase', () => {
  /** @type {import('../stack/stack.mjs').Stack} */
  let stack
  /** @type {import('playwright-core').Browser} */
  let browser
  /** @type {import('playwright-core').Page} */
  let page

  before(async () => {
    stack = await openStack()
    browser = await launch()
    // Our pages' own policy would not let the script in.
    page = await browser.newPage({ bypassCSP: true })
    await page.goto(stack.site)
    await page.addScriptTag({ path: CLIENT })
    await page.evaluate(({ url, key }) => {
      const at = /** @type {any} */ (window)
      at.client = at.supabase.createClient(url, key, { auth: { persistSession: false } })
    }, stack.supabase)
  })
  after(async () => {
    await browser?.close()
    await stack?.close()
  })

  /** @param {string} asked what to ask the client, as JavaScript @param {unknown} [given] */
  const ask = (asked, given) =>
    page.evaluate(
      ({ asked, given }) => {
        const client = /** @type {any} */ (window).client
        return new Function('client', 'given', `return (async () => { ${asked} })()`)(client, given)
      },
      { asked, given },
    )

  const ERROR = '{ name: error.name, status: error.status, code: error.code, message: error.message }'

  test('a wrong password is refused in Auth’s words', async () => {
    const { email } = stack.signIn('acme')
    const said = await ask(
      `const { error } = await client.auth.signInWithPassword({ email: given, password: 'wrong' }); return ${ERROR}`,
      email,
    )
    assert.deepEqual(said, {
      name: 'AuthApiError',
      status: 400,
      code: 'invalid_credentials',
      message: 'Invalid login credentials',
    })
  })

  test('an agent signs in, is known, and gets a new token for the old one', async () => {
    const person = stack.signIn('acme')
    const said = await ask(
      `const signed = await client.auth.signInWithPassword(given)
       const user = await client.auth.getUser()
       const renewed = await client.auth.refreshSession()
       const used = await client.auth.refreshSession({ refresh_token: 'nobody-has-this' })
       const error = used.error
       return {
         errors: [signed.error, user.error, renewed.error],
         email: user.data.user.email,
         role: user.data.user.role,
         lives: renewed.data.session.expires_in,
         renewed: renewed.data.session.refresh_token !== signed.data.session.refresh_token,
         refused: ${ERROR},
       }`,
      person,
    )
    assert.deepEqual(said, {
      errors: [null, null, null],
      email: person.email,
      role: 'authenticated',
      lives: 3600,
      renewed: true,
      refused: {
        name: 'AuthApiError',
        status: 400,
        code: 'refresh_token_not_found',
        message: 'Invalid Refresh Token: Refresh Token Not Found',
      },
    })
  })

  test('a function is called by name, and what goes wrong comes as PostgREST words it', async () => {
    await ask('await client.auth.signInWithPassword(given)', stack.signIn('acme'))
    const ping = await ask(
      "const { data, error, status } = await client.rpc('parley_ping'); return { known: typeof data, error, status }",
    )
    assert.deepEqual(ping, { known: 'object', error: null, status: 200 })
    const unknown = await ask(
      "const { error, status } = await client.rpc('nobody', { a: 1 }); return { status, code: error.code, message: error.message, hint: error.hint }",
    )
    assert.deepEqual(unknown, {
      status: 404,
      code: 'PGRST202',
      message: 'Could not find the function public.nobody(a) in the schema cache',
      hint: null,
    })
    const denied = await ask(
      "const { error, status } = await client.rpc('parley_accept_call', given); return { status, code: error.code }",
      { p_call: 'no-uuid', p_instance: 'no-uuid' },
    )
    assert.deepEqual(denied, { status: 400, code: '22P02' })
  })

  test('what it hears and says on Realtime goes by the same key and session', async () => {
    const said = await ask(
      `const channel = client.channel('lobby', { config: { broadcast: { self: true, ack: true } } })
       const heard = new Promise((done) => channel.on('broadcast', { event: 'hi' }, ({ payload }) => done(payload)))
       await new Promise((done) => channel.subscribe((status) => status === 'SUBSCRIBED' && done()))
       const sent = await channel.send({ type: 'broadcast', event: 'hi', payload: { n: 1 } })
       const http = await channel.httpSend('hi', { n: 2 })
       const left = await client.removeChannel(channel)
       return { heard: await heard, sent, http, left }`,
    )
    assert.deepEqual(said, { heard: { n: 1 }, sent: 'ok', http: { success: true }, left: 'ok' })
  })

  test('whoever signs out is nobody afterwards', async () => {
    const said = await ask(
      `await client.auth.signInWithPassword(given)
       const out = await client.auth.signOut()
       const { data } = await client.auth.getSession()
       const { error, status } = await client.rpc('parley_accept_call', { p_call: crypto.randomUUID(), p_instance: crypto.randomUUID() })
       return { out: out.error, session: data.session, status, code: error.code }`,
      stack.signIn('acme'),
    )
    assert.deepEqual(said, { out: null, session: null, status: 401, code: '42501' })
  })
})
