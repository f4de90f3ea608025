// Listens on a visitor's chat session. One join serves call after call: it is kept a moment longer, so that calling again at once
// needs no new one.
import type { Visitor } from './api/visitor.ts'
import type { Opened } from './ports.ts'
import type { Ear, Signalling } from './signal/signalling.ts'

const QUIET_AFTER_END_MS = 5000

export class ChatEar {
  readonly #visitor: Visitor
  readonly #signalling: Signalling
  readonly #host: HTMLElement
  #ear: Ear | null = null
  #stop: (() => void) | null = null
  #closing: ReturnType<typeof setTimeout> | undefined

  constructor(visitor: Visitor, signalling: Signalling, host: HTMLElement) {
    this.#visitor = visitor
    this.#signalling = signalling
    this.#host = host
  }

  readonly open = async (heard: Ear['heard'], joined: Ear['joined']): Promise<Opened | null> => {
    clearTimeout(this.#closing)
    const session = await this.#visitor.session()
    if (session === null) return null
    const { id } = session.session
    this.#host.dataset['sessionId'] = id
    this.#ear = { heard, joined }
    this.#stop ??= this.#signalling.listen(`chat_session_${id}:call`, {
      heard: (event, payload) => this.#ear?.heard(event, payload),
      joined: () => this.#ear?.joined(),
    })
    return { sessionId: id, close: () => this.#closeSoon() }
  }

  #closeSoon(): void {
    this.#ear = null
    clearTimeout(this.#closing)
    this.#closing = setTimeout(() => {
      this.#stop?.()
      this.#stop = null
    }, QUIET_AFTER_END_MS)
  }
}
