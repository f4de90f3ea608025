// Two people ask for the same thing, or too late, or twice: each gets a named answer. Over HTTP, with real tokens.
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { agentByHand, configOf, visitorByHand } from '../people/by-hand.mjs'
import { keyOf, openStack } from '../stack/stack.mjs'

const ACME = keyOf('acme')

/** @typedef {Awaited<ReturnType<typeof agentByHand>>} Agent */

describe('over HTTP', () => {
  /** @type {import('../stack/stack.mjs').Stack} */
  let stack
  /** @type {any} */
  let config
  /** @type {Agent} */
  let ana
  /** @type {Agent} */
  let ben

  before(async () => {
    stack = await openStack()
    await stack.empty()
    config = await configOf(stack.site, ACME)
    ana = await agentByHand(config, stack.signIn('acme', 'Ana'))
    ben = await agentByHand(config, stack.signIn('acme', 'Ben'))
  })
  afterEach(() => stack.empty())
  after(() => stack?.close())

  /** @param {Agent} agent @param {string} status @param {string[]} [ringing] */
  const beat = async (agent, status, ringing = []) =>
    (
      await agent.rpc('desk_beat', {
        p_instance: agent.instance,
        p_tenant: config.tenant.id,
        p_status: status,
        p_ringing: ringing,
      })
    ).body

  /** A visitor whose call rings at both desks, which have said so. */
  const ringing = async () => {
    await beat(ana, 'available')
    await beat(ben, 'available')
    const visitor = await visitorByHand(config, ACME)
    const { status, body } = await visitor.call()
    assert.equal(status, 200, JSON.stringify(body))
    const id = body.call.call_id
    const seen = await beat(ana, 'available', [id])
    assert.deepEqual(
      seen.rings.map((/** @type {any} */ r) => r.call_id),
      [id],
    )
    await beat(ben, 'available', [id])
    return { visitor, id }
  }
  /** @param {Agent} agent @param {string} id @param {string} [instance] */
  const accept = async (agent, id, instance = agent.instance) =>
    (await agent.rpc('accept_call', { p_call: id, p_instance: instance })).body
  /** @param {{ rpc: Agent['rpc'], instance: string }} who @param {string} id */
  const hangUp = async (who, id) =>
    (await who.rpc('end_call', { p_call: id, p_instance: who.instance, p_intent: 'hang_up', p_report: {} }))
      .body

  test('the second to accept hears who was first', async () => {
    const { id } = await ringing()
    assert.equal((await accept(ana, id)).call.state, 'accepted')
    assert.deepEqual(await accept(ben, id), { refused: 'taken', by: 'Ana' })
    assert.deepEqual((await beat(ben, 'available', [id])).gone, [{ call_id: id, reason: 'taken', by: 'Ana' }])
    assert.equal((await hangUp(ana, id)).call.end.reason, 'hung_up')
  })

  test('two accepts at the same moment: exactly one wins', async () => {
    const { id } = await ringing()
    const both = await Promise.all([accept(ana, id), accept(ben, id)])
    assert.deepEqual(both.map((a) => a.call?.state ?? a.refused).sort(), ['accepted', 'taken'])
    await hangUp(both[0].call ? ana : ben, id)
  })

  test('an accept after the visitor cancelled is over', async () => {
    const { visitor, id } = await ringing()
    await hangUp(visitor, id)
    const late = await accept(ana, id)
    assert.equal(late.refused, 'over')
    assert.deepEqual([late.call.end.reason, late.call.end.by], ['cancelled', 'visitor'])
  })

  test('a retried accept of the same page gets the same answer, and is not another transition', async () => {
    const { id } = await ringing()
    const first = await accept(ana, id)
    const again = await accept(ana, id)
    assert.deepEqual({ ...again, relay_ticket: null }, { ...first, relay_ticket: null })
    await hangUp(ana, id)
  })

  test("an accept from the agent's second page is taken, by that agent", async () => {
    const { id } = await ringing()
    await accept(ana, id)
    assert.deepEqual(await accept(ana, id, crypto.randomUUID()), { refused: 'taken', by: 'Ana' })
    await hangUp(ana, id)
  })

  test('an agent in a call is busy for another one', async () => {
    const { id } = await ringing()
    await accept(ana, id)
    const second = await visitorByHand(config, ACME)
    const other = (await second.call()).body.call.call_id
    assert.deepEqual(await accept(ana, other), { refused: 'agent_busy', call_id: id })
    await hangUp(ana, id)
    await hangUp(second, other)
  })

  test('a call while in a call names the call that runs', async () => {
    const { visitor, id } = await ringing()
    const { status, body } = await visitor.call()
    assert.equal(status, 409)
    assert.deepEqual([body.refused, body.call_id, body.state], ['already_in_call', id, 'ringing'])
    await hangUp(visitor, id)
  })

  test('a retried request is the same call, still ringing', async () => {
    const { visitor, id } = await ringing()
    const { status, body } = await visitor.call(id)
    assert.equal(status, 200)
    assert.deepEqual([body.call.call_id, body.call.version], [id, 1])
    assert.equal(
      (
        await stack.ledger.rows('select 1 from parley.calls where session_id = $1', [
          visitor.session.session.id,
        ])
      ).length,
      1,
    )
    await hangUp(visitor, id)
  })

  test('a retry of a call that has ended is over', async () => {
    const { visitor, id } = await ringing()
    await hangUp(visitor, id)
    const { status, body } = await visitor.call(id)
    assert.deepEqual([status, body.refused, body.call.end.reason], [410, 'over', 'cancelled'])
  })

  test('with every desk away nobody is available', async () => {
    await beat(ana, 'away')
    await beat(ben, 'away')
    const visitor = await visitorByHand(config, ACME)
    const { status, body } = await visitor.call()
    assert.deepEqual([status, body.refused], [409, 'nobody_available'])
    await beat(ana, 'available')
    assert.equal(
      (await visitor.call()).status,
      200,
      'and as soon as one is back, the same visitor gets through',
    )
  })

  test('declined by everybody who rang is declined, five seconds after it began', async () => {
    await stack.ledger.set('callback_after', 1)
    try {
      const { visitor, id } = await ringing()
      const decline = async (/** @type {Agent} */ agent) =>
        (await agent.rpc('decline_call', { p_call: id, p_instance: agent.instance })).body
      assert.equal((await decline(ana)).call.state, 'ringing')
      assert.equal((await decline(ben)).call.declined, true)
      await new Promise((wake) => setTimeout(wake, 1200))
      const { body } = await visitor.rpc('call_state', { p_call: id, p_after: 0 })
      assert.deepEqual([body.call.end.reason, body.call.end.by], ['declined', 'agent'])
    } finally {
      await stack.ledger.set('callback_after', 4.5)
    }
  })

  test('a stranger is told nothing about a call', async () => {
    const { visitor, id } = await ringing()
    const stranger = await visitorByHand(config, ACME)
    const { status } = await stranger.rpc('call_state', { p_call: id, p_after: 0 })
    assert.equal(status, 403)
    await hangUp(visitor, id)
  })
})
