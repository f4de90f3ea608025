// The share of `make test` that needs real browsers: one stack for all of it, started as people start it, and gone afterwards.
import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findChromium, NoBrowser } from './browser/chromium.mjs'
import { startDemo } from './stack/demo.mjs'

const HERE = dirname(fileURLToPath(import.meta.url))

/** @param {Record<string, string>} env */
const runTests = (env) => {
  const files = readdirSync(join(HERE, 'test')).filter((name) => name.endsWith('.test.mjs'))
  // One file after the other: they share the agents of one stack, and two cores.
  const args = [
    '--test',
    '--test-concurrency=1',
    '--test-reporter=spec',
    ...files.map((name) => join(HERE, 'test', name)),
  ]
  const child = spawn(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...env } })
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)))
}

try {
  findChromium()
  const demo = await startDemo()
  let code = 1
  try {
    code = Number(await runTests({ STACK: demo.stateFile, DEMO_SAID: demo.textFile }))
  } finally {
    await demo.stop()
  }
  console.log('the stack ended on Ctrl-C and left no process')
  process.exitCode = code
} catch (e) {
  console.error(e instanceof NoBrowser ? e.message : e)
  process.exitCode = 1
}
