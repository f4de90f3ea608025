// What tells an agent of a ring while this page is not in front: the title, and the system's notification with its own buttons.

import { plain } from '../ui/texts/plain.ts'
import { count, fill, words } from '../ui/texts/words.ts'
import type { Ringing } from './rings.ts'

const FLASH_MS = 1000

export interface Answers {
  answer(callId: string): void
  decline(callId: string): void
}

export const caller = (ring: Ringing): string =>
  ring.visitor?.name
    ? fill(words.desk.incomingFrom, { name: plain(ring.visitor.name) })
    : words.desk.incomingFromVisitor

export class Attention {
  readonly #worker: Promise<ServiceWorkerRegistration | null>
  readonly #listening = new AbortController()
  #flashing: ReturnType<typeof setInterval> | undefined
  #title: string | null = null
  #shown = ''

  /** @param script the desk's service worker, of this page's own origin; null where there is none */
  constructor(script: string | null, answers: Answers) {
    this.#worker = register(script)
    navigator.serviceWorker?.addEventListener(
      'message',
      ({ data }) => {
        if (data?.say === 'answer') answers.answer(String(data.callId))
        if (data?.say === 'decline') answers.decline(String(data.callId))
      },
      { signal: this.#listening.signal },
    )
  }

  /** @param notify whether this page is the one that calls for attention */
  show(rings: readonly Ringing[], notify: boolean): void {
    this.#flash(rings)
    const asks = notify && !isInFront() ? rings : []
    const now = asks.map((ring) => ring.call_id).join()
    if (now === this.#shown) return
    this.#shown = now
    void this.#notify(asks)
  }

  close(): void {
    this.show([], false)
    this.#listening.abort()
  }

  #flash(rings: readonly Ringing[]): void {
    const [first] = rings
    if (!first) {
      clearInterval(this.#flashing)
      if (this.#title !== null) document.title = this.#title
      this.#title = null
      return
    }
    const more = rings.length > 1 ? ` · ${count(words.desk.moreRings, rings.length - 1)}` : ''
    const text = `☎ ${caller(first)}${more}`
    if (this.#title !== null && document.title !== this.#title) document.title = text
    if (this.#title !== null) return
    const title = document.title
    this.#title = title
    document.title = text
    this.#flashing = setInterval(() => {
      document.title = document.title === title ? text : title
    }, FLASH_MS)
  }

  async #notify(rings: readonly Ringing[]): Promise<void> {
    const worker = (await this.#worker)?.active
    if (!worker || Notification.permission !== 'granted') return
    const { accept, decline } = words.desk
    worker.postMessage({
      say: 'rings',
      rings: rings.map((ring) => ({
        callId: ring.call_id,
        title: caller(ring),
        body: plain(ring.page?.title || ring.page?.url || ''),
      })),
      words: { accept, decline },
    })
  }
}

const isInFront = (): boolean => !document.hidden && document.hasFocus()

const register = async (script: string | null): Promise<ServiceWorkerRegistration | null> => {
  if (script === null || navigator.serviceWorker === undefined || typeof Notification === 'undefined')
    return null
  try {
    await navigator.serviceWorker.register(script)
    return await navigator.serviceWorker.ready
  } catch {
    return null
  }
}
