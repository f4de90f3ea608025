// <parley-ringing-view devices callback> shows an honest ring. Asks: call-hang-up, callback-request (from the form).
import { css, html, nothing } from 'lit'
import { Asking, base, define } from './element.ts'
import { count, words } from './texts/words.ts'

/** How many devices say that they ring, and no more than that. */
export const ringingOn = (devices: number): string =>
  devices === 0 ? words.visitor.calling : count(words.visitor.devices, devices)

export class RingingView extends Asking {
  static override properties = {
    devices: { type: Number },
    callback: { type: Boolean },
    busy: { type: Boolean },
    sent: {},
  }
  declare devices: number
  declare callback: boolean
  declare busy: boolean
  declare sent: '' | 'sent' | 'failed'

  static override styles = [
    base,
    css`
      .dot { width: 12px; height: 12px; border-radius: 50%; background: var(--good); animation: beat 1.2s ease-in-out infinite; }
      @keyframes beat { 50% { transform: scale(1.5); opacity: 0.5; } }
    `,
  ]

  constructor() {
    super()
    this.devices = 0
    this.callback = false
    this.busy = false
    this.sent = ''
  }

  override render() {
    if (this.callback) void import('./callback-form.ts')
    return html`<div class="stack">
      <div class="row"><span class="dot"></span><h2 id="devices">${ringingOn(this.devices)}</h2></div>
      ${
        this.callback
          ? html`${this.sent === 'sent' ? nothing : html`<p id="callback">${words.visitor.callback.offer}</p>`}<parley-callback-form .sent=${this.sent}></parley-callback-form>`
          : nothing
      }
      <button id="cancel" class="danger" ?disabled=${this.busy} @click=${() => this.ask('call-hang-up')}>${words.call.cancel}</button>
    </div>`
  }
}
define('parley-ringing-view', RingingView)
