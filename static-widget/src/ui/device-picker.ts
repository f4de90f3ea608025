// <parley-device-picker .company> chooses what one speaks into and hears from. Asks: call-microphone {id}, call-speaker {id}.
import { css, html, nothing } from 'lit'
import { ALONE, type Company, type Device } from '../call/company.ts'
import { Asking, base, define } from './element.ts'
import { words } from './texts/words.ts'

export class DevicePicker extends Asking {
  static override properties = { company: { attribute: false } }
  static override styles = [base, css`:host { display: grid; gap: 10px; }`]
  declare company: Company

  constructor() {
    super()
    this.company = ALONE
  }

  override render() {
    const { devices, microphone, speaker } = this.company
    const t = words.call.devices
    return html`
      ${this.#choice('call-microphone', t.microphone, devices.microphones, microphone)}
      ${devices.speakers.length > 0 ? this.#choice('call-speaker', t.speaker, devices.speakers, speaker) : nothing}`
  }

  #choice(ask: string, label: string, all: readonly Device[], used: string | null) {
    return html`<label>${label}
      <select @change=${(e: Event) => this.ask(ask, { id: (e.target as HTMLSelectElement).value })}>
        ${all.map((d) => html`<option value=${d.id} ?selected=${d.id === used}>${d.label || words.call.devices.system}</option>`)}
      </select></label>`
  }
}
define('parley-device-picker', DevicePicker)
