// Candidates go out as at most two signals: what is there after a moment, then the rest. A slow server must not hold up the
// rest for ever, so what comes after it goes out as it comes.
const FIRST_MS = 300
const REST_MS = 3000

export class Candidates {
  readonly #say: (candidates: RTCIceCandidateInit[]) => void
  #waiting: RTCIceCandidateInit[] = []
  #timers: ReturnType<typeof setTimeout>[] = []
  #said = 0
  #restSaid = false
  #over = false

  constructor(say: (candidates: RTCIceCandidateInit[]) => void) {
    this.#say = say
  }

  /** The browser gathers, or gathers again. */
  reopen(): void {
    this.#said = 0
    this.#restSaid = false
  }

  begin(firstMs = FIRST_MS): void {
    this.#stop()
    this.#timers = [
      setTimeout(() => this.flush(), firstMs),
      setTimeout(() => {
        this.#restSaid = true
        this.flush()
      }, REST_MS),
    ]
  }

  add(candidate: RTCIceCandidateInit): void {
    this.#waiting.push(candidate)
    if (this.#restSaid) this.flush()
  }

  /**
   * Gathering is over: an empty list says so, unless the one and only signal says it all. Chrome may mean a round that a restart has
   * replaced a moment ago, and go on without saying so: what is found after this goes out as it comes.
   */
  complete(): void {
    if (this.#said > 0 && this.#waiting.length === 0 && !this.#over) this.#say([])
    this.flush()
    this.#restSaid = true
  }

  close(): void {
    this.#over = true
    this.#stop()
  }

  /** What is there goes out now. */
  flush(): void {
    if (this.#over || this.#waiting.length === 0) return
    this.#said += 1
    this.#say(this.#waiting.splice(0))
  }

  #stop(): void {
    this.#timers.forEach(clearTimeout)
  }
}
