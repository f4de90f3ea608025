// <parley-end-card> says how it ended. Asks: call-again, call-continue, call-close, callback-request and call-rate (from the forms).
import { html, nothing } from 'lit'
import type { Ending } from '../call/state.ts'
import { Asking, base, define } from './element.ts'
import { endingTitle, endingWords } from './texts/endings.ts'
import { words } from './texts/words.ts'

/** Endings after which a callback helps. */
const WANTS_CALLBACK = [
  'nobody_available',
  'outside_hours',
  'tenant_busy',
  'declined',
  'unanswered',
  'failed',
]

/** Refusals that no second try will change. */
const HOPELESS = ['voice_not_enabled', 'video_not_enabled', 'origin_not_allowed', 'blocked']

export class EndCard extends Asking {
  static override properties = { ending: { attribute: false }, sent: {}, rated: {} }
  static override styles = [base]
  declare ending: Ending | null
  declare sent: '' | 'sent' | 'failed'
  declare rated: '' | 'sent' | 'failed'

  constructor() {
    super()
    this.ending = null
    this.sent = ''
    this.rated = ''
  }

  override render() {
    if (!this.ending) return nothing
    const word = reasonWord(this.ending)
    const callback = WANTS_CALLBACK.includes(word)
    if (callback) void import('./callback-form.ts')
    if (talked(this.ending)) void import('./call-rating.ts')
    const elsewhere = word === 'already_in_call' || word === 'elsewhere'
    return html`<div class="stack">
      <h2 id="ended">${endingTitle(this.ending)}</h2>
      <p id="reason">${endingWords(words.visitor, 'visitor', this.ending)}</p>
      ${talked(this.ending) ? html`<parley-call-rating .sent=${this.rated}></parley-call-rating>` : nothing}
      ${callback ? html`<parley-callback-form .sent=${this.sent}></parley-callback-form>` : nothing}
      <div class="row">
        ${elsewhere ? this.#button('continue', words.call.continueHere, true) : nothing}
        ${elsewhere || HOPELESS.includes(word) ? nothing : this.#button('again', words.visitor.callAgain, !callback)}
        <button id="close" @click=${() => this.ask('call-close')}>${words.call.close}</button>
      </div>
    </div>`
  }

  #button(id: 'again' | 'continue', words: string, primary: boolean) {
    return html`<button id=${id} class=${primary ? 'primary' : ''} @click=${() => this.ask(`call-${id}`)}>${words}</button>`
  }
}

const talked = (ending: Ending): boolean => ending.why === 'ended' && ending.end.talk_seconds > 0

/** The one word for an ending: its reason, or the refusal's name. */
export const reasonWord = (ending: Ending): string => {
  if (ending.why === 'ended') return ending.end.reason
  if (ending.why === 'refused') return ending.refusal.refused
  return ending.why === 'microphone' ? ending.failure : ending.why
}
define('parley-end-card', EndCard)
