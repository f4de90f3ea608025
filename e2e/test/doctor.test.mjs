// The doctor against the stack that the other tests use: healthy, and with four of the faults that `make prove ONLY=doctor` plants.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isNamed, openPatient } from '../operator/doctor/planted.mjs'
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
