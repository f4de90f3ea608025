// The doctor against the stack that the other tests use: healthy, and with four of the faults that `make prove ONLY=doctor` plants;
// and what docs/deploy.md says of the first tenant, as it stands there.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { isNamed, openPatient } from '../operator/doctor/planted.mjs'
import { ROOT } from '../operator/zips.mjs'
import { openStack } from '../stack/stack.mjs'

/** @type {import('../stack/stack.mjs').Stack} */
let stack
/** @type {Awaited<ReturnType<typeof openPatient>>} */
let patient

before(async () => {
  stack = await openStack()
  patient = await openPatient(stack)
})
after(async () => {
  await patient.close()
  await stack.close()
})

test('a healthy stack is called so', async () => {
  assert.deepEqual(await patient.look(), [])
})

for (const name of [
  'public channels are allowed',
  'a stray policy opens every topic',
  'an unreachable webhook',
  'a clock that is wrong',
])
  test(`named: ${name}`, async () => {
    const fault = patient.faults.find((it) => it.name === name)
    assert.ok(fault)
    const found = await patient.lookAt(fault)
    assert.ok(isNamed(fault, found), JSON.stringify(found))
  })

test("the page's SQL makes a tenant whose pages may call", async () => {
  const page = readFileSync(join(ROOT, 'docs', 'deploy.md'), 'utf8')
  const [, sql = ''] = /## The first tenant[\s\S]*?```sql\n([\s\S]*?)```/.exec(page) ?? []
  const name = 'Acme Travel Ltd'
  try {
    for (const statement of sql.split(/;\n/).filter((it) => it.trim() !== ''))
      await stack.ledger.rows(statement)
    const [tenant] = await stack.ledger.rows(
      `select public_key, (select count(*)::int from public.tenant_agents a where a.tenant_id = t.id) as agents
       from public.tenants t where name = $1`,
      [name],
    )
    assert.equal(tenant?.agents, 1)
    const answer = await fetch(`${stack.state.site}/config/${tenant?.public_key}`)
    assert.equal(answer.status, 200)
    assert.equal((await answer.json()).features.voice_enabled, true)
  } finally {
    await stack.ledger.rows('delete from public.tenants where name = $1', [name])
  }
})
