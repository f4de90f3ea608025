// <parley-safety-code .fingerprints> shows, when asked, four pictures and their numbers, the same on both sides if nobody stands in between.
import { css, html, nothing } from 'lit'
import { Asking, base, define } from './element.ts'
import { words } from './texts/words.ts'

export class SafetyCode extends Asking {
  static override properties = {
    fingerprints: { attribute: false },
    compute: { attribute: false },
    open: { type: Boolean, reflect: true },
    code: { state: true },
  }
  static override styles = [
    base,
    css`
      #safety { width: 100%; }
      #code { display: flex; justify-content: center; gap: 16px; direction: ltr; }
      #code span { display: grid; justify-items: center; font-size: 32px; line-height: 1.2; }
      small { font-size: 14px; color: var(--quiet); font-variant-numeric: tabular-nums; }
    `,
  ]
  declare fingerprints: readonly string[]
  declare compute: (fingerprints: readonly string[]) => Promise<string>
  declare open: boolean
  declare code: string

  constructor() {
    super()
    this.fingerprints = []
    this.compute = async () => ''
    this.open = false
    this.code = ''
  }

  override willUpdate(changed: Map<string, unknown>): void {
    const before = changed.get('fingerprints') as readonly string[] | undefined
    // Another connection has other keys, so another code.
    if (before && before.join() !== this.fingerprints.join()) void this.#show()
  }

  override render() {
    const t = words.call.safety
    return html`<div class="stack">
      <button id="safety" class="small" aria-expanded=${this.open} @click=${this.#toggle}>${this.open ? t.hide : t.show}</button>
      ${
        this.open
          ? html`<p id="code" role="status">${this.code ? this.#pairs() : t.waiting}</p><p class="quiet">${t.why}</p>`
          : nothing
      }
    </div>`
  }

  #pairs() {
    const parts = this.code.split(' ')
    return [0, 2, 4, 6].map((i) => html`<span>${parts[i]} <small>${parts[i + 1]}</small></span> `)
  }

  #toggle(): void {
    this.open = !this.open
    if (this.open) void this.#show()
  }

  async #show(): Promise<void> {
    this.code = ''
    if (this.fingerprints.length === 2) this.code = await this.compute(this.fingerprints)
  }
}
define('parley-safety-code', SafetyCode)
