// Supabase Realtime over Phoenix' own client, which Supabase keeps: sockets, heartbeats, joins and rejoins are the library's. What stands here
// is what Supabase says differently from Phoenix (docs/adr: why not realtime-js): who one is, what a channel wants, broadcasts as bytes.
import { type Channel, Socket } from '@supabase/phoenix'

const HEARTBEAT_MS = 25_000
const TIMEOUT_MS = 10_000
/** A socket without channels serves nobody for long. */
const EMPTY_MS = 2 * HEARTBEAT_MS

/** One message, as Phoenix has it. */
interface Said {
  readonly join_ref?: string | null
  readonly ref?: string | null
  readonly topic: string
  readonly event: string
  readonly payload: unknown
}

export interface Heard {
  broadcast(event: string, payload: unknown): void
  system(said: { status?: string; message?: string }): void
  joined(): void
  /** Until it is joined again, which happens by itself; `reason` is the server's, if it gave one. */
  lost(reason: string): void
  /** By the server, for good. */
  closed(): void
}

export class RealtimeLine {
  readonly #socket: Socket
  readonly #ask: () => Promise<string | null>
  readonly #channels = new Set<Channel>()
  #asked = 0
  #empty: ReturnType<typeof setTimeout> | undefined
  token: string | null = null

  constructor(
    url: string,
    key: string,
    token: () => Promise<string | null>,
    reconnectAfterMs: (tries: number) => number,
  ) {
    this.#ask = token
    this.#socket = new Socket(url, {
      params: { apikey: key },
      vsn: '2.0.0',
      timeout: TIMEOUT_MS,
      heartbeatIntervalMs: HEARTBEAT_MS,
      reconnectAfterMs,
      encode: (said, send) => send(encoded(said)),
      decode: (raw, told) => told(decoded(raw as string | ArrayBuffer) as never),
      // The server looks at a token now and then: it is offered a fresh one in time.
      heartbeatCallback: (status) => {
        if (status === 'sent') void this.authorise().catch(() => undefined)
      },
    })
  }

  get isIdle(): boolean {
    return this.#socket.connectionState() === 'closed'
  }

  connect(): void {
    this.#socket.connect()
  }

  disconnect(): Promise<void> {
    return new Promise((done) => {
      setTimeout(done, TIMEOUT_MS)
      this.#socket.disconnect(() => done())
    })
  }

  /** Gets the token of now and tells every channel that was joined with another. The newest question wins. */
  async authorise(): Promise<void> {
    this.#asked += 1
    const asked = this.#asked
    const token = await this.#ask()
    if (asked !== this.#asked || token === this.token) return
    this.token = token
    for (const channel of this.#channels)
      if (channel.state === 'joined') channel.push('access_token', { access_token: token ?? '' })
  }

  /** Private, always: what it hears is judged by the database. */
  join(topic: string, heard: Heard): Channel {
    clearTimeout(this.#empty)
    if (!this.#socket.isConnected()) this.#socket.connect()
    const channel = this.#socket.channel(`realtime:${topic}`, () => this.#wants())
    this.#channels.add(channel)
    channel.on('broadcast', (said) => {
      const { event, payload } = said as { event: string; payload: unknown }
      heard.broadcast(event, payload)
    })
    channel.on('system', (said) => heard.system(said as { status?: string; message?: string }))
    channel.onError((reason) => heard.lost(reason instanceof Error ? reason.message : String(reason ?? '')))
    channel.onClose(() => {
      this.#forget(channel)
      heard.closed()
    })
    channel
      .join()
      .receive('ok', () => {
        void this.authorise().catch(() => undefined)
        heard.joined()
      })
      .receive('error', (said) => heard.lost(String(Object.values((said as object) ?? {}).join(', '))))
      .receive('timeout', () => heard.lost(''))
    return channel
  }

  leave(channel: Channel): void {
    channel.leave()
    this.#forget(channel)
  }

  #forget(channel: Channel): void {
    this.#channels.delete(channel)
    clearTimeout(this.#empty)
    if (this.#channels.size === 0) this.#empty = setTimeout(() => void this.disconnect(), EMPTY_MS)
  }

  #wants(): Record<string, unknown> {
    const config = {
      broadcast: { replication_ready: true },
      presence: { key: '', enabled: false },
      postgres_changes: [],
      private: true,
    }
    return { config, access_token: this.token }
  }
}

/** As a list: nothing but text is ever sent. */
const encoded = ({ join_ref, ref, topic, event, payload }: Said): string =>
  JSON.stringify([join_ref, ref, topic, event, payload])

/** Text is a list, as Phoenix has it; what the database says comes as bytes: kind 4, four lengths, then topic, event and JSON. */
const decoded = (raw: string | ArrayBuffer): object => {
  if (typeof raw === 'string') {
    const [join_ref, ref, topic, event, payload] = JSON.parse(raw)
    return { join_ref, ref, topic, event, payload }
  }
  const bytes = new Uint8Array(raw)
  const [kind, topicLength = 0, eventLength = 0, metaLength = 0, encoding] = bytes
  if (kind !== 4 || encoding !== 1) return {}
  const text = (from: number, to?: number) => new TextDecoder().decode(bytes.slice(from, to))
  const event = 5 + topicLength
  const meta = event + eventLength
  const payload = {
    type: 'broadcast',
    event: text(event, meta),
    payload: JSON.parse(text(meta + metaLength)),
  }
  return { join_ref: null, ref: null, topic: text(5, event), event: 'broadcast', payload }
}
