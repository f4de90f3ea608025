// A page in WebKitGTK, by W3C WebDriver, under a screen of its own. It has no WebRTC: what runs here is everything before a call.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const MINI_BROWSER = [
  '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
  '/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
]
const DRIVER = '/usr/bin/WebKitWebDriver'
const SCREEN = '/usr/bin/Xvfb'

/** @returns {string | null} */
export const findWebKit = () =>
  existsSync(DRIVER) && existsSync(SCREEN) ? (MINI_BROWSER.find((path) => existsSync(path)) ?? null) : null

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  await new Promise((closed) => server.close(closed))
  return port
}

/** @param {string} binary */
export const launchWebKit = async (binary) => {
  // The screen's number is Xvfb's own to choose: it says it on its third file.
  const screen = spawn(SCREEN, ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const said = /** @type {import('node:stream').Readable} */ (screen.stdio[3])
  const [number] = await once(said, 'data')
  const port = await freePort()
  const driver = spawn(DRIVER, [`--port=${port}`, '--host=127.0.0.1'], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: `:${String(number).trim()}`,
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      LIBGL_ALWAYS_SOFTWARE: '1',
      NO_AT_BRIDGE: '1',
    },
  })
  /** @param {string} method @param {string} path @param {unknown} [body] */
  const ask = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
    })
    const { value } = /** @type {{ value: any }} */ (await answer.json())
    if (!answer.ok) throw new Error(`webkit: ${value.error}: ${value.message}`)
    return value
  }
  for (let i = 0; ; i++)
    try {
      await ask('GET', '/status')
      break
    } catch (e) {
      if (i > 50) throw e
      await sleep(100)
    }
  const args = ['--automation', '--features=+MediaDevices,+MockCaptureDevices']
  const { sessionId } = await ask('POST', '/session', {
    capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args } } },
  })
  const at = `/session/${sessionId}`
  /** @param {string} script a function's body @param {unknown[]} [given] */
  const run = (script, given = []) => ask('POST', `${at}/execute/sync`, { script, args: given })
  return {
    run,
    /** @param {string} url */
    goto: (url) => ask('POST', `${at}/url`, { url }),
    /** Waits for what a script answers. @param {string} script @param {unknown[]} [given] */
    waitFor: async (script, given = []) => {
      for (let i = 0; i < 150; i++) {
        const value = await run(script, given)
        if (value) return value
        await sleep(100)
      }
      throw new Error(`webkit: in vain: ${script} ${JSON.stringify(given)}`)
    },
    /** @returns {Promise<Buffer>} a PNG */
    picture: async () => Buffer.from(await ask('GET', `${at}/screenshot`), 'base64'),
    close: async () => {
      await ask('DELETE', at).catch(() => undefined)
      driver.kill()
      screen.kill()
    },
  }
}
