// The pages and the signalling come in by a side door, so that the firewalls between the two meet media alone: in each namespace
// the stack's ports are on 127.0.0.1, as everywhere (a secure context), and lead through a socket file to the stack outside.
import { spawn } from 'node:child_process'
import net from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** @param {net.Socket} one @param {net.Socket} other */
const join2 = (one, other) => {
  for (const [from, to] of /** @type {const} */ ([
    [one, other],
    [other, one],
  ])) {
    from.pipe(to)
    from.on('error', () => to.destroy())
    from.on('close', () => to.destroy())
  }
}

/** @param {net.ListenOptions} at @param {() => net.Socket} onward @returns {Promise<net.Server>} */
const door = (at, onward) =>
  new Promise((resolve, reject) => {
    const server = net.createServer((from) => join2(from, onward()))
    server.once('error', reject)
    server.listen(at, () => resolve(server))
  })

const fileOf = (/** @type {string} */ folder, /** @type {number} */ port) => join(folder, `${port}.sock`)

/** @param {number[]} ports of the stack @param {string} folder @param {string[]} namespaces */
export const openDoors = async (ports, folder, namespaces) => {
  const outside = await Promise.all(
    ports.map((port) => door({ path: fileOf(folder, port) }, () => net.connect(port, '127.0.0.1'))),
  )
  const inside = namespaces.map((name) =>
    spawn(
      'ip',
      ['netns', 'exec', name, process.execPath, fileURLToPath(import.meta.url), folder, ...ports.map(String)],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    ),
  )
  const close = () => {
    for (const child of inside) child.kill()
    for (const server of outside) server.close()
  }
  process.once('exit', close)
  await Promise.all(
    inside.map(
      (child) =>
        new Promise((open, failed) => {
          child.stdout.once('data', open)
          child.once('exit', () => failed(new Error('the side door did not open')))
        }),
    ),
  )
  return {
    close: () => {
      process.off('exit', close)
      close()
    },
  }
}

// Started inside a namespace.
const [, started, folder, ...ports] = process.argv
if (started === fileURLToPath(import.meta.url) && folder) {
  await Promise.all(
    ports.map((port) =>
      door({ port: Number(port), host: '127.0.0.1' }, () => net.connect(fileOf(folder, Number(port)))),
    ),
  )
  console.log('open')
}
