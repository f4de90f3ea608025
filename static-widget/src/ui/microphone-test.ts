// <parley-microphone-test> lets a visitor hear and see that they will be heard, before it rings anywhere.
// Asks: call-confirm {camera}, call-tone, call-hang-up, and what the device picker asks.
import { css, html, nothing } from 'lit'
import { ALONE, type Company } from '../call/company.ts'
import './device-picker.ts'
import { Asking, base, define } from './element.ts'
import './level-meter.ts'
import { words } from './texts/words.ts'

const LOOK_MS = 200
/** Louder than a quiet room is (of 1). */
const VOICE = 0.35
const PATIENCE_MS = 4000

export class MicrophoneTest extends Asking {
  static override properties = {
    company: { attribute: false },
    level: { attribute: false },
    video: { type: Boolean },
    heard: { state: true },
    silent: { state: true },
  }
  static override styles = [
    base,
    css`
      .check { display: flex; gap: 10px; align-items: center; min-height: 44px; }
      input[type=checkbox] { width: 20px; height: 20px; accent-color: var(--accent); }
      #said.heard { color: var(--good); font-weight: 600; }
    `,
  ]
  declare company: Company
  declare level: () => number
  declare video: boolean
  declare heard: boolean
  declare silent: boolean
  #timer: ReturnType<typeof setInterval> | undefined
  #since = 0

  constructor() {
    super()
    this.company = ALONE
    this.level = () => 0
    this.video = false
    this.heard = false
    this.silent = false
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#begin()
    this.addEventListener('call-microphone', () => this.#begin())
    this.#timer = setInterval(() => this.#listen(), LOOK_MS)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearInterval(this.#timer)
  }

  override render() {
    const t = words.visitor.test
    const said = this.heard ? t.heard : this.silent ? t.silent : t.speak
    return html`<div class="stack">
      <p id="said" role="status" class=${this.heard ? 'heard' : ''}>${said}</p>
      <parley-level-meter label=${t.level} .level=${this.level}></parley-level-meter>
      <parley-device-picker .company=${this.company}></parley-device-picker>
      <button id="tone" @click=${() => this.ask('call-tone')}>${t.playTone}</button>
      ${this.video ? html`<label class="check"><input type="checkbox" id="camera">${t.camera}</label>` : nothing}
      <div class="row">
        <button id="start" class="primary grow" @click=${this.#confirm}>${t.start}</button>
        <button id="cancel" @click=${() => this.ask('call-hang-up')}>${words.call.cancel}</button>
      </div>
    </div>`
  }

  #confirm(): void {
    const camera = this.renderRoot.querySelector<HTMLInputElement>('#camera')?.checked === true
    this.ask('call-confirm', { camera })
  }

  #begin(): void {
    this.heard = false
    this.silent = false
    this.#since = performance.now()
  }

  #listen(): void {
    if (this.level() > VOICE) this.heard = true
    this.silent = !this.heard && performance.now() - this.#since > PATIENCE_MS
  }
}
define('parley-microphone-test', MicrophoneTest)
