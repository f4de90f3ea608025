// A real Chromium with a microphone that plays a tone, and nothing of it talking to the outside.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { installEars } from './ears.mjs'

// The binary first: /usr/bin/chromium is a wrapper script on some systems.
const PLACES = [
  process.env.CHROMIUM,
  '/usr/lib/chromium/chromium',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** What every Chromium under test is started with. */
export const SWITCHES = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-domain-reliability',
  '--disable-breakpad',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
  '--use-fake-device-for-media-stream',
  '--autoplay-policy=document-user-activation-required',
]

export class NoBrowser extends Error {}

/** @returns {string} */
export const findChromium = () => {
  const found = PLACES.find((place) => place && existsSync(place))
  if (!found)
    throw new NoBrowser('No Chromium found: install it (apt-get install chromium) or name it in CHROMIUM.')
  return found
}

/** Starts Chromium in a network namespace: it has only the networks that are there, and the relay's certificate is of our own making. */
const inNamespace = (/** @type {string} */ namespace) => ({
  executablePath: fileURLToPath(new URL('../network/in-namespace', import.meta.url)),
  env: { ...process.env, PARLEY_NETNS: namespace, PARLEY_BINARY: findChromium() },
})

/**
 * @param {object} wants
 * @param {string} [wants.wav] what its microphone hears
 * @param {boolean} [wants.denied] the person refuses the microphone
 * @param {string[]} [wants.args] more of its switches
 * @param {string} [wants.namespace] the network namespace it lives in; else this machine's own loopback
 * @returns {Promise<import('playwright-core').Browser>}
 */
export const launch = ({ wav, denied = false, args = [], namespace } = {}) =>
  chromium.launch({
    ...(namespace ? inNamespace(namespace) : { executablePath: findChromium() }),
    headless: true,
    // Playwright mutes by default; we ask whether somebody could hear it.
    ignoreDefaultArgs: ['--headless', '--mute-audio'],
    args: [
      '--headless=new',
      ...SWITCHES,
      namespace ? '--ignore-certificate-errors' : '--allow-loopback-in-peer-connection',
      `--use-fake-ui-for-media-stream${denied ? '=deny' : ''}`,
      ...args,
      ...(wav ? [`--use-file-for-fake-audio-capture=${wav}`] : []),
    ],
  })

/**
 * A person's own window: separate storage, and ears we can ask what came in.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {import('playwright-core').BrowserContextOptions} [options]
 */
export const person = async (browser, options = {}) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  await context.addInitScript(installEars)
  return context
}
