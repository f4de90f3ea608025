// Whether calls may ring here, and why not: away, available, wrapping up a call, or not to be disturbed.
import type { MicrophoneFailure } from '../call/microphone.ts'
import type { Headset } from './headset.ts'
import type { PageStatus } from './words.ts'

const TAKES_CALLS = 'parley-takes-calls'
const WRAP_UP = 'parley:wrap-up'

export class Mode {
  readonly #headset: Headset
  readonly #tryRing: () => void
  readonly #changed: () => void
  #timer: ReturnType<typeof setTimeout> | undefined
  status: PageStatus = 'away'
  problem: MicrophoneFailure | null = null
  /** When the wrap-up is over, on this page's clock. */
  wrapsUpUntil: number | null = null
  /** This page took calls before it was reloaded; a browser lets it sound only after another press. */
  wasAvailable = sessionStorage.getItem(TAKES_CALLS) !== null

  /** @param tryRing heard once by whoever goes available */
  constructor(headset: Headset, tryRing: () => void, changed: () => void) {
    this.#headset = headset
    this.#tryRing = tryRing
    this.#changed = changed
  }

  /** Seconds of quiet after each call, as this agent likes it. */
  get wrapUpSeconds(): number {
    return Number(localStorage.getItem(WRAP_UP) ?? 0) || 0
  }
  set wrapUpSeconds(seconds: number) {
    localStorage.setItem(WRAP_UP, String(seconds))
    this.#changed()
  }

  /** Takes and tests the microphone, unlocks sound and plays the ring once: only then may anything ring here. */
  async goAvailable(): Promise<void> {
    const problem = await this.#headset.open()
    if (problem === 'late') return
    this.problem = problem
    if (this.problem === null) {
      this.#tryRing()
      this.wasAvailable = false
      sessionStorage.setItem(TAKES_CALLS, 'yes')
      this.#become('available')
    }
    this.#changed()
  }

  /** Another microphone was chosen. */
  async reopen(): Promise<void> {
    if (this.status !== 'available' && this.status !== 'wrap_up') return
    const problem = await this.#headset.open()
    if (problem === 'late') return
    if (problem !== null) this.stop('away', problem)
    this.#changed()
  }

  stop(status: 'away' | 'do_not_disturb', problem: MicrophoneFailure | null = null): void {
    this.problem = problem
    this.wasAvailable = false
    sessionStorage.removeItem(TAKES_CALLS)
    this.#headset.close()
    this.#become(status)
    this.#changed()
  }

  /** A call is over: time for what has to be written down. */
  callOver(now = performance.now()): void {
    if (this.status !== 'available' || this.wrapUpSeconds === 0) return
    this.#become('wrap_up')
    this.wrapsUpUntil = now + this.wrapUpSeconds * 1000
    this.#timer = setTimeout(() => this.look(), this.wrapUpSeconds * 1000 + 20)
    this.#changed()
  }

  /** Timers of a hidden page sleep: whoever is awake asks whether it is time. */
  look(now = performance.now()): void {
    if (this.wrapsUpUntil !== null && now >= this.wrapsUpUntil) this.ready()
  }

  ready(): void {
    if (this.status !== 'wrap_up') return
    this.#become('available')
    this.#changed()
  }

  #become(status: PageStatus): void {
    clearTimeout(this.#timer)
    this.wrapsUpUntil = null
    this.status = status
  }
}
