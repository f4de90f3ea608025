// What a desk shows besides its call: the calls so far, and who waits to be called back. The beat says how many wait; the rest is read then.
import type { Callbacks, History } from '../call/messages.ts'

/** Null and false: nobody could be asked, and what is shown stays. */
export interface ListsPort {
  history(): Promise<History | null>
  callbacks(): Promise<Callbacks | null>
  resolve(id: string): Promise<boolean>
}

/** The list is read again while somebody waits: whoever was at the page may have left it. */
const STALE_MS = 20_000

export class Lists {
  readonly #port: ListsPort
  readonly #changed: () => void
  #waiting = 0
  #readAt = Number.NEGATIVE_INFINITY
  history: History | null = null
  callbacks: Callbacks | null = null

  constructor(port: ListsPort, changed: () => void) {
    this.#port = port
    this.#changed = changed
  }

  async refresh(): Promise<void> {
    const [history] = await Promise.all([this.#port.history(), this.#readCallbacks()])
    this.history = history ?? this.history
    this.#changed()
  }

  /** As the beat has it. */
  async waitingIs(count: number): Promise<void> {
    const isOld = count > 0 && performance.now() - this.#readAt > STALE_MS
    if (count === this.#waiting && !isOld) return
    this.#waiting = count
    await this.#readCallbacks()
    this.#changed()
  }

  async resolve(id: string): Promise<void> {
    if (await this.#port.resolve(id)) await this.#readCallbacks()
    this.#changed()
  }

  async #readCallbacks(): Promise<void> {
    this.#readAt = performance.now()
    this.callbacks = (await this.#port.callbacks()) ?? this.callbacks
  }
}
