// A customer's own website: pages with the headers that a test gives them, on an origin that is not the widget's.
import { once } from 'node:events'
import { createServer } from 'node:http'

/** @typedef {{ headers?: Record<string, string>, body: string }} HostPage */

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
    close: () => new Promise((closed) => server.close(closed)),
  }
}
