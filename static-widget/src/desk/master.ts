// Of an agent's open pages in one browser one rings: whoever holds the lock. When it goes, the next one has it.
export class Master {
  readonly #name: string
  readonly #changed: () => void
  #wants: AbortController | null = null
  #release: (() => void) | null = null
  isMaster = false

  constructor(name: string, changed: () => void) {
    this.#name = name
    this.#changed = changed
  }

  /** Whether this page could ring at all. */
  want(on: boolean): void {
    if (on === (this.#wants !== null)) return
    if (!on) {
      this.#giveUp()
      return
    }
    const wants = new AbortController()
    this.#wants = wants
    // Without the means to ask, each page rings for itself.
    if (navigator.locks == null) this.isMaster = true
    else
      navigator.locks
        .request(this.#name, { signal: wants.signal }, () => this.#hold(wants))
        .catch(() => undefined)
  }

  #hold(wants: AbortController): Promise<void> | undefined {
    if (wants.signal.aborted) return undefined
    const held = new Promise<void>((release) => {
      this.#release = release
    })
    this.isMaster = true
    this.#changed()
    return held
  }

  #giveUp(): void {
    this.#wants?.abort()
    this.#wants = null
    this.#release?.()
    this.#release = null
    this.isMaster = false
  }
}
