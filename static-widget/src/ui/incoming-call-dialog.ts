// <parley-incoming-call-dialog .rings> asks: call-accept {callId} (Enter), call-decline {callId} (Escape).
import { css, html, nothing } from 'lit'
import type { Ring } from '../call/messages.ts'
import { Asking, base, define } from './element.ts'
import { isolated, rich } from './texts/rich.ts'
import { words } from './texts/words.ts'

/** A key that was meant for the field under the dialog must not answer a call. */
const NOT_MEANT_MS = 400

export class IncomingCallDialog extends Asking {
  static override properties = { rings: { attribute: false } }
  declare rings: readonly Ring[]
  #focusedBefore: HTMLElement | null = null
  #shownAt: number | null = null

  static override styles = [
    base,
    css`
      dialog { width: min(440px, calc(100vw - 24px)); max-height: calc(100dvh - 24px); overflow: auto; padding: 24px; border: 0;
        border-radius: 18px; background: var(--surface); color: inherit; box-shadow: 0 20px 60px rgb(0 0 0 / 0.4); }
      dialog::backdrop { background: rgb(8 12 22 / 0.45); }
      ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 16px; }
      li { display: grid; gap: 10px; }
      li + li { border-top: 1px solid var(--soft); padding-top: 14px; }
      button { flex: 1; }
      .page { overflow-wrap: anywhere; }
      .stack { gap: 16px; }
      @media (forced-colors: active) { dialog { border: 2px solid CanvasText; } }
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
    return html`<dialog role="alertdialog" aria-modal="true" aria-label=${t.incoming} aria-describedby="who-0"
      @cancel=${(e: Event) => e.preventDefault()}>
      <div class="stack">
        <p class="quiet">${t.incoming}</p>
        <ul>${this.rings.map((ring, i) => this.#ring(ring, i))}</ul>
      </div>
    </dialog>`
  }

  #ring(ring: Ring, i: number) {
    const t = words.desk
    const { page } = ring
    return html`<li data-call-id=${ring.call_id}>
      <div id="who-${i}">
        <h2>${ring.visitor?.name ? rich(t.incomingFrom, { name: ring.visitor.name }) : t.incomingFromVisitor}</h2>
        ${page?.title || page?.url ? html`<p class="quiet page">${rich(t.fromPage, { page: page.title || page.url || '' })}</p>` : nothing}
        ${page?.title && page.url ? html`<p class="quiet page">${isolated(page.url)}</p>` : nothing}
      </div>
      <div class="row">
        <button class="primary accept" aria-describedby="who-${i}" @click=${(e: MouseEvent) => this.#accept(e, ring)}>${t.accept}</button>
        <button class="decline" aria-describedby="who-${i}" @click=${() => this.ask('call-decline', { callId: ring.call_id })}>${t.decline}</button>
      </div>
    </li>`
  }

  /** Focus goes to Accept when it starts to ring and back to where it was afterwards. */
  override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog')
    if (dialog && this.#shownAt === null) {
      this.#focusedBefore = deepFocus()
      this.#shownAt = performance.now()
    }
    if (dialog && !dialog.open) {
      dialog.showModal()
      this.renderRoot.querySelector<HTMLElement>('button.accept')?.focus()
    }
    if (!dialog && this.#shownAt !== null) {
      this.#shownAt = null
      this.#focusedBefore?.focus?.()
    }
    // Whatever rang first has gone: the next one is at hand.
    if (dialog && this.shadowRoot?.activeElement == null)
      this.renderRoot.querySelector<HTMLElement>('button.accept')?.focus()
  }

  #accept(event: MouseEvent, ring: Ring): void {
    const byKey = event.detail === 0 && event.isTrusted
    if (byKey && performance.now() - (this.#shownAt ?? 0) < NOT_MEANT_MS) return
    this.ask('call-accept', { callId: ring.call_id })
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

/** What has the focus, through all shadows. */
const deepFocus = (): HTMLElement | null => {
  let focused = document.activeElement
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  return focused as HTMLElement | null
}
