// <parley-incoming-call-dialog .rings> asks: call-accept {callId} (Enter), call-decline {callId} (Escape).
import { css, html, nothing } from 'lit'
import type { Ring } from '../call/messages.ts'
import { Asking, base, define } from './element.ts'
import { fill, words } from './texts/words.ts'

export class IncomingCallDialog extends Asking {
  static override properties = { rings: { attribute: false } }
  declare rings: readonly Ring[]
  #focusedBefore: HTMLElement | null = null
  #shown = false

  static override styles = [
    base,
    css`
      .back { position: fixed; inset: 0; z-index: 2147483000; display: grid; place-items: center; padding: 16px;
        background: rgb(8 12 22 / 0.45); }
      .dialog { width: min(440px, 100%); padding: 24px; border-radius: 18px; background: var(--surface);
        box-shadow: 0 20px 60px rgb(0 0 0 / 0.4); display: grid; gap: 16px; }
      ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 16px; }
      li { display: grid; gap: 10px; }
      li + li { border-top: 1px solid var(--soft); padding-top: 14px; }
      button { flex: 1; }
      .page { overflow-wrap: anywhere; }
    `,
  ]

  constructor() {
    super()
    this.rings = []
    this.addEventListener('keydown', (e) => this.#key(e))
  }

  override render() {
    const t = words.desk
    if (this.rings.length === 0) return nothing
    return html`<div class="back"><div class="dialog" role="alertdialog" aria-modal="true" aria-label=${t.incoming}
        aria-describedby="who-0">
      <p class="quiet">${t.incoming}</p>
      <ul>${this.rings.map(
        (ring, i) => html`<li data-call-id=${ring.call_id}>
          <div id="who-${i}">
            <h2>${ring.visitor?.name ? fill(t.incomingFrom, { name: ring.visitor.name }) : t.incomingFromVisitor}</h2>
            ${ring.page ? html`<p class="quiet page">${fill(t.fromPage, { page: ring.page.title || ring.page.url || '' })}</p>` : nothing}
            ${ring.page?.title && ring.page.url ? html`<p class="quiet page">${ring.page.url}</p>` : nothing}
          </div>
          <div class="row">
            <button class="primary accept" @click=${() => this.ask('call-accept', { callId: ring.call_id })}>${t.accept}</button>
            <button class="decline" @click=${() => this.ask('call-decline', { callId: ring.call_id })}>${t.decline}</button>
          </div>
        </li>`,
      )}</ul>
    </div></div>`
  }

  /** Focus goes to Accept when it starts to ring and back to where it was afterwards. */
  override updated(): void {
    const shows = this.rings.length > 0
    if (shows === this.#shown) return
    this.#shown = shows
    if (shows) {
      this.#focusedBefore = document.activeElement as HTMLElement | null
      this.renderRoot.querySelector<HTMLElement>('button.accept')?.focus()
    } else this.#focusedBefore?.focus?.()
  }

  #key(event: KeyboardEvent): void {
    const [first] = this.rings
    if (event.key !== 'Escape' || !first) return
    event.preventDefault()
    const near = event.composedPath().find((x) => x instanceof HTMLElement && x.dataset['callId'])
    const callId = near instanceof HTMLElement ? near.dataset['callId'] : first.call_id
    this.ask('call-decline', { callId })
  }
}
define('parley-incoming-call-dialog', IncomingCallDialog)
