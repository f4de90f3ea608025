// What a desk shows besides its call: the calls so far, and who waits to be called back. The beat says how many wait; the rest is read then.
import type { Callbacks, History, PastCall } from '../call/desk.ts'

export interface Wanted {
  readonly search: string
  readonly reason: string
}

/** Null and false: nobody could be asked, and what is shown stays. */
export interface ListsPort {
  history(wanted: Wanted, before: string | null): Promise<History | null>
  callbacks(): Promise<Callbacks | null>
  resolve(id: string): Promise<boolean>
  block(callId: string, on: boolean): Promise<boolean | null>
}

/** The list is read again while somebody waits: whoever was at the page may have left it. */
const STALE_MS = 20_000

export class Lists {
  readonly #port: ListsPort
  readonly #changed: () => void
  #waiting = 0
  #readAt = Number.NEGATIVE_INFINITY
  /** Answers of an earlier search come too late. */
  #asked = 0
  wanted: Wanted = { search: '', reason: '' }
  history: History | null = null
  callbacks: Callbacks | null = null
  /** Callers of these calls, as blocked or not by this page. */
  readonly blocked = new Map<string, boolean>()
  failed = false

  constructor(port: ListsPort, changed: () => void) {
    this.#port = port
    this.#changed = changed
  }

  async refresh(): Promise<void> {
    await Promise.all([this.#read(null), this.#readCallbacks()])
    this.#changed()
  }

  async search(wanted: Wanted): Promise<void> {
    this.wanted = wanted
    await this.#read(null)
    this.#changed()
  }

  async older(): Promise<void> {
    await this.#read(this.history?.calls.at(-1)?.at ?? null)
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

  async block(callId: string, on: boolean): Promise<void> {
    const blocked = await this.#port.block(callId, on)
    if (blocked !== null) {
      this.blocked.set(callId, blocked)
      await this.#read(null)
    }
    this.#changed()
  }

  call(callId: string): PastCall | undefined {
    return this.history?.calls.find((call) => call.call_id === callId)
  }

  /** What this agent has written about a call already. */
  ownNote(callId: string): string {
    return this.call(callId)?.notes.find((note) => note.mine)?.note ?? ''
  }

  async #read(before: string | null): Promise<void> {
    this.#asked += 1
    const mine = this.#asked
    const read = await this.#port.history(this.wanted, before)
    if (mine !== this.#asked) return
    this.failed = read === null
    if (read === null) return
    const calls = before === null ? read.calls : [...(this.history?.calls ?? []), ...read.calls]
    this.history = { calls, more: read.more }
  }

  async #readCallbacks(): Promise<void> {
    this.#readAt = performance.now()
    this.callbacks = (await this.#port.callbacks()) ?? this.callbacks
  }
}
