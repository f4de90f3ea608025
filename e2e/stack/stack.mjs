// A running Parley to test against: the one named by STACK (a state file), or one of our own, started as `make demo` starts it.
import { readFileSync } from 'node:fs'
import { control } from './control.mjs'
import { startDemo } from './demo.mjs'
import { openLedger } from './ledger.mjs'

/**
 * @typedef {object} Stack
 * @property {string} site where the pages are
 * @property {{ url: string, key: string }} supabase and the key that pages use
 * @property {number[]} ports that pages talk to
 * @property {{ secret: string, urls: string[] } | null} relay what it hands out, and what the relay and its function share
 * @property {(tenant: string) => string} visitorPage
 * @property {(tenant: string) => string} deskPage
 * @property {(tenant: string, name?: string) => { email: string, password: string }} signIn somebody of the tenant
 * @property {import('./ledger.mjs').Ledger} ledger
 * @property {import('./control.mjs').Control} control
 * @property {() => Promise<void>} empty no call, nobody at a desk, no fault: what a test starts from
 * @property {(tenant: string) => Promise<void>} offersCalls waits for a desk's lease, so that the next page to load shows its button
 * @property {import('./demo.mjs').State} state where everything is
 * @property {() => Promise<void>} close
 */

/** The public key of a demo tenant. @param {string} tenant */
export const keyOf = (tenant) => `pk_${tenant}_demo`

/** @template T @param {T[]} all @param {(one: T) => boolean} is @param {string} name @returns {T} */
const the = (all, is, name) => {
  const found = all.find(is)
  if (!found) throw new Error(`${name} is not in the demo data`)
  return found
}

/**
 * @param {{ relay?: string[], own?: boolean }} [wants] relay: where the relay is that a stack of our own hands out; own: not the one that is named
 * @returns {Promise<Stack>}
 */
export const openStack = async (wants) => {
  const named = wants?.own ? undefined : process.env.STACK
  const own = named ? null : await startDemo(wants)
  /** @type {import('./demo.mjs').State} */
  const state = own ? own.state : JSON.parse(readFileSync(String(named), 'utf8'))
  const ledger = await openLedger(state.postgres.port)
  const faults = control(state.control)
  return {
    state,
    site: state.site,
    supabase: { url: state.supabase, key: state.keys.publishable },
    ports: [state.site, state.supabase, state.functions].map((address) => Number(new URL(address).port)),
    relay: state.relay ?? null,
    visitorPage: (tenant) => the(state.tenants, (t) => t.key === keyOf(tenant), tenant).visitor,
    deskPage: (tenant) => the(state.tenants, (t) => t.key === keyOf(tenant), tenant).desk,
    signIn: (tenant, name) => {
      const staff = state.agents.filter((a) => a.tenantKey === keyOf(tenant))
      return the(staff, (a) => name === undefined || a.name === name, name ?? tenant)
    },
    ledger,
    control: faults,
    empty: async () => {
      await faults.heal()
      await ledger.endAll()
      await ledger.clearDesks()
      await faults.act('clear-config-cache')
    },
    offersCalls: async (tenant) => {
      await ledger.deskOf(keyOf(tenant))
      await faults.act('clear-config-cache')
    },
    close: async () => {
      await ledger.close()
      await own?.stop()
    },
  }
}
