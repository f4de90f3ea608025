// Each relay server has its own time to give a candidate: a browser waits 40 s for one whose packets are dropped, and for ever for a TCP
// connection that is. All are asked at once; ICE itself prefers UDP over TCP over TLS (RFC 8445 5.1.2), so that order costs no wait.
import type { Transport } from '../call/report.ts'

const SERVER_MS = 2500
/** Below: what a server said, such as 401 or 486. 701: one network interface did not reach it, another may. */
const NOT_REACHED = 700

export const transportOf = (url: string): Transport =>
  url.startsWith('turns:') ? 'tls' : /[?&]transport=tcp\b/.test(url) ? 'tcp' : 'udp'

const relaysOf = (servers: readonly RTCIceServer[]): string[] =>
  servers.flatMap(({ urls }) => urls).filter((url) => /^turns?:/.test(url))

/** What a browser says of a candidate beyond the type library. */
interface Told {
  readonly type?: string | null
  readonly relayProtocol?: Transport | null
  readonly url?: string | null
}

export class Relays {
  readonly #told: (reached: readonly Transport[]) => void
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>()
  readonly #reached = new Set<Transport>()

  /** @param told once per gathering that has relays to wait for: those that gave a candidate in their time */
  constructor(told: (reached: readonly Transport[]) => void) {
    this.#told = told
  }

  begin(servers: readonly RTCIceServer[]): void {
    this.end()
    this.#reached.clear()
    for (const url of relaysOf(servers))
      this.#timers.set(
        url,
        setTimeout(() => this.#settle(url), SERVER_MS),
      )
  }

  candidate({ type, relayProtocol, url }: Told): void {
    if (type !== 'relay') return
    const known = url && this.#timers.has(url) ? [url] : null
    const over = relayProtocol ?? (url ? transportOf(url) : 'udp')
    this.#reached.add(over)
    for (const each of known ?? [...this.#timers.keys()].filter((u) => transportOf(u) === over))
      this.#settle(each)
  }

  refused({ url, errorCode }: { readonly url: string; readonly errorCode: number }): void {
    if (errorCode < NOT_REACHED) this.#settle(url)
  }

  end(): void {
    this.#timers.forEach(clearTimeout)
    this.#timers.clear()
  }

  #settle(url: string): void {
    clearTimeout(this.#timers.get(url))
    if (this.#timers.delete(url) && this.#timers.size === 0) this.#told([...this.#reached])
  }
}
