// `make tenant`: what a tenant may have. Without PLAN it only says what there is; with it, it sets voice, video, relay and budgets together.
import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { changed, openPlans } from './tenant/plans.mjs'

const { TENANT, PLAN, CHANGES, BY, STATE, DATABASE_URL } = process.env

/** @param {string} file */
const local = (file) => {
  const { postgres } = JSON.parse(readFileSync(file, 'utf8'))
  return `postgres://${postgres.user}@127.0.0.1:${postgres.port}/postgres`
}

const changes = () => {
  try {
    return JSON.parse(CHANGES || '{}')
  } catch {
    throw new Error(`CHANGES is no JSON object: ${CHANGES}; such as {"relay_bytes_per_month": 50000000000}`)
  }
}

/** @param {Awaited<ReturnType<typeof openPlans>>} plans @returns {Promise<string[]>} what to print */
const carriedOut = async (plans) => {
  if (!TENANT) {
    const all = await plans.tenants()
    return all.map(({ id, name, key, plan }) => `${id}  ${key}  ${String(plan.plan).padEnd(14)} ${name}`)
  }
  if (!PLAN) {
    const { id, name, plan } = await plans.tenant(TENANT)
    const before = await plans.changes(id)
    return [
      `${name} (${id})`,
      ...Object.entries(plan).map(([key, value]) => `  ${key.padEnd(22)} ${value}`),
      ...before.map(({ at, by, was, now }) => `  ${at.toISOString()} ${by}: ${was ?? 'none'} → ${now}`),
      `plans: ${(await plans.names()).join(', ')}`,
    ]
  }
  const { tenant, now, requests } = await plans.set(TENANT, PLAN, changes(), BY || userInfo().username)
  const lines = changed(tenant.plan, now)
  return [
    `${tenant.name} (${tenant.id}): ${lines.length === 0 ? `${now.plan} as before, nothing has changed` : `${tenant.plan.plan} → ${now.plan}`}`,
    ...lines.map((line) => `  ${line}`),
    ...(requests > 0 ? ['  the request for premium is met'] : []),
    ...(lines.length > 0
      ? ['It counts from the next call and the next credential; no running call is cut.']
      : []),
  ]
}

try {
  const address = STATE ? local(STATE) : DATABASE_URL
  if (!address)
    throw new Error(
      'set DATABASE_URL (role postgres), or STATE to a local stack\'s state file (docs/deploy.md, "Tenants and plans")',
    )
  const plans = await openPlans(address)
  try {
    console.log((await carriedOut(plans)).join('\n'))
  } finally {
    await plans.close()
  }
} catch (e) {
  const { message, hint } = /** @type {Error & { hint?: string }} */ (e)
  console.error(hint ? `${message} (${hint})` : message)
  process.exitCode = 1
}
