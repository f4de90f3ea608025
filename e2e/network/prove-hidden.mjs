// relay_policy always: fifty calls whose two sides could reach each other directly, and no address but the relay's in any signal, row, log
// or thing shown. Then the policy is another, and the same look must find the addresses that it is blind to nowhere else.
import { join } from 'node:path'
import { agentAt } from '../people/agent.mjs'
import { ROOT } from '../stack/demo.mjs'
import { keyOf } from '../stack/stack.mjs'
import { openRig } from './rig.mjs'
import { eavesdrop, findingsIn, logsAsText, rowsAsText } from './scanner.mjs'
import { callThrough } from './through.mjs'

const TENANT = 'globex'
const TRIED = Number(process.env.CALLS) || 50

/** @param {import('../stack/stack.mjs').Stack} stack @param {string} tenant @param {string} plan @param {object} [changes] */
export const setPlan = (stack, tenant, plan, changes = {}) =>
  stack.ledger.rows('select parley.set_plan(id, $2, $3) from public.tenants where public_key = $1', [
    keyOf(tenant),
    plan,
    JSON.stringify(changes),
  ])

/** @param {import('../stack/stack.mjs').Stack} stack */
export const proveHidden = async (stack) => {
  const counts = { tried: TRIED, failed: 0, planted: 1, caught: 0, seed: 0 }
  await stack.empty()
  await stack.ledger.rows('delete from realtime.messages')
  const logs = join(ROOT, 'local', 'target', 'logs', String(stack.ports[0]))
  const rig = await openRig(stack)
  try {
    await setPlan(stack, TENANT, 'private')
    const agent = await agentAt(await rig.browserAt('agent'), stack.deskPage(TENANT), stack.signIn(TENANT))
    await stack.offersCalls(TENANT)
    const visitors = await rig.browserAt('visitor')
    const ears = eavesdrop(agent.page)
    const call = async () => {
      /** @type {ReturnType<typeof eavesdrop>[]} */
      const listening = [ears]
      const seen = /** @type {{ where: string, text: string }[]} */ ([])
      const result = await callThrough(stack, visitors, agent, {
        tenant: TENANT,
        opened: (visitor) => listening.push(eavesdrop(visitor.page)),
        meanwhile: async () => {
          await Promise.all(listening.map((ear) => ear.look()))
          seen.push(...(await rowsAsText(stack.ledger)))
        },
      })
      seen.push(...(await rowsAsText(stack.ledger)), ...logsAsText(logs))
      for (const { heard } of listening) seen.push(...heard.splice(0))
      return { ...result, found: [...new Set(findingsIn(seen))], looked: seen.length }
    }
    for (let n = 1; n <= TRIED; n++) {
      const { heard, outcome, found, looked } = await call()
      const ok = heard && outcome.path === 'relay' && found.length === 0
      if (!ok) counts.failed += 1
      if (!ok || n % 10 === 0)
        console.log(
          `relay-only-candidates ${n} of ${TRIED}: ${ok ? `nothing, in ${looked} places` : `NO ${JSON.stringify({ heard, outcome, found })}`}`,
        )
    }
    await setPlan(stack, TENANT, 'premium')
    const { found } = await call()
    if (found.length > 0) counts.caught += 1
    console.log(`relay-only-candidates planted (policy fallback): ${found[0] ?? 'NOT SEEN'}`)
  } finally {
    await setPlan(stack, TENANT, 'premium_video')
    await rig.close()
  }
  return counts
}
