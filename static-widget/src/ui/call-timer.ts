// <parley-call-timer> counts from `since` (this page's clock).
import { html } from 'lit'
import { Asking, base, define } from './element.ts'
import { words } from './texts/words.ts'

export class CallTimer extends Asking {
  static override properties = { since: { attribute: false } }
  static override styles = [base]
  declare since: number | null
  #timer: ReturnType<typeof setInterval> | undefined

  constructor() {
    super()
    this.since = null
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#timer = setInterval(() => this.requestUpdate(), 500)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearInterval(this.#timer)
  }

  override render() {
    const seconds = this.since === null ? 0 : Math.floor((performance.now() - this.since) / 1000)
    const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
    return html`<span role="timer" aria-label=${words.call.talkTime} part="time">${clock}</span>`
  }
}
define('parley-call-timer', CallTimer)
