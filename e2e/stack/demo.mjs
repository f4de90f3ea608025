// `make demo`, run by a test: on free ports, until it says that it is ready.
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { run } from './command.mjs'

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

// Includes a first build, on a slow machine.
const PATIENCE = 300_000

/**
 * @typedef {object} State what the stack writes for scripts
 * @property {string} site
 * @property {string} supabase
 * @property {string} functions
 * @property {{ publishable: string }} keys
 * @property {string} control
 * @property {{ secret: string, urls: string[] }} [relay]
 * @property {{ port: number }} postgres
 * @property {{ name: string, key: string, visitor: string, desk: string }[]} tenants
 * @property {{ name: string, role: string, email: string, password: string, tenantKey: string }[]} agents
 */

/**
 * @typedef {object} Demo
 * @property {State} state
 * @property {string} stateFile
 * @property {string} text what it printed
 * @property {string} textFile
 * @property {() => Promise<void>} stop
 */

/** @param {{ relay?: string[] }} [wants] @returns {Promise<Demo>} */
export const startDemo = async ({ relay } = {}) => {
  const folder = join(ROOT, 'target', 'e2e', `stack-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  const stateFile = join(folder, 'state.json')
  const textFile = join(folder, 'demo.log')
  rmSync(stateFile, { force: true })
  const relayed = relay ? [`RELAY=${relay.join(',')}`, `RELAY_SECRET=${randomUUID()}`] : []
  const demo = run(['make', 'demo', 'PORT=0', `STATE=${stateFile}`, ...relayed], { cwd: ROOT, log: textFile })
  const until = Date.now() + PATIENCE
  while (!existsSync(stateFile)) {
    if (demo.ended() || Date.now() > until) {
      await demo.stop()
      throw new Error(
        `make demo did not come up; see ${textFile}\n${readFileSync(textFile, 'utf8').slice(-2000)}`,
      )
    }
    await sleep(100)
  }
  await sayings(demo)
  const state = JSON.parse(readFileSync(stateFile, 'utf8'))
  return { state, stateFile, text: demo.said(), textFile, stop: demo.stop }
}

/** What it prints ends with how to end it. @param {import('./command.mjs').Running} demo */
const sayings = async (demo) => {
  for (let i = 0; i < 100 && !/Ctrl-C/i.test(demo.said()); i++) await sleep(50)
}

/**
 * The text of the demo that runs already (DEMO_SAID, a file), or of a new one. Nothing but the text.
 *
 * @returns {Promise<{ text: string, stop: () => Promise<void> }>}
 */
export const whatDemoSaid = async () => {
  const file = process.env.DEMO_SAID
  if (file) return { text: readFileSync(file, 'utf8'), stop: async () => {} }
  const { text, stop } = await startDemo()
  return { text, stop }
}
