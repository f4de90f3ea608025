// What the agent writes about a call: kept while he writes, and never lost to a network that is away.
export type Keeping = 'kept' | 'writing' | 'keeping' | 'failed'

const PAUSE_MS = 700
const AGAIN_MS = 3000

export class Notes {
  readonly #keep: (callId: string, text: string) => Promise<boolean>
  readonly #changed: () => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #callId: string | null = null
  #touched = false
  text = ''
  state: Keeping = 'kept'

  constructor(keep: (callId: string, text: string) => Promise<boolean>, changed: () => void) {
    this.#keep = keep
    this.#changed = changed
  }

  /** Another call: its note begins with what is on record, whenever that comes to be known. */
  about(callId: string, onRecord = ''): void {
    if (callId === this.#callId) {
      if (!this.#touched && onRecord !== '') this.text = onRecord
      return
    }
    void this.flush()
    this.#callId = callId
    this.#touched = false
    this.text = onRecord
    this.state = 'kept'
  }

  write(text: string): void {
    this.#touched = true
    this.text = text
    this.state = 'writing'
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), PAUSE_MS)
    this.#changed()
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    const [callId, text] = [this.#callId, this.text]
    if (callId === null || this.state === 'kept' || this.state === 'keeping') return
    this.state = 'keeping'
    this.#changed()
    const kept = await this.#keep(callId, text)
    if (callId !== this.#callId) return
    if (text !== this.text) return this.write(this.text)
    this.state = kept ? 'kept' : 'failed'
    if (!kept) this.#timer = setTimeout(() => void this.flush(), AGAIN_MS)
    this.#changed()
  }
}
