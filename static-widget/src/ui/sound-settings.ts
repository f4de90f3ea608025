// <parley-sound-settings .microphones .speakers .chosen choosesring notifying wrapup> chooses what one hears with, and how one is told of calls.
// Asks: sound-choose {choice, id}, sound-try, desk-wrap-up {seconds}, desk-notify.
import { css, html, nothing } from 'lit'
import type { Device } from '../call/company.ts'
import { Asking, base, define } from './element.ts'
import { duration, fill, words } from './texts/words.ts'

type Choice = 'ring' | 'speaker' | 'microphone'
export const WRAP_UPS = [0, 15, 30, 60, 120, 300]

export class SoundSettings extends Asking {
  static override properties = {
    microphones: { attribute: false },
    speakers: { attribute: false },
    choosesring: { type: Boolean },
    chosen: { attribute: false },
    notifying: {},
    wrapup: { type: Number },
  }
  declare microphones: readonly Device[]
  declare speakers: readonly Device[]
  declare choosesring: boolean
  declare chosen: (choice: Choice) => string
  declare notifying: 'unavailable' | 'ask' | 'on' | 'blocked'
  declare wrapup: number

  static override styles = [
    base,
    css`
      /* What <details> shows inherits from a slot of the browser's own. */
      .grid, .grid * { box-sizing: border-box; }
      summary { cursor: pointer; font-weight: 600; padding: 4px 0; min-height: 32px; }
      .grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(240px, 100%), 1fr)); gap: 14px; padding-top: 12px; align-items: end; }
      select { min-height: 44px; text-overflow: ellipsis; }
      .whole { grid-column: 1 / -1; }
    `,
  ]

  constructor() {
    super()
    this.microphones = []
    this.speakers = []
    this.choosesring = false
    this.chosen = () => ''
    this.notifying = 'unavailable'
    this.wrapup = 0
  }

  override render() {
    const t = words.desk.sound
    const { microphones, speakers, choosesring } = this
    const nameless = microphones.length === 0
    return html`<details><summary>${t.title}</summary><div class="grid">
      ${nameless ? html`<p class="quiet whole">${t.after}</p>` : nothing}
      ${choosesring && speakers.length > 0 ? this.#choice('ring', t.ringSpeaker, speakers) : nothing}
      ${speakers.length > 0 ? this.#choice('speaker', t.callSpeaker, speakers) : nothing}
      ${nameless ? nothing : this.#choice('microphone', t.microphone, microphones)}
      <label>${t.wrapUp}<select id="wrap-up" @change=${(e: Event) => this.ask('desk-wrap-up', { seconds: Number((e.target as HTMLSelectElement).value) })}>
        ${WRAP_UPS.map((s) => html`<option value=${s} ?selected=${s === this.wrapup}>${s === 0 ? t.none : duration(s)}</option>`)}
      </select></label>
      <button id="try" @click=${() => this.ask('sound-try')}>${t.tryRing}</button>
      ${this.#notify()}
    </div></details>`
  }

  #choice(choice: Choice, label: string, all: readonly Device[]) {
    const t = words.desk.sound
    const used = this.chosen(choice)
    return html`<label>${label}<select id=${choice} @change=${(e: Event) => this.ask('sound-choose', { choice, id: (e.target as HTMLSelectElement).value })}>
      ${all.some((d) => d.id === 'default') ? nothing : html`<option value="" ?selected=${used === ''}>${t.system}</option>`}
      ${all.map((d, i) => html`<option value=${d.id === 'default' ? '' : d.id} ?selected=${d.id === used}>${d.id === 'default' ? t.system : d.label || fill(t.nameless, { n: i + 1 })}</option>`)}
    </select></label>`
  }

  #notify() {
    const t = words.desk.sound
    switch (this.notifying) {
      case 'ask':
        return html`<button id="notify" @click=${() => this.ask('desk-notify')}>${t.notify}</button>`
      case 'on':
        return html`<p class="quiet whole" id="notified">${t.notifies}</p>`
      case 'blocked':
        return html`<p class="quiet whole">${t.notifyBlocked}</p>`
      case 'unavailable':
        return nothing
      default:
        return this.notifying satisfies never
    }
  }
}
define('parley-sound-settings', SoundSettings)
