// A customer's own website: pages with the headers that a test gives them, on an origin that is not the widget's.
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'

/** @typedef {{ headers?: Record<string, string>, body: string }} HostPage */

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css',
}

export const openHost = async () => {
  /** @type {Map<string, HostPage>} */
  const pages = new Map()
  const server = createServer((request, response) => {
    const page = pages.get(new URL(String(request.url), 'http://host').pathname)
    response.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', ...page?.headers })
    response.end(page?.body ?? '')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  let count = 0
  return {
    port,
    /** @param {HostPage} page @param {string} [name] the host's name, as the browser knows it */
    serve: (page, name = 'localhost') => {
      const path = `/${++count}`
      pages.set(path, page)
      return `http://${name}:${port}${path}`
    },
    /** A built folder, as any web server would serve it. @param {string} folder */
    folder: (folder) => {
      for (const name of readdirSync(folder)) {
        const type = TYPES[extname(name)] ?? 'application/octet-stream'
        pages.set(`/app/${name}`, {
          headers: { 'content-type': type },
          body: readFileSync(join(folder, name), 'utf8'),
        })
      }
      return `http://localhost:${port}/app/`
    },
    close: () => new Promise((closed) => server.close(closed)),
  }
}
