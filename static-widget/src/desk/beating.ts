// The heart of a desk: beats as long as its page answers, and at once whenever something may ring or have stopped ringing.
import type { Answer } from '../api/http.ts'
import type { Beat } from '../call/messages.ts'
import type { Signalling } from '../signal/signalling.ts'
import type { PageStatus, SignOfLife, ToPage } from './words.ts'

export interface BeatPorts {
  readonly beat: (status: PageStatus, ringing: readonly string[]) => Promise<Answer<Beat>>
  readonly signalling: Signalling
  /** Null when the page does not answer. */
  readonly signOfLife: () => Promise<SignOfLife | null>
  readonly tell: (message: ToPage) => void
}

const FIRST_TIMING = { beat: 10_000, beat_unsubscribed: 5000 }
/** Many desks hear `gone` in the same moment; they need not all ask in that moment. */
const GONE_JITTER_MS = 1000
/** A commit is streamed a moment before others can see it: a push may be quicker than its row, and the beat is repeated. */
const UNSEEN_AGAIN_MS = 300
const UNSEEN_TRIES = 3

export class Beating {
  readonly #ports: BeatPorts
  readonly #stops: (() => void)[] = []
  #timing = FIRST_TIMING
  #joined = { desk: false, agent: false }
  #timer: ReturnType<typeof setTimeout> | undefined
  #due = Number.POSITIVE_INFINITY
  #beating = false
  #again = false
  /** Calls that a push has named and no beat has shown yet, with the beats they are still worth. */
  readonly #unseen = new Map<string, number>()

  constructor(ports: BeatPorts) {
    this.#ports = ports
  }

  start(tenant: string, agent: string): void {
    const { signalling, tell } = this.#ports
    this.#stops.push(
      signalling.listen(`parley:desk:${tenant}`, {
        heard: (event, payload) => this.#heard(event, payload),
        joined: () => this.#join('desk', true),
        ready: () => this.soon(0),
        away: () => this.#join('desk', false),
      }),
      signalling.listen(`parley:agent:${agent}`, {
        heard: (event, payload) => tell({ say: 'push', event, payload }),
        joined: () => {
          this.#join('agent', true)
          tell({ say: 'missed' })
        },
        away: () => this.#join('agent', false),
      }),
    )
    this.soon(0)
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#due = Number.NEGATIVE_INFINITY
    for (const stop of this.#stops) stop()
  }

  /** Beats within this time, or earlier where that was meant already. */
  soon(ms: number): void {
    const due = performance.now() + ms
    if (due >= this.#due) return
    clearTimeout(this.#timer)
    this.#due = due
    this.#timer = setTimeout(() => void this.#beat(), ms)
  }

  #heard(event: string, payload: unknown): void {
    const id = (payload as { call_id?: unknown } | null)?.call_id
    if (typeof id === 'string')
      if (event === 'call_request') this.#unseen.set(id, UNSEEN_TRIES)
      else this.#unseen.delete(id)
    this.soon(event === 'gone' ? Math.random() * GONE_JITTER_MS : 0)
  }

  /** Is there a call that should ring here, and this beat did not show it? */
  #missedSome(beat: Beat): boolean {
    const shown = [...beat.rings, ...beat.gone].map((row) => row.call_id)
    for (const [id, tries] of this.#unseen)
      if (tries === 0 || shown.includes(id) || beat.mine !== null || beat.status !== 'available')
        this.#unseen.delete(id)
      else this.#unseen.set(id, tries - 1)
    return this.#unseen.size > 0
  }

  get #everyMs(): number {
    return this.#joined.desk ? this.#timing.beat : this.#timing.beat_unsubscribed
  }

  #join(which: 'desk' | 'agent', joined: boolean): void {
    this.#joined[which] = joined
    this.#ports.tell({ say: 'heard', joined: this.#joined.desk })
    this.soon(joined ? 0 : this.#everyMs)
  }

  async #beat(): Promise<void> {
    if (this.#due === Number.NEGATIVE_INFINITY) return
    this.#due = Number.POSITIVE_INFINITY
    if (this.#beating) {
      this.#again = true
      return
    }
    this.#beating = true
    let next = this.#everyMs
    try {
      next = await this.#once()
    } finally {
      this.#beating = false
      this.soon(this.#again ? 0 : next)
      this.#again = false
    }
  }

  /** One beat; answers when the next one is due. */
  async #once(): Promise<number> {
    const sign = await this.#ports.signOfLife()
    if (sign === null || sign.token === null) return this.#everyMs
    const answer = await this.#ports.beat(sign.status, sign.ringing)
    if (answer.is === 'refused') this.#ports.tell({ say: 'refused', refused: answer.refusal.refused })
    if (answer.is !== 'ok') return Math.min(this.#everyMs, this.#timing.beat_unsubscribed)
    const { timing, rings } = answer.value
    this.#timing = timing
    this.#ports.tell({ say: 'beat', beat: answer.value, woken: sign.woken })
    // A ring that runs out is looked at when it does.
    const soonest = this.#missedSome(answer.value) ? UNSEEN_AGAIN_MS : this.#everyMs
    return Math.min(soonest, ...rings.map((ring) => ring.ring_ms_left + 50))
  }
}
