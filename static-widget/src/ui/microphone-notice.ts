// <parley-microphone-notice> says why the microphone is asked for, or what went wrong and what helps. Asks: call-retry-microphone, call-hang-up.
import { html, nothing } from 'lit'
import type { Microphone, MicrophoneFailure } from '../call/microphone.ts'
import { browserName } from './browser-name.ts'
import { Asking, base, define } from './element.ts'
import { words } from './texts/words.ts'

/** The way out, in the words of this browser's own menus where they differ. */
export const microphoneHelp = (failure: MicrophoneFailure): string =>
  failure === 'denied' ? words.call.microphoneBlocked[browserName()] : words.call.microphoneHelp[failure]

export class MicrophoneNotice extends Asking {
  static override properties = { microphone: {}, sent: {} }
  static override styles = [base]
  declare microphone: Microphone
  declare sent: '' | 'sent' | 'failed'

  constructor() {
    super()
    this.microphone = 'asked'
    this.sent = ''
  }

  override render() {
    const failure = this.microphone
    const t = words.call
    const cancel = html`<button id="cancel" @click=${() => this.ask('call-hang-up')}>${t.cancel}</button>`
    if (failure === 'asked' || failure === 'unasked' || failure === 'open')
      return html`<div class="stack"><p id="why">${words.visitor.whyMicrophone}</p><div class="row">${cancel}</div></div>`
    return html`<div class="stack">
      <div role="alert" class="stack">
        <p class="alert" id="problem">${t.microphones[failure]}</p>
        <p id="help">${microphoneHelp(failure)}</p>
      </div>
      ${failure === 'policy' ? this.#message() : nothing}
      <div class="row">${this.#wayOut(failure)}${cancel}</div>
    </div>`
  }

  #message() {
    void import('./callback-form.ts')
    return html`<parley-callback-form .sent=${this.sent}></parley-callback-form>`
  }

  #wayOut(failure: MicrophoneFailure) {
    const t = words.call
    if (failure === 'insecure')
      return html`<a class="button primary" id="secure" href=${location.href.replace(/^http:/, 'https:')}>${t.openSecurePage}</a>`
    if (failure === 'policy') return nothing
    return html`<button id="retry" class="primary" @click=${() => this.ask('call-retry-microphone')}>${t.tryAgain}</button>`
  }
}
define('parley-microphone-notice', MicrophoneNotice)
