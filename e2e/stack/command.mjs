// Runs a command as somebody at a terminal would, ends it as Ctrl-C would, and finds whatever of it is left.
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createWriteStream, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * @typedef {object} Running
 * @property {() => string} said all of its standard output so far
 * @property {() => boolean} ended
 * @property {() => Promise<void>} stop as Ctrl-C would; throws if a process of it is left
 */

/**
 * @param {string[]} line
 * @param {{ cwd: string, log: string }} options
 * @returns {Running}
 */
export const run = ([command = '', ...args], { cwd, log }) => {
  // Every process below inherits the mark, also one that made a session of its own (as Postgres does).
  const mark = `PARLEY_E2E_MARK=${randomUUID()}`
  const [name = '', value = ''] = mark.split('=')
  const file = createWriteStream(log)
  // A group of its own, which is what a terminal signals on Ctrl-C.
  const child = spawn(command, args, {
    cwd,
    detached: true,
    env: { ...process.env, [name]: value },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stdout.on('data', (bytes) => {
    said += bytes
    file.write(bytes)
  })
  child.stderr.on('data', (bytes) => file.write(bytes))
  const gone = new Promise((resolve) => child.once('close', resolve))

  const interrupt = (/** @type {NodeJS.Signals} */ signal) => {
    try {
      if (child.pid) process.kill(-child.pid, signal)
    } catch {
      // Nobody of the group is there any more.
    }
  }
  // Those with sessions of their own are not of the group, and whoever looks after them is.
  const emergency = () => {
    interrupt('SIGKILL')
    for (const { pid } of marked(mark)) kill(pid)
  }
  process.once('exit', emergency)

  return {
    said: () => said,
    ended: () => child.exitCode !== null || child.signalCode !== null,
    stop: async () => {
      interrupt('SIGINT')
      await Promise.race([gone, sleep(30_000, undefined, { ref: false })])
      process.off('exit', emergency)
      const left = await leftOf(mark)
      file.end()
      if (left.length > 0) {
        for (const { pid } of left) kill(pid)
        throw new Error(`left running after Ctrl-C: ${left.map((p) => `${p.pid} ${p.what}`).join('; ')}`)
      }
    },
  }
}

/** @param {number} pid */
const kill = (pid) => {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has just ended.
  }
}

/** @param {string} mark */
const leftOf = async (mark) => {
  let left = marked(mark)
  // Postgres' helpers follow their parent a moment later.
  for (let i = 0; left.length > 0 && i < 20; i++) {
    await sleep(100)
    left = marked(mark)
  }
  return left
}

/**
 * Processes whose environment carries the mark. Where there is no /proc, nothing is found.
 *
 * @param {string} mark
 */
const marked = (mark) => {
  const found = []
  for (const entry of pids()) {
    try {
      if (readFileSync(`/proc/${entry}/environ`, 'utf8').split('\0').includes(mark))
        found.push({
          pid: Number(entry),
          what: readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' ').slice(0, 120),
        })
    } catch {
      // Ended while we looked, or not ours to see.
    }
  }
  return found
}

const pids = () => {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  } catch {
    return []
  }
}
