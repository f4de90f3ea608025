// <parley-block-button call name blocked compact> asks before it blocks. Ask: caller-block {callId, on}.
import { css, html } from 'lit'
import { Asking, base, define } from './element.ts'
import { plain } from './texts/plain.ts'
import { rich } from './texts/rich.ts'
import { words } from './texts/words.ts'

export class BlockButton extends Asking {
  static override properties = {
    call: {},
    name: {},
    blocked: { type: Boolean },
    compact: { type: Boolean },
    sure: { state: true },
  }
  declare call: string
  declare name: string
  declare blocked: boolean
  /** One word is enough where a row says whom. */
  declare compact: boolean
  declare sure: boolean

  static override styles = [
    base,
    css`
      :host { display: inline-block; max-width: 100%; }
      button { font-size: 14px; min-height: 36px; padding: 6px 12px; font-weight: 500; }
      .sure { display: grid; gap: 8px; white-space: normal; text-align: start; min-width: 200px; }
    `,
  ]

  constructor() {
    super()
    this.call = ''
    this.name = ''
    this.blocked = false
    this.compact = false
    this.sure = false
  }

  override render() {
    const t = words.desk.block
    const name = plain(this.name)
    const label = this.compact ? t.yes : t.ask
    if (this.blocked)
      return html`<button id="undo" aria-label=${named(t.undo, name)} @click=${() => this.#ask(false)}>${t.undo}</button>`
    if (!this.sure)
      return html`<button id="block" aria-label=${named(label, name)} @click=${() => this.#confirm(true)}>${label}</button>`
    return html`<div class="sure" role="group" aria-label=${t.ask} @keydown=${(e: KeyboardEvent) => e.key === 'Escape' && this.#confirm(false)}>
      <p role="status">${name ? rich(t.sure, { name }) : t.sureVisitor}</p>
      <div class="row"><button id="yes" class="danger" @click=${() => this.#ask(true)}>${t.yes}</button>
        <button id="no" @click=${() => this.#confirm(false)}>${t.no}</button></div>
    </div>`
  }

  async #confirm(sure: boolean): Promise<void> {
    this.sure = sure
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>(sure ? '#no' : '#block')?.focus()
  }

  #ask(on: boolean): void {
    this.sure = false
    this.ask('caller-block', { callId: this.call, on })
  }
}
define('parley-block-button', BlockButton)

/** Begins with what stands on the button: so it is called by those who speak to their computer. */
const named = (label: string, name: string): string => (name ? `${label}: ${name}` : label)
