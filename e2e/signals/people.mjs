// The product's own signalling in this process: bundled from static-widget/test/live, as no Node of ours reads TypeScript.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '../stack/demo.mjs'

/**
 * @typedef {object} Session one side's call
 * @property {string} status
 * @property {() => any} getState
 * @property {() => void} place
 * @property {() => void} hangUp
 *
 * @typedef {object} Visitor
 * @property {Session} session
 * @property {string} callId
 * @property {boolean} joined
 * @property {number} heard pushes that came
 * @property {() => void} close
 *
 * @typedef {object} Desk
 * @property {boolean} joined
 * @property {number} heard pushes that came
 * @property {(callId: () => string, withinMs: number) => Promise<boolean>} rings
 * @property {(callId: string, atStep?: AtStep) => Session} accept
 * @property {() => void} close
 *
 * @typedef {(step: 'offer' | 'answer' | 'candidates') => Promise<void> | void} AtStep
 *
 * @typedef {object} Signalling
 * @property {(topic: string, ear: { heard: (event: string, payload: unknown) => void, joined: () => void, ready?: () => void, away?: (denied: boolean) => void }) => () => void} listen
 * @property {() => void} close
 *
 * @typedef {object} People
 * @property {(base: string, tenant: string) => Promise<any>} loadConfig
 * @property {new (config: any, tenant: string, atStep?: AtStep) => Visitor} LiveVisitor
 * @property {{ open: (config: any, email: string, password: string) => Promise<Desk> }} LiveDesk
 * @property {new (supabase: any, store: unknown) => { signIn: (email: string, password: string) => Promise<{ is: string }>, token: () => Promise<string | null>, user: string | null }} AgentAuth
 * @property {new () => unknown} Shelf
 * @property {new (url: string, key: string, token: () => Promise<string | null>, spreadMs?: number) => Signalling} SupabaseSignalling
 * @property {number} DESK_SPREAD_MS
 * @property {(session: Session, is: (session: Session) => boolean, withinMs: number) => Promise<boolean>} until
 */

/** @returns {Promise<People>} */
export const livePeople = async () => {
  const folder = join(ROOT, 'target', 'e2e', `live-${process.pid}`)
  const vite = join('node_modules', '.bin', 'vite')
  const args = ['build', '--config', 'vite.live.config.ts', '--outDir', folder, '--logLevel', 'warn']
  const built = spawnSync(vite, args, { cwd: join(ROOT, 'static-widget'), encoding: 'utf8' })
  if (built.status !== 0) throw new Error(`the live people were not bundled: ${built.stdout}${built.stderr}`)
  return import(pathToFileURL(join(folder, 'people.mjs')).href)
}
