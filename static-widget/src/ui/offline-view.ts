// <parley-offline-view opens-at> stands where a call would be when nobody can take one, or this browser can make none. Ask: call-close.
import { html, nothing } from 'lit'
import './callback-form.ts'
import { Asking, base, define } from './element.ts'
import { day, fill, words } from './texts/words.ts'

export class OfflineView extends Asking {
  static override properties = {
    opensAt: { attribute: 'opens-at' },
    cannot: { type: Boolean },
    sent: {},
  }
  static override styles = [base]
  declare opensAt: string
  /** The browser lacks what a call needs. */
  declare cannot: boolean
  declare sent: '' | 'sent' | 'failed'

  constructor() {
    super()
    this.opensAt = ''
    this.cannot = false
    this.sent = ''
  }

  override render() {
    const { offline, cannotCall } = words.visitor
    const title = this.cannot ? cannotCall.title : this.opensAt ? offline.closed : offline.title
    return html`<div class="stack">
      <h2 id="offline">${title}</h2>
      ${!this.cannot && this.opensAt ? html`<p>${fill(offline.opens, { day: day(this.opensAt) })}</p>` : nothing}
      ${this.sent === 'sent' ? nothing : html`<p>${this.cannot ? cannotCall.words : offline.invite}</p>`}
      <parley-callback-form .sent=${this.sent}></parley-callback-form>
      <button id="close" @click=${() => this.ask('call-close')}>${words.call.close}</button>
    </div>`
  }
}
define('parley-offline-view', OfflineView)
