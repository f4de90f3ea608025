// A WebSocket: the platform's own (Node 22), or on Node 20 as much of one (RFC 6455) as a question and its answer need.
import { randomBytes } from 'node:crypto'
import { request as http } from 'node:http'
import { request as https } from 'node:https'

/** Text messages of up to 64 kB, unfragmented, as Realtime's replies are. */
class Small {
  /** @type {() => void} */ onopen = () => {}
  /** @type {() => void} */ onerror = () => {}
  /** @type {(event: { data: string }) => void} */ onmessage = () => {}
  /** @type {import('node:stream').Duplex | null} */ #socket = null
  #rest = Buffer.alloc(0)

  /** @param {string} address */
  constructor(address) {
    const url = new URL(address.replace(/^ws/, 'http'))
    const ask = (url.protocol === 'https:' ? https : http)(url, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': randomBytes(16).toString('base64'),
      },
    })
    ask.on('upgrade', (_, socket, head) => {
      this.#socket = socket
      socket.on('data', (bytes) => this.#read(bytes))
      socket.on('error', () => this.onerror())
      this.onopen()
      if (head.length > 0) this.#read(head)
    })
    ask.on('response', () => this.onerror())
    ask.on('error', () => this.onerror())
    ask.end()
  }

  /** @param {string} text */
  send(text) {
    const bytes = Buffer.from(text)
    const mask = randomBytes(4)
    const head = Buffer.from(
      bytes.length < 126 ? [0x81, 0x80 | bytes.length] : [0x81, 0xfe, bytes.length >> 8, bytes.length & 0xff],
    )
    this.#socket?.write(Buffer.concat([head, mask, bytes.map((byte, i) => byte ^ (mask[i % 4] ?? 0))]))
  }

  close() {
    this.#socket?.destroy()
  }

  /** @param {Buffer} bytes */
  #read(bytes) {
    this.#rest = Buffer.concat([this.#rest, bytes])
    while (this.#rest.length >= 2) {
      const short = (this.#rest[1] ?? 0) & 0x7f
      const from = short < 126 ? 2 : 4
      if (this.#rest.length < from) return
      const length = short < 126 ? short : this.#rest.readUInt16BE(2)
      if (this.#rest.length < from + length) return
      const text = (this.#rest[0] ?? 0) === 0x81
      const data = this.#rest.subarray(from, from + length).toString()
      this.#rest = this.#rest.subarray(from + length)
      if (text) this.onmessage({ data })
    }
  }
}

/** @type {any} */
export const WebSocket = globalThis.WebSocket ?? Small
