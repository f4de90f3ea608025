// What becomes of a desk whose page is hidden or frozen: claims that compare the receipts on record with what the page shows.
import { setTimeout as sleep } from 'node:timers/promises'
import { openHideable } from '../browser/hiding.mjs'
import { configOf, visitorByHand } from '../people/by-hand.mjs'
import { visitorAt } from '../people/visitor.mjs'
import { keyOf } from '../stack/stack.mjs'

export const RING_WITHIN_MS = 10_000
const OFFER_WITHIN_MS = 5000
/** How long to go on looking, so that what comes too late is seen to be late. */
const LATE_MS = 1500
const LEASE_MS = 25_000
const OFFER = /Nobody’s device has answered yet/

const DESK = `select d.instance, d.status = 'available' and d.lease_until > clock_timestamp() as there from parley.desks d
  join public.tenants t on t.id = d.tenant_id join auth.users u on u.id = d.agent_id
  where t.public_key = $1 and u.email = $2 order by d.lease_until desc limit 1`
const RUNG = `select extract(epoch from r.rung_at - c.requested_at) * 1000 as ms from parley.call_rings r
  join parley.calls c on c.id = r.call_id where c.id = $1 and r.instance = $2 and r.rung_at is not null`
const RECEIPTS = 'select count(*)::int as n from parley.call_rings where call_id = $1 and rung_at is not null'
const LATEST = `select c.id, extract(epoch from c.requested_at) * 1000 as at from parley.calls c
  join public.tenants t on t.id = c.tenant_id where t.public_key = $1 and c.state = 'ringing' order by c.requested_at desc limit 1`

/** @typedef {import('../stack/stack.mjs').Stack} Stack */
/** @typedef {{ ok: boolean, why: string }} Went */

/** @param {() => Promise<boolean>} is @param {number} ms */
const within = async (is, ms) => {
  const until = Date.now() + ms
  for (;;) {
    if (await is()) return true
    if (Date.now() > until) return false
    await sleep(100)
  }
}

/**
 * @param {Stack} stack
 * @param {import('puppeteer-core').Browser} browser
 * @param {{ tenant: string, name?: string, deafToFreezing?: boolean }} who
 */
export const openDesk = async ({ deskPage, signIn, ledger }, browser, { tenant, name, deafToFreezing }) => {
  const { email, password } = signIn(tenant, name)
  const desk = await openHideable(browser, deskPage(tenant), { deafToFreezing })
  const { page } = desk
  await page.locator('::-p-aria([name="Email"][role="textbox"])').fill(email)
  await page.locator('::-p-aria([name="Password"])').fill(password)
  await page.locator('::-p-aria([name="Sign in"][role="button"])').click()
  await page.locator('::-p-aria([name="Go available"][role="button"])').click()
  const row = async () => (await ledger.rows(DESK, [keyOf(tenant), email]))[0]
  const isThere = async () => (await row())?.there === true
  if (!(await within(isThere, 30_000))) throw new Error(`the desk of ${email} did not become available`)
  const { instance } = await row()
  return {
    ...desk,
    instance: String(instance),
    tenant,
    isThere,
    /** Waits for its lease, as long as a beat may take. */
    returns: () => within(isThere, RING_WITHIN_MS),
    /** Its lease as the database has it, right after a beat. */
    hasBeaten: async () => {
      const [before] = await ledger.rows('select beat_at from parley.desks where instance = $1', [instance])
      await within(async () => {
        const [now] = await ledger.rows('select beat_at from parley.desks where instance = $1', [instance])
        return Number(now?.beat_at) !== Number(before?.beat_at)
      }, LEASE_MS)
    },
    /** Milliseconds from the request to this desk's receipt. @param {string} call @returns {Promise<number | null>} */
    rungAfter: async (call) => {
      const [rung] = await ledger.rows(RUNG, [call, instance])
      return rung ? Math.round(Number(rung.ms)) : null
    },
    /** Throws unless the browser holds back this page's timers: else nothing is shown by a page that is merely not in front. @param {number} ms */
    sleeps: async (ms) => {
      const before = (await desk.notes()).ticks
      await sleep(ms)
      const ran = (await desk.notes()).ticks - before
      if (ran > 2 + ms / 1000) throw new Error(`a hidden page's timer of 250 ms ran ${ran} times in ${ms} ms`)
      return ran
    },
  }
}

/** @typedef {Awaited<ReturnType<typeof openDesk>>} Desk */

/** @param {Stack} stack @param {string} tenant */
const callByHand = async (stack, tenant) => {
  const visitor = await visitorByHand(await configOf(stack.site, keyOf(tenant)), keyOf(tenant))
  return visitor.call()
}

/** A call: this desk acknowledges it in time and sounds, hidden or not. @param {Stack} stack @param {Desk} desk @returns {Promise<Went>} */
export const rings = async (stack, desk) => {
  const { status, body } = await callByHand(stack, desk.tenant)
  if (status !== 200) return { ok: false, why: `refused: ${JSON.stringify(body)}` }
  const id = body.call.call_id
  await within(async () => (await desk.rungAfter(id)) !== null, RING_WITHIN_MS)
  const ms = await desk.rungAfter(id)
  const { ringing } = await desk.notes()
  await stack.ledger.endAll()
  const quiet = await within(async () => !(await desk.notes()).ringing, RING_WITHIN_MS)
  return {
    ok: ms !== null && ms <= RING_WITHIN_MS && ringing && quiet,
    why: `receipt after ${ms} ms, ${ringing ? 'sounds' : 'SILENT'}${quiet ? '' : ', RINGS ON after the end'}`,
  }
}

/**
 * A visitor at the page calls while the lease of the only desk, frozen, still runs.
 *
 * @param {Stack} stack
 * @param {import('playwright-core').Browser} visitors
 * @param {Desk} desk
 * @param {number} [slackMs] what a machine that does other things may take longer
 * @returns {Promise<Went>}
 */
export const callbackOffered = async (stack, visitors, desk, slackMs = 0) => {
  await stack.offersCalls(desk.tenant)
  const visitor = await visitorAt(visitors, stack.visitorPage(desk.tenant))
  try {
    await visitor.tap()
    await visitor.startButton.waitFor({ timeout: 15_000 })
    await desk.hasBeaten()
    await desk.freeze()
    await visitor.startButton.click()
    await visitor.reads(/Calling|Ringing on/)
    const offered = await visitor.reads(OFFER, OFFER_WITHIN_MS + LATE_MS).then(
      () => true,
      () => false,
    )
    const shown = Date.now()
    const [call] = await stack.ledger.rows(LATEST, [keyOf(desk.tenant)])
    const ms = Math.round(shown - Number(call?.at))
    const [{ n }] = await stack.ledger.rows(RECEIPTS, [call?.id])
    await visitor.cancel().catch(() => undefined)
    return {
      ok: offered && ms <= OFFER_WITHIN_MS + slackMs && n === 0,
      why: `callback ${offered ? '' : 'NOT '}offered ${ms} ms after the grant, ${n} receipts`,
    }
  } finally {
    await visitor.close()
    await stack.ledger.endAll()
  }
}

/** The frozen desk's lease runs out, and it alone is nobody. @param {Stack} stack @param {Desk} desk @returns {Promise<Went>} */
export const leaseLapses = async (stack, desk) => {
  const start = Date.now()
  const lapsed = await within(async () => !(await desk.isThere()), LEASE_MS + LATE_MS)
  const ms = Date.now() - start
  const { status, body } = await callByHand(stack, desk.tenant)
  await stack.ledger.endAll()
  return {
    ok: lapsed && status === 409 && body.refused === 'nobody_available',
    why: `lease ${lapsed ? 'over' : 'ALIVE'} after ${ms} ms, a call: ${status} ${body.refused ?? 'granted'}`,
  }
}

/** @param {Stack} stack @param {Desk} frozen @param {Desk} other @returns {Promise<Went>} */
export const otherRings = async (stack, frozen, other) => {
  const { status, body } = await callByHand(stack, frozen.tenant)
  if (status !== 200) return { ok: false, why: `refused: ${JSON.stringify(body)}` }
  const id = body.call.call_id
  await within(async () => (await other.rungAfter(id)) !== null, RING_WITHIN_MS)
  const [there, here] = [await other.rungAfter(id), await frozen.rungAfter(id)]
  await stack.ledger.endAll()
  return {
    ok: there !== null && there <= RING_WITHIN_MS && here === null,
    why: `the other desk's receipt after ${there} ms, the frozen one's ${here}`,
  }
}

/** Frozen while it rings, woken when that is over: not a sound of it; then it is there again. @param {Stack} stack @param {Desk} desk @param {number} frozenMs @returns {Promise<Went>} */
export const wakesQuiet = async (stack, desk, frozenMs) => {
  const { status, body } = await callByHand(stack, desk.tenant)
  if (status !== 200) return { ok: false, why: `refused: ${JSON.stringify(body)}` }
  const rang = await within(async () => (await desk.notes()).ringing, RING_WITHIN_MS)
  await desk.freeze()
  await stack.ledger.endAll()
  await sleep(frozenMs)
  await desk.wake()
  let late = false
  await within(async () => {
    late ||= (await desk.notes()).ringing
    return late
  }, 3000)
  const { wokeRinging } = await desk.notes()
  const back = await desk.returns()
  return {
    ok: rang && back && !late && !wokeRinging,
    why: `${rang ? 'rang' : 'NEVER RANG'} for ${body.call.call_id}, woken ${late || wokeRinging ? 'IT RINGS' : 'it is quiet'}${back ? '' : ', IT STAYS AWAY'}`,
  }
}
