// `make tenant` against the running stack: what it says, what it changes, who is on record, and what it refuses.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { temporaryFolder } from '../browser/temporary.mjs'
import { ROOT } from '../operator/zips.mjs'
import { keyOf, openStack } from '../stack/stack.mjs'

const KEY = keyOf('acme')
/** @type {import('../stack/stack.mjs').Stack} */
let stack
let state = ''
before(async () => {
  stack = await openStack()
  state = join(temporaryFolder(), 'state.json')
  writeFileSync(state, JSON.stringify(stack.state))
})
after(async () => {
  tenant({ TENANT: KEY, PLAN: 'free' })
  await stack.close()
})

/** @param {Record<string, string>} wish */
const tenant = (wish) => {
  const { PATH } = process.env
  const { status, stdout, stderr } = spawnSync('node', [join(ROOT, 'e2e/operator/tenant.mjs')], {
    encoding: 'utf8',
    env: { PATH, STATE: state, BY: 'olga', ...wish },
  })
  return { status, said: stdout + stderr }
}

const row = async () =>
  (
    await stack.ledger.rows(
      `select plan, voice_enabled, video_enabled, relay_policy, relay_video, relay_bytes_per_month::text as month
       from public.tenants where public_key = $1`,
      [KEY],
    )
  )[0]

test('a plan sets voice, video, relay and budgets together, says what changed, and who did it is on record', async () => {
  tenant({ TENANT: KEY, PLAN: 'free' })
  const { status, said } = tenant({
    TENANT: KEY,
    PLAN: 'premium',
    CHANGES: '{"relay_bytes_per_month": 50000000000}',
  })
  assert.equal(status, 0, said)
  assert.match(said, /Acme Travel .*: free → premium\n/)
  assert.match(said, /relay_policy +none → fallback\n/)
  assert.match(said, /relay_bytes_per_month +0 → 50000000000\n/)
  assert.deepEqual(await row(), {
    plan: 'premium',
    voice_enabled: true,
    video_enabled: true,
    relay_policy: 'fallback',
    relay_video: false,
    month: '50000000000',
  })
  assert.match(tenant({ TENANT: 'Acme Travel' }).said, /Z olga: free → premium\n/)
})

test('the same again changes nothing and says so', () => {
  tenant({ TENANT: KEY, PLAN: 'free' })
  const { status, said } = tenant({ TENANT: KEY, PLAN: 'free' })
  assert.equal(status, 0)
  assert.match(said, /free as before, nothing has changed\n$/)
})

test('a wish that cannot be met changes nothing and names what there is', async () => {
  tenant({ TENANT: KEY, PLAN: 'free' })
  const before = await row()
  for (const [wish, answer] of /** @type {const} */ ([
    [
      { TENANT: KEY, PLAN: 'gold' },
      /no plan is called gold \(plans: free, off, premium, premium_video, private\)/,
    ],
    [{ TENANT: 'pk_nobody', PLAN: 'free' }, /no tenant has .* pk_nobody/],
    [{ TENANT: KEY, PLAN: 'premium', CHANGES: '{"colour": 1}' }, /no such value: colour/],
    [{ TENANT: KEY, PLAN: 'premium', CHANGES: 'more' }, /CHANGES is no JSON object/],
    [{ TENANT: KEY, PLAN: 'premium', STATE: '' }, /set DATABASE_URL/],
  ])) {
    const { status, said } = tenant(wish)
    assert.equal(status, 1, said)
    assert.match(said, answer)
  }
  assert.deepEqual(await row(), before)
})

test('a request for premium is met by the plan that grants it', async () => {
  tenant({ TENANT: KEY, PLAN: 'free' })
  await stack.ledger.rows(
    `insert into parley.premium_requests (tenant_id, by_agent, seen) select id, gen_random_uuid(), '{}' from public.tenants where public_key = $1`,
    [KEY],
  )
  assert.match(tenant({ TENANT: KEY, PLAN: 'premium' }).said, /the request for premium is met\n/)
})

test('without a tenant it lists them all', () => {
  const { said } = tenant({})
  for (const name of ['acme', 'globex', 'initech']) assert.ok(said.includes(keyOf(name)), said)
})
