// A healthy local stack, and one with a misconfiguration for as long as somebody looks.
import { examine } from './examine.mjs'
import { faults } from './faults.mjs'

/** @typedef {import('../../stack/stack.mjs').Stack} Stack */
/** @typedef {import('./questions-http.mjs').Finding} Finding */

/** As a deployment is that followed docs/deploy.md. @param {Stack} stack */
export const openPatient = async (stack) => {
  const { ledger, control, state } = stack
  await control.limit({ private_only: true })
  await control.act('sweep')
  /** @type {import('./where.mjs').Where} */
  const where = {
    database: `postgres://postgres@127.0.0.1:${state.postgres.port}/postgres`,
    supabase: state.supabase,
    key: state.keys.publishable,
    site: state.site,
    functionsDatabase: 'jdbc:postgresql://pooler.example.com:6543/postgres?sslmode=verify-full',
    now: Date.now,
  }
  const rows = await ledger.rows(
    `select name, value #>> '{}' as value from parley.settings where unit = 'text'`,
  )
  const all = faults(Object.fromEntries(rows.map((row) => [row.name, row.value])))

  return {
    faults: all,
    /** @returns {Promise<Finding[]>} */
    look: () => examine(where),

    /** What is found while the fault is there. @param {import('./faults.mjs').Fault} fault @returns {Promise<Finding[]>} */
    lookAt: async (fault) => {
      if (fault.open) await control.limit({ private_only: false })
      if (fault.plant) await ledger.rows(fault.plant)
      try {
        return await examine(fault.where ? fault.where(where) : where)
      } finally {
        if (fault.undo) await ledger.rows(fault.undo)
        if (fault.open) await control.limit({ private_only: true })
      }
    },
    close: () => control.limit({ private_only: false }),
  }
}

/** Named by the question that must find it, and by no other. @param {import('./faults.mjs').Fault} fault @param {Finding[]} found */
export const isNamed = (fault, found) => found.length > 0 && found.every((it) => it.name === fault.says)
