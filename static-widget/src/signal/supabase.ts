// Supabase Realtime as a pair of ears. The rules it keeps, each answering something the real service does:
// a token before the first join (a join without one is judged as a stranger's and costs 5 s); private channels only; a channel
// that the server closed never comes back by itself, so it is built anew with a fresh token and a jittered pause; a denied
// channel is tried once more, on a socket of its own (each denial blocks its whole socket for 5 s), then given up; a project
// whose server closes all sockets at once must not see all of them back at once; and never send(): it would go out over REST unasked.
import type { Channel } from '@supabase/phoenix'
import { RealtimeLine } from './realtime.ts'
import type { Ear, Signalling } from './signalling.ts'

type Token = () => Promise<string | null>

const RECONNECT_MS = [2000, 5000, 10_000]
/** The first reconnect falls anywhere within this time: a visitor's soon, as there are few in a call. */
const SPREAD_MS = 2000
/** A desk's later, as there are many: 500 desks with two topics each stay below a hundred joins a second as the server counts
 * them, on average over ten seconds and more. Beats ring meanwhile. */
export const DESK_SPREAD_MS = 8000
const AT_ONCE_MS = 200
const REBUILD_MS = [300, 1000, 2000, 5000, 10_000, 30_000]
const DENIALS = 2
const FORBIDDEN = /^"?(Unauthorized|PrivateOnly|Malformed|Jwt|InvalidJWT)/i

const pause = (steps: readonly number[], tries: number): number =>
  (steps[Math.min(tries, steps.length - 1)] ?? 1000) * (0.5 + Math.random())

export class SupabaseSignalling implements Signalling {
  readonly #connect: () => RealtimeLine
  readonly #client: RealtimeLine
  readonly #topics = new Set<Topic>()

  constructor(url: string, key: string, token: Token, spreadMs = SPREAD_MS) {
    this.#connect = () =>
      new RealtimeLine(`${url.replace(/^http/, 'ws')}/realtime/v1`, key, token, (tries) =>
        tries > 1 ? pause(RECONNECT_MS, tries - 2) : AT_ONCE_MS + Math.random() * spreadMs,
      )
    this.#client = this.#connect()
  }

  listen(topic: string, ear: Ear): () => void {
    const listening = new Topic(this.#client, this.#connect, topic, ear)
    this.#topics.add(listening)
    return () => {
      this.#topics.delete(listening)
      listening.stop()
    }
  }

  wake(): void {
    for (const topic of this.#topics) topic.wake()
  }

  close(): void {
    for (const topic of this.#topics) topic.stop()
    this.#topics.clear()
    void this.#client.disconnect()
  }
}

/** One topic, kept joined through as many channel objects as it takes. */
class Topic {
  #client: RealtimeLine
  readonly #apart: () => RealtimeLine
  #own: RealtimeLine | null = null
  readonly #name: string
  readonly #ear: Ear
  #channel: Channel | null = null
  #stopped = false
  #tries = 0
  #denials = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(client: RealtimeLine, apart: () => RealtimeLine, name: string, ear: Ear) {
    this.#client = client
    this.#apart = apart
    this.#name = name
    this.#ear = ear
    void this.#build()
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
    this.#drop()
    void this.#own?.disconnect()
  }

  wake(): void {
    if (this.#stopped) return
    void this.#client.authorise().catch(() => undefined)
    void this.#reconnect()
    if (this.#channel !== null) return
    clearTimeout(this.#timer)
    void this.#build()
  }

  /** A lost socket waits for its turn and is in its own way till then: connect() alone would do nothing. */
  async #reconnect(): Promise<void> {
    const client = this.#client
    if (!client.isIdle) return
    await client.disconnect()
    client.connect()
  }

  async #build(): Promise<void> {
    try {
      await this.#client.authorise()
      // A channel joined without a token is judged as a stranger's.
      if (this.#client.token === null) this.#later()
      else if (!this.#stopped && this.#channel === null) this.#subscribe()
    } catch {
      this.#drop()
      this.#later()
    }
  }

  #subscribe(): void {
    const mine = () => this.#channel === channel
    const channel: Channel = this.#client.join(this.#name, {
      broadcast: (event, payload) => {
        if (mine()) this.#ear.heard(event, payload)
      },
      system: ({ status, message = '' }) => {
        if (mine() && status === 'ok' && /replication/i.test(message)) this.#ear.ready?.()
      },
      joined: () => mine() && this.#joined(),
      lost: (reason) => {
        if (!mine()) return
        if (FORBIDDEN.test(reason)) this.#denied()
        // The library tries again by itself: the socket was lost, or nobody answered in time.
        else this.#ear.away?.(false)
      },
      closed: () => mine() && this.#closed(),
    })
    this.#channel = channel
  }

  #joined(): void {
    this.#tries = 0
    this.#denials = 0
    this.#ear.joined()
  }

  #closed(): void {
    this.#channel = null
    this.#ear.away?.(false)
    this.#later()
  }

  #denied(): void {
    this.#drop()
    this.#denials += 1
    const over = this.#denials >= DENIALS
    this.#ear.away?.(over)
    if (over) return void this.#own?.disconnect()
    // Whoever shares the first socket shall not wait through a second denial.
    this.#own ??= this.#apart()
    this.#client = this.#own
    this.#later()
  }

  #later(): void {
    if (this.#stopped) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#build(), pause(REBUILD_MS, this.#tries++))
  }

  #drop(): void {
    const channel = this.#channel
    this.#channel = null
    if (channel) this.#client.leave(channel)
  }
}
