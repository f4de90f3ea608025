// <parley-microphone-notice> says why the microphone is asked for, or what went wrong. Asks: call-retry-microphone, call-hang-up.
import { html } from 'lit'
import type { Microphone } from '../call/state.ts'
import { Asking, base, define } from './element.ts'
import { words } from './texts/words.ts'

export class MicrophoneNotice extends Asking {
  static override properties = { microphone: {} }
  static override styles = [base]
  declare microphone: Microphone

  constructor() {
    super()
    this.microphone = 'asked'
  }

  override render() {
    const failure = this.microphone
    const cancel = html`<button id="cancel" @click=${() => this.ask('call-hang-up')}>${words.call.cancel}</button>`
    if (failure === 'asked' || failure === 'unasked' || failure === 'open')
      return html`<div class="stack"><p id="why">${words.visitor.whyMicrophone}</p><div class="row">${cancel}</div></div>`
    return html`<div class="stack">
      <p class="alert" role="alert" id="problem">${words.call.microphones[failure]}</p>
      <div class="row">
        <button id="retry" class="primary" @click=${() => this.ask('call-retry-microphone')}>${words.call.tryAgain}</button>
        ${cancel}
      </div>
    </div>`
  }
}
define('parley-microphone-notice', MicrophoneNotice)
