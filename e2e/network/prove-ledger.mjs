// A hundred relayed calls: what the pages reported and what the relay itself counted, call by call; in mid-run the month's budget is spent.
import { setTimeout as sleep } from 'node:timers/promises'
import { agentAt } from '../people/agent.mjs'
import { keyOf } from '../stack/stack.mjs'
import { setPlan } from './prove-hidden.mjs'
import { openRig } from './rig.mjs'
import { callThrough } from './through.mjs'

const TRIED = Number(process.env.CALLS) || 100
const TALK_MS = 15_000
const PER_CALL = 0.05
const IN_TOTAL = 0.02
/** One call at a time per tenant: whoever rings is known. */
const LANES = ['globex', 'acme', 'initech']

/**
 * What a relay counts of a client's leg and no page sees, per allocation: asking for it, its permissions, its channels and its end.
 * Measured on coturn 4.6.1 with allocations that never carried anything.
 */
export const PER_ALLOCATION = { up: 700, down: 500 }

/** @typedef {{ call: string, reported: number, counted: number, allocations: number }} Entry */

/** @param {import('../stack/stack.mjs').Stack} stack @param {import('./turn.mjs').Turn} turn @param {string} call @returns {Promise<Entry>} */
const entryOf = async (stack, turn, call) => {
  const [{ reported }] = await stack.ledger.rows(
    'select relay_bytes_up + relay_bytes_down as reported from parley.call_outcomes where call_id = $1',
    [call],
  )
  const grants = await stack.ledger.rows('select id from parley.relay_grants where call_id = $1', [call])
  const ids = new Set(grants.map(({ id }) => id))
  const used = turn.usages().filter(({ grant }) => ids.has(grant))
  const counted = used.reduce((sum, { up, down }) => sum + up + down, 0)
  return { call, reported: Number(reported), counted, allocations: used.length }
}

/** @param {Entry} entry */
const expected = ({ reported, allocations }) =>
  reported + allocations * (PER_ALLOCATION.up + PER_ALLOCATION.down)

/** @param {Entry[]} entries */
export const judge = (entries) => {
  const off = (/** @type {number} */ a, /** @type {number} */ b) => Math.abs(a - b) / Math.max(1, b)
  const sum = (/** @type {(e: Entry) => number} */ of) => entries.reduce((total, e) => total + of(e), 0)
  const each = entries.map((e) => ({
    ...e,
    off: off(expected(e), e.counted),
    raw: off(e.reported, e.counted),
  }))
  return {
    each,
    over: each.filter((e) => !(e.off < PER_CALL)),
    total: off(
      sum(expected),
      sum((e) => e.counted),
    ),
    rawTotal: off(
      sum((e) => e.reported),
      sum((e) => e.counted),
    ),
  }
}

/** @param {import('../stack/stack.mjs').Stack} stack */
export const proveLedger = async (stack) => {
  const counts = { tried: TRIED, failed: 0, planted: 2, caught: 0, seed: 0 }
  await stack.empty()
  for (const tenant of LANES) await setPlan(stack, tenant, 'premium')
  const rig = await openRig(stack)
  try {
    const [desks, visitors] = [await rig.browserAt('agent'), await rig.browserAt('visitor')]
    const agents = await Promise.all(
      LANES.map((tenant) => agentAt(desks, stack.deskPage(tenant), stack.signIn(tenant))),
    )
    for (const tenant of LANES) await stack.offersCalls(tenant)
    const calls = /** @type {string[]} */ ([])
    let begun = 0
    const untilMade = async (/** @type {number} */ many) => {
      rig.filter('udp')
      await Promise.all(
        LANES.map(async (tenant, i) => {
          const agent = agents[i]
          while (agent && begun < many) {
            begun += 1
            const { call, heard, outcome } = await callThrough(stack, visitors, agent, {
              tenant,
              talkMs: TALK_MS,
            })
            calls.push(call)
            if (heard && outcome.path === 'relay' && outcome.relay_charged_by === 'reports') continue
            counts.failed += 1
            console.log(`relay-ledger: NO ${JSON.stringify({ heard, outcome })}`)
          }
        }),
      )
    }
    await untilMade(Math.ceil(TRIED * 0.6))
    const [agent] = agents
    if (agent && !(await budgetHolds(stack, rig, visitors, agent))) counts.failed += 1
    await untilMade(TRIED)
    await sleep(3000)
    const entries = await Promise.all(calls.map((call) => entryOf(stack, rig.turn, call)))
    const { each, over, total, rawTotal } = judge(entries)
    counts.failed += over.length + (total < IN_TOTAL ? 0 : 1)
    for (const entry of over) console.log(`relay-ledger: off by more than 5 %: ${JSON.stringify(entry)}`)
    const worst = Math.max(...each.map((e) => e.off))
    const percent = (/** @type {number} */ part) => `${Math.round(part * 10_000) / 100} %`
    console.log(
      `relay-ledger: ${calls.length} calls; worst ${percent(worst)}, in total ${percent(total)} (uncorrected: ${percent(
        Math.max(...each.map((e) => e.raw)),
      )}, ${percent(rawTotal)}); correction per allocation ${JSON.stringify(PER_ALLOCATION)}`,
    )
    // A page that reports a tenth too little, and one that reports nothing, must be seen.
    const [first] = entries
    for (const part of [0.9, 0]) {
      const bent = first ? judge([{ ...first, reported: first.reported * part }]) : null
      if (bent?.over.length === 1) counts.caught += 1
    }
  } finally {
    for (const [tenant, plan] of [
      ['globex', 'premium_video'],
      ['acme', 'free'],
      ['initech', 'off'],
    ])
      await setPlan(stack, String(tenant), String(plan))
    await rig.close()
  }
  return counts
}

/**
 * The month is spent: nothing is minted, a call that needs the relay fails by name, a direct one goes on.
 *
 * @param {import('../stack/stack.mjs').Stack} stack
 * @param {import('./rig.mjs').Rig} rig
 * @param {import('playwright-core').Browser} visitors
 * @param {import('../people/agent.mjs').Agent} agent of globex
 */
const budgetHolds = async (stack, rig, visitors, agent) => {
  const [{ used }] = await stack.ledger.rows(
    `select bytes as used from parley.relay_months m join public.tenants t on t.id = m.tenant_id where t.public_key = $1`,
    [keyOf('globex')],
  )
  await setPlan(stack, 'globex', 'premium', { relay_bytes_per_month: Number(used) })
  const needs = await callThrough(stack, visitors, agent, { tenant: 'globex' })
  rig.filter('none')
  const direct = await callThrough(stack, visitors, agent, { tenant: 'globex' })
  await setPlan(stack, 'globex', 'premium')
  const minted = await stack.ledger.rows(
    'select 1 from parley.relay_grants where call_id = any ($1) and kind = $2 and failure is null',
    [[needs.call, direct.call], 'call'],
  )
  const held =
    minted.length === 0 &&
    needs.outcome.cause === 'relay_unavailable' &&
    direct.heard &&
    direct.outcome.path === 'direct'
  console.log(
    `relay-ledger: month spent: ${held ? 'nothing minted, the direct call went on' : 'NO'} ${JSON.stringify([needs.outcome, direct.outcome])}`,
  )
  return held
}
