// <parley-end-card> says how it ended. Asks: call-again, call-continue, call-close, callback-request (from the form).
import { html, nothing } from 'lit'
import type { Ending } from '../call/state.ts'
import './callback-form.ts'
import { Asking, base, define } from './element.ts'
import { en } from './texts/en.ts'

/** Endings after which a callback helps. */
const WANTS_CALLBACK = [
  'nobody_available',
  'outside_hours',
  'tenant_busy',
  'declined',
  'unanswered',
  'failed',
]

export class EndCard extends Asking {
  static override properties = { ending: { attribute: false }, sent: {} }
  static override styles = [base]
  declare ending: Ending | null
  declare sent: '' | 'sent' | 'failed'

  constructor() {
    super()
    this.ending = null
    this.sent = ''
  }

  override render() {
    if (!this.ending) return nothing
    const word = reasonWord(this.ending)
    const elsewhere = word === 'already_in_call' || word === 'elsewhere'
    return html`<div class="stack">
      <h2 id="ended">${en.statuses.ended}</h2>
      <p id="reason">${en.visitorEnding(this.ending)}</p>
      ${WANTS_CALLBACK.includes(word) ? html`<parley-callback-form .sent=${this.sent}></parley-callback-form>` : nothing}
      <div class="row">
        ${
          elsewhere
            ? html`<button id="continue" class="primary" @click=${() => this.ask('call-continue')}>${en.continueHere}</button>`
            : html`<button id="again" class="primary" @click=${() => this.ask('call-again')}>${en.callAgain}</button>`
        }
        <button id="close" @click=${() => this.ask('call-close')}>${en.close}</button>
      </div>
    </div>`
  }
}

/** The one word for an ending: its reason, or the refusal's name. */
export const reasonWord = (ending: Ending): string => {
  if (ending.why === 'ended') return ending.end.reason
  if (ending.why === 'refused') return ending.refusal.refused
  return ending.why === 'microphone' ? ending.failure : ending.why
}
define('parley-end-card', EndCard)
