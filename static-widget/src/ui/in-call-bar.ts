// <parley-in-call-bar .session who> is the running call for either side; what its buttons ask is in obey.ts.
// `video` says that this tenant may show pictures.
import { css, html, nothing } from 'lit'
import type { CallState } from '../call/state.ts'
import type { CallSession } from '../session.ts'
import './call-timer.ts'
import './device-picker.ts'
import { Asking, base, define } from './element.ts'
import './level-meter.ts'
import { microphoneHelp } from './microphone-notice.ts'
import './quality-bar.ts'
import './safety-code.ts'
import { words } from './texts/words.ts'

const canShare = (): boolean => 'getDisplayMedia' in (navigator.mediaDevices ?? {})

export class InCallBar extends Asking {
  static override properties = {
    who: {},
    session: { attribute: false },
    video: { type: Boolean },
    choosing: { state: true },
  }
  declare who: string
  declare session: CallSession | null
  declare video: boolean
  declare choosing: boolean
  #unsubscribe: (() => void) | undefined

  static override styles = [
    base,
    css`
      :host { display: grid; gap: 14px; }
      .meters { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
      .actions button { flex: 1; }
      .tools { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; align-items: start; }
      parley-safety-code[open], parley-device-picker { grid-column: 1 / -1; }
      .facts { display: flex; gap: 10px; align-items: center; }
    `,
  ]

  constructor() {
    super()
    this.who = ''
    this.session = null
    this.video = false
    this.choosing = false
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('session')) return
    this.#unsubscribe?.()
    this.#unsubscribe = this.session?.subscribe(() => this.requestUpdate())
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#unsubscribe?.()
  }

  override render() {
    const { session } = this
    if (!session) return nothing
    const call = session.getState()
    const { company } = session
    const t = words.call
    return html`
      <div class="row">
        <div class="grow"><h2 part="who"><bdi>${this.who}</bdi></h2><p class="quiet" part="status">${t.statuses[session.status]}</p></div>
        <div class="facts"><parley-quality-bar .quality=${session.status === 'connected' ? company.quality : null}></parley-quality-bar>
          <parley-call-timer .since=${session.since}></parley-call-timer></div>
      </div>
      ${this.#pictures(session)}
      <div class="meters">
        <parley-level-meter id="local-level" label=${t.you} .level=${session.localLevel}></parley-level-meter>
        <parley-level-meter id="remote-level" label=${company.other.muted ? `${t.other} · ${t.muted}` : t.other} .level=${session.remoteLevel}></parley-level-meter>
      </div>
      ${this.#trouble(call, session)}
      <div class="row actions">
        <button id="mute" aria-pressed=${call.muted} @click=${() => this.ask('call-mute', { on: !call.muted })}>${t.mute}${call.muted ? html`<span aria-hidden="true"> · ${t.muted}</span>` : nothing}</button>
        <button id="hang-up" class="danger" ?disabled=${session.status === 'ending'}
          @click=${() => this.ask('call-hang-up')}>${t.hangUp}</button>
      </div>
      ${this.#more(session)}`
  }

  #pictures({ company, pictures }: CallSession) {
    const { own, other } = company
    const remote = other.camera || other.screen ? pictures.remote : null
    const local = own.camera || own.screen ? pictures.local : null
    if (!remote && !local) return nothing
    void import('./video-stage.ts')
    return html`<parley-video-stage .remote=${remote} .local=${local} ?mirrored=${own.camera}
      ?flips=${own.camera && company.devices.cameras.length > 1}></parley-video-stage>`
  }

  /** What keeps the two from hearing or seeing each other, each with its way out. */
  #trouble({ microphone, soundBlocked }: CallState, { company }: CallSession) {
    const t = words.call
    if (soundBlocked || company.interrupted)
      return html`<button class="primary" id="hear" @click=${() => this.ask('call-hear')}>
        ${company.interrupted ? t.restoreSound : t.tapToHear}</button>`
    if (microphone === 'asked') return html`<p role="alert">${t.microphoneAsked}</p>`
    if (microphone !== 'open' && microphone !== 'unasked')
      return html`<div role="alert" class="stack"><p class="alert">${t.microphones[microphone]}</p><p>${microphoneHelp(microphone)}</p></div>
        <button id="retry-microphone" @click=${() => this.ask('call-retry-microphone')}>${t.microphoneOn}</button>`
    const problem = {
      denied: t.video.cameraDenied,
      failed: t.video.cameraFailed,
      screen: t.video.screenFailed,
    }
    if (company.problem) return html`<p class="alert" role="alert">${problem[company.problem]}</p>`
    return company.other.muted ? html`<p class="quiet" id="other-muted">${t.spoken.otherMuted}</p>` : nothing
  }

  #more(session: CallSession) {
    const t = words.call
    const { own } = session.company
    const toggle = (id: string, on: boolean, label: string, ask: string) =>
      html`<button id=${id} class="small" @click=${() => this.ask(ask, { on: !on })}>${label}</button>`
    return html`<div class="tools">
        ${this.video ? toggle('camera', own.camera, own.camera ? t.video.cameraOff : t.video.cameraOn, 'call-camera') : nothing}
        ${this.video && canShare() ? toggle('share', own.screen, own.screen ? t.video.stopSharing : t.video.shareScreen, 'call-share') : nothing}
        <button id="devices" class="small" aria-expanded=${this.choosing} @click=${() => {
          this.choosing = !this.choosing
        }}>${t.devices.settings}</button>
      ${session.fingerprints.length === 2 ? html`<parley-safety-code .fingerprints=${session.fingerprints} .compute=${session.safetyCode}></parley-safety-code>` : nothing}
        ${this.choosing ? html`<parley-device-picker .company=${session.company}></parley-device-picker>` : nothing}
      </div>`
  }
}
define('parley-in-call-bar', InCallBar)
