// <parley-in-call-bar> is the running call for either side. Asks: call-mute {on}, call-hang-up, call-hear, call-retry-microphone.
import { css, html, nothing } from 'lit'
import type { CallState } from '../call/state.ts'
import type { Status } from '../call/status.ts'
import './call-timer.ts'
import { Asking, base, define } from './element.ts'
import './level-meter.ts'
import { words } from './texts/words.ts'

export class InCallBar extends Asking {
  static override properties = {
    who: {},
    status: {},
    call: { attribute: false },
    since: { attribute: false },
    localLevel: { attribute: false },
    remoteLevel: { attribute: false },
  }
  declare who: string
  declare status: Status
  declare call: CallState | null
  declare since: number | null
  declare localLevel: () => number
  declare remoteLevel: () => number

  static override styles = [
    base,
    css`
      :host { display: grid; gap: 14px; }
      .meters { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
      .actions button { flex: 1; }
    `,
  ]

  constructor() {
    super()
    this.who = ''
    this.status = 'connecting'
    this.call = null
    this.since = null
    this.localLevel = () => 0
    this.remoteLevel = () => 0
  }

  override render() {
    const muted = this.call?.muted === true
    return html`
      <div class="row">
        <div class="grow"><h2 part="who">${this.who}</h2><p class="quiet" part="status">${words.call.statuses[this.status]}</p></div>
        <parley-call-timer .since=${this.since}></parley-call-timer>
      </div>
      <div class="meters">
        <parley-level-meter id="local-level" label=${words.call.you} .level=${this.localLevel}></parley-level-meter>
        <parley-level-meter id="remote-level" label=${words.call.other} .level=${this.remoteLevel}></parley-level-meter>
      </div>
      ${this.#microphone()}
      ${
        this.call?.soundBlocked
          ? html`<button class="primary" id="hear" @click=${() => this.ask('call-hear')}>${words.call.tapToHear}</button>`
          : nothing
      }
      <div class="row actions">
        <button id="mute" aria-pressed=${muted} @click=${() => this.ask('call-mute', { on: !muted })}>${words.call.mute}${muted ? html`<span aria-hidden="true">· ${words.call.muted}</span>` : nothing}</button>
        <button id="hang-up" class="danger" ?disabled=${this.status === 'ending'}
          @click=${() => this.ask('call-hang-up')}>${words.call.hangUp}</button>
      </div>`
  }

  #microphone() {
    const microphone = this.call?.microphone
    if (!microphone || microphone === 'open' || microphone === 'asked' || microphone === 'unasked')
      return nothing
    return html`
      <p class="alert" role="alert">${words.call.microphones[microphone]}</p>
      <button id="retry-microphone" @click=${() => this.ask('call-retry-microphone')}>${words.call.microphoneOn}</button>`
  }
}
define('parley-in-call-bar', InCallBar)
