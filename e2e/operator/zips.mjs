// What `make build` made, and whether it is as small as a cold start wants it. Run: node e2e/operator/zips.mjs
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Megabytes at most, by function: who waits for a visitor's tap is small. */
export const BOUNDS = {
  'widget-config': 6,
  'visitor-session': 6,
  'call-request': 6,
  'turn-token': 10,
  'call-outcome': 16,
  'call-sweep': 16,
}

/** @typedef {{ name: string, megabytes: number | null, most: number }} Zip null: not built */

/** @param {string} name */
const zipFile = (name, root = ROOT) => join(root, 'functions', name, 'target', `${name}.zip`)

export const zipFiles = () => Object.keys(BOUNDS).map((name) => zipFile(name))

/** @returns {Zip[]} */
export const zips = (root = ROOT) =>
  Object.entries(BOUNDS).map(([name, most]) => {
    const file = zipFile(name, root)
    return { name, most, megabytes: existsSync(file) ? statSync(file).size / 1e6 : null }
  })

/** What is wrong with one, or null. @param {Zip} zip */
export const fault = ({ name, megabytes, most }) => {
  if (megabytes === null) return `${name} is not built (make build)`
  return megabytes > most ? `${name}.zip has ${megabytes.toFixed(2)} MB, at most ${most} are allowed` : null
}

/** One line for people. @param {Zip} zip */
export const line = ({ name, megabytes, most }) =>
  `${name.padEnd(16)} ${megabytes === null ? '      –' : megabytes.toFixed(2).padStart(7)} MB of ${most}`

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const all = zips()
  for (const zip of all) console.log(line(zip))
  for (const zip of all) {
    const wrong = fault(zip)
    if (wrong !== null) {
      console.error(wrong)
      process.exitCode = 1
    }
  }
}
