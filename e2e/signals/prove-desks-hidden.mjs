// The proof `desks-hidden`: desks behind another tab for five minutes and past their tokens' expiry still ring; frozen ones are not
// counted on, and do not ring for what is over when they wake. MINUTES= is how long, CALLS= how many calls each hidden desk gets.
import { setTimeout as sleep } from 'node:timers/promises'
import { launch } from '../browser/chromium.mjs'
import { launchHiding } from '../browser/hiding.mjs'
import { chance } from '../chance.mjs'
import { callbackOffered, leaseLapses, openDesk, otherRings, rings, wakesQuiet } from './hidden.mjs'

const LOOK_MS = 20_000
const HOUR_S = 3600

/**
 * @typedef {import('../stack/stack.mjs').Stack} Stack
 * @typedef {import('./hidden.mjs').Desk} Desk
 * @typedef {object} Plan
 * @property {number} hiddenMs
 * @property {number} tokenSeconds
 * @property {number} calls
 * @property {number} frozenMs
 * @property {number} slackMs what a machine that does other things may take longer
 * @property {() => number} next
 * @property {(what: string, went: import('./hidden.mjs').Went) => void} told
 */

/** Everything with a browser that can hide pages and one for visitors. @template T @param {Stack} stack @param {(browsers: { hiding: import('puppeteer-core').Browser, visitors: import('playwright-core').Browser }) => Promise<T>} body */
export const withBrowsers = async (stack, body) => {
  await stack.empty()
  const [hiding, visitors] = await Promise.all([launchHiding(), launch()])
  try {
    return await body({ hiding, visitors })
  } finally {
    await Promise.all([hiding.close(), visitors.close()])
    await stack.control.tokensLive(HOUR_S)
    await stack.empty()
  }
}

/** When the token that the page has kept ends, and a beat of it must not have been refused meanwhile. @param {Desk} desk */
const tokenEnds = (desk) =>
  desk.page.evaluate(() => {
    for (const [name, value] of Object.entries({ ...localStorage })) {
      if (!name.startsWith('parley:agent:')) continue
      const [, claims = ''] = JSON.parse(value).access.split('.')
      return Number(JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/'))).exp) * 1000
    }
    throw new Error('nobody is signed in')
  })

/** One desk hidden, another past its token's expiry with its socket cut meanwhile. @param {Stack} stack @param {import('puppeteer-core').Browser} hiding @param {Plan} plan */
export const hiddenDesks = async (stack, hiding, plan) => {
  const { hiddenMs, tokenSeconds, calls, next, told } = plan
  const ana = await openDesk(stack, hiding, { tenant: 'acme' })
  await stack.control.tokensLive(tokenSeconds)
  const gina = await openDesk(stack, hiding, { tenant: 'globex' })
  const firstEnds = await tokenEnds(gina)
  for (const desk of [ana, gina]) await desk.hide()
  const lookMs = Math.min(LOOK_MS, hiddenMs / 2)
  await sleep(hiddenMs - lookMs)
  const ticks = await ana.sleeps(lookMs)
  const hidden = `hidden for ${hiddenMs / 1000} s, its timer of 250 ms ran ${ticks} times in ${lookMs / 1000} s`
  for (let n = 1; n <= calls; n++) {
    await sleep(next() * 3000)
    told(`${hidden}, call ${n}`, await rings(stack, ana))
  }
  await stack.control.act('stop-realtime')
  await sleep(Math.max(tokenSeconds * 1000, firstEnds - Date.now() + 1000))
  await stack.control.act('start-realtime')
  const over = Math.round((Date.now() - firstEnds) / 1000)
  for (let n = 1; n <= calls; n++) {
    await sleep(next() * 3000)
    told(`its token over for ${over} s and the socket cut meanwhile, call ${n}`, await rings(stack, gina))
  }
  if ((await tokenEnds(gina)) <= Date.now()) told('its token', { ok: false, why: 'was not renewed' })
  for (const desk of [ana, gina]) await desk.close()
  await stack.empty()
}

/** A desk frozen while it rings, frozen alone, and frozen with a colleague at hand. @param {Stack} stack @param {{ hiding: import('puppeteer-core').Browser, visitors: import('playwright-core').Browser }} browsers @param {Plan} plan */
export const frozenDesk = async (stack, { hiding, visitors }, { frozenMs, slackMs, told }) => {
  const ana = await openDesk(stack, hiding, { tenant: 'acme', name: 'Ana' })
  await ana.hide()
  told('frozen while it rings, woken when that is over', await wakesQuiet(stack, ana, frozenMs))
  told('frozen, called while its lease runs', await callbackOffered(stack, visitors, ana, slackMs))
  told('frozen, called when its lease is over', await leaseLapses(stack, ana))
  const ben = await openDesk(stack, hiding, { tenant: 'acme', name: 'Ben' })
  told('frozen, a colleague there', await otherRings(stack, ana, ben))
  await ben.close()
  await ana.wake()
  await ana.returns()
  told('woken again, called', await rings(stack, ana))
  await ana.close()
  await stack.empty()
}

/** What each claim must not survive. @type {Record<string, (stack: Stack, browsers: { hiding: import('puppeteer-core').Browser, visitors: import('playwright-core').Browser }, plan: Plan) => Promise<import('./hidden.mjs').Went>>} */
export const PLANTS = {
  'no push comes and no beat': async (stack, { hiding }) => {
    const ana = await openDesk(stack, hiding, { tenant: 'acme' })
    await ana.hide()
    await stack.control.fail({ push: { drop: 1 }, rpc: { drop: 1 } })
    try {
      return await rings(stack, ana)
    } finally {
      await stack.control.heal()
      await ana.close()
    }
  },
  'somebody beats and acknowledges for the frozen desk': async (stack, { hiding, visitors }) => {
    const ana = await openDesk(stack, hiding, { tenant: 'acme' })
    await ana.hide()
    const beating = setInterval(() => void pretend(stack, ana.instance).catch(() => undefined), 250)
    try {
      return await callbackOffered(stack, visitors, ana)
    } finally {
      clearInterval(beating)
      await ana.close()
    }
  },
  'a lease outlives its frozen page': async (stack, { hiding }) => {
    const ana = await openDesk(stack, hiding, { tenant: 'acme' })
    await ana.hide()
    await ana.freeze()
    const beating = setInterval(() => void pretend(stack, ana.instance).catch(() => undefined), 250)
    try {
      return await leaseLapses(stack, ana)
    } finally {
      clearInterval(beating)
      await ana.close()
    }
  },
  'the page is not told that it is frozen': async (stack, { hiding }, { frozenMs }) => {
    const ana = await openDesk(stack, hiding, { tenant: 'acme', deafToFreezing: true })
    await ana.hide()
    try {
      return await wakesQuiet(stack, ana, frozenMs)
    } finally {
      await ana.close()
    }
  },
}

/** @param {Stack} stack @param {string} instance */
const pretend = async (stack, instance) => {
  await stack.ledger.rows(
    "update parley.desks set beat_at = clock_timestamp(), lease_until = clock_timestamp() + interval '25 s' where instance = $1",
    [instance],
  )
  await stack.ledger.rows(
    `insert into parley.call_rings (call_id, instance, agent_id, rung_at) select c.id, d.instance, d.agent_id, clock_timestamp()
      from parley.calls c join parley.desks d on d.tenant_id = c.tenant_id where d.instance = $1 and c.state = 'ringing' on conflict do nothing`,
    [instance],
  )
}

/** @param {Stack} stack @returns {Promise<{ tried: number, failed: number, planted: number, caught: number, seed: number }>} */
export const proveDesksHidden = async (stack) => {
  const { seed, next } = chance()
  console.log(`desks-hidden seed ${seed}`)
  const counts = { tried: 0, failed: 0, planted: Object.keys(PLANTS).length, caught: 0, seed }
  /** @type {Plan} */
  const plan = {
    hiddenMs: Number(process.env.MINUTES ?? 5) * 60_000 + LOOK_MS,
    tokenSeconds: 60,
    calls: Number(process.env.CALLS ?? 5),
    frozenMs: 5000,
    slackMs: 0,
    next,
    told: (what, { ok, why }) => {
      counts.tried += 1
      if (!ok) counts.failed += 1
      console.log(`desks-hidden ${ok ? 'ok' : 'FAILED'} ${what}: ${why}`)
    },
  }
  await withBrowsers(stack, async (browsers) => {
    await hiddenDesks(stack, browsers.hiding, plan)
    await frozenDesk(stack, browsers, plan)
    for (const [plant, planted] of Object.entries(PLANTS)) {
      const { ok, why } = await planted(stack, browsers, plan)
      if (!ok) counts.caught += 1
      console.log(`desks-hidden planted (${plant}): ${ok ? 'NOT SEEN' : 'caught'} ${why}`)
      await stack.empty()
    }
  })
  return counts
}
