// Listens for silence: packets are counted, since a browser takes 5 s to say `disconnected` and 15 s to say `failed`.
import { arrivedOf } from './stats.ts'

const LOOK_MS = 500

type Stats = ReadonlyMap<string, Record<string, unknown>>

export class Watch {
  readonly #stats: () => Promise<Stats>
  readonly #told: (now: 'up' | 'silent') => void
  #timer: ReturnType<typeof setInterval> | undefined
  #packets = 0
  #heardAt: number | null = null
  /** A side without a microphone sends no sound, and says so again and again. */
  #signs = 0
  #aliveAt = 0
  #silent = false
  #stallMs = Number.POSITIVE_INFINITY

  constructor(stats: () => Promise<Stats>, told: (now: 'up' | 'silent') => void) {
    this.#stats = stats
    this.#told = told
  }

  begin(stallMs: number): void {
    if (this.#timer !== undefined) return
    this.#stallMs = stallMs
    this.#heardAt = this.#aliveAt = performance.now()
    this.#timer = setInterval(() => void this.#look(), LOOK_MS)
  }

  end(): void {
    clearInterval(this.#timer)
  }

  get heardMsAgo(): number | null {
    return this.#packets === 0 || this.#heardAt === null
      ? null
      : Math.round(performance.now() - this.#heardAt)
  }

  async #look(): Promise<void> {
    const { packets, words } = arrivedOf((await this.#stats()).values())
    const now = performance.now()
    if (packets > this.#packets) this.#heardAt = now
    this.#packets = packets
    if (packets + words > this.#signs) {
      this.#signs = packets + words
      this.#aliveAt = now
      if (this.#silent) this.#tell(false)
    } else if (!this.#silent && now - this.#aliveAt >= this.#stallMs) this.#tell(true)
  }

  #tell(silent: boolean): void {
    this.#silent = silent
    this.#told(silent ? 'silent' : 'up')
  }
}
