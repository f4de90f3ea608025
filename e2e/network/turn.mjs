// A real coturn in the relay's namespace: UDP and TCP on 3478, TLS on 443, and what it counted, read from its log.
import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { run } from './command.mjs'
import { RELAY_ADDRESS } from './networks.mjs'

export const RELAY_URLS = [
  `turn:${RELAY_ADDRESS}:3478?transport=udp`,
  `turn:${RELAY_ADDRESS}:3478?transport=tcp`,
  `turns:${RELAY_ADDRESS}:443?transport=tcp`,
]

/**
 * @typedef {object} Usage what one allocation carried, as its relay counts
 * @property {string} session
 * @property {string} grant whose credential it was
 * @property {number} up bytes from the client
 * @property {number} down bytes to the client
 */

const USAGE =
  /session (\d+): usage: realm=<[^>]*>, username=<\d+:([^>]*)>, rp=\d+, rb=(\d+), sp=\d+, sb=(\d+)/

/** @param {string} namespace @param {string} secret @param {string} folder */
export const openTurn = async (namespace, secret, folder) => {
  mkdirSync(folder, { recursive: true })
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  run('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...[
      '-subj',
      '/CN=relay.test',
      '-addext',
      `subjectAltName=IP:${RELAY_ADDRESS}`,
      '-keyout',
      key,
      '-out',
      cert,
    ],
  ])
  const args = [
    ...['-n', '--no-cli', '-v', '--log-file', 'stdout', '--simple-log', '--realm', 'parley.test'],
    ...['--listening-ip', RELAY_ADDRESS, '--relay-ip', RELAY_ADDRESS, '--listening-port', '3478'],
    ...['--tls-listening-port', '443', '--no-dtls', '--cert', cert, '--pkey', key],
    ...['--min-port', '50000', '--max-port', '52000', '--fingerprint', '--use-auth-secret'],
    ...['--static-auth-secret', secret, '--no-multicast-peers', '--no-rfc5780', '--no-software-attribute'],
    ...['--userdb', join(folder, 'turndb'), '--pidfile', join(folder, 'turn.pid')],
  ]
  const child = spawn('ip', ['netns', 'exec', namespace, 'turnserver', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines = /** @type {string[]} */ ([])
  let rest = ''
  const read = (/** @type {Buffer} */ bytes) => {
    const all = (rest + bytes).split('\n')
    rest = all.pop() ?? ''
    lines.push(...all)
  }
  child.stdout.on('data', read)
  child.stderr.on('data', read)
  const stop = () => void child.kill('SIGKILL')
  process.once('exit', stop)
  for (let i = 0; i < 200 && !lines.some((line) => /TLS.*listener opened/i.test(line)); i++) {
    if (child.exitCode !== null) throw new Error(`coturn did not start:\n${lines.slice(-20).join('\n')}`)
    await sleep(50)
  }
  return {
    /** @returns {Usage[]} */
    usages: () =>
      lines.flatMap((line) => {
        const [, session = '', grant = '', up, down] = USAGE.exec(line) ?? []
        return session ? [{ session, grant, up: Number(up), down: Number(down) }] : []
      }),
    lines,
    close: () => {
      process.off('exit', stop)
      stop()
    },
  }
}

/** @typedef {Awaited<ReturnType<typeof openTurn>>} Turn */
