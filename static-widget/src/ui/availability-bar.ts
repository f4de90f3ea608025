// <parley-availability-bar> shows whether calls ring here. Asks: desk-available {on}, desk-sign-out.
import { css, html, nothing } from 'lit'
import { Asking, base, define } from './element.ts'
import './level-meter.ts'
import { fill, words } from './texts/words.ts'

export class AvailabilityBar extends Asking {
  static override properties = {
    who: {},
    available: { type: Boolean },
    confirmed: { type: Boolean },
    heard: { type: Boolean },
    talking: { type: Boolean },
    problem: {},
    level: { attribute: false },
  }
  declare who: string
  declare available: boolean
  declare confirmed: boolean
  declare heard: boolean
  declare talking: boolean
  declare problem: string
  declare level: () => number

  static override styles = [
    base,
    css`
      .light { width: 14px; height: 14px; border-radius: 50%; background: var(--quiet); }
      .light.on { background: var(--good); }
      /* On a phone the words get the first line for themselves, the buttons share the second. */
      @media (max-width: 560px) {
        .grow { flex-basis: calc(100% - 24px); }
        button { flex: 1; }
      }
    `,
  ]

  constructor() {
    super()
    this.who = ''
    this.available = false
    this.confirmed = false
    this.heard = false
    this.talking = false
    this.problem = ''
    this.level = () => 0
  }

  override render() {
    const t = words.desk
    return html`<div class="stack">
      <div class="row">
        <span class="light ${this.confirmed ? 'on' : ''}"></span>
        <div class="grow">
          <p id="status" role="status">${this.#status()}</p>
          <p class="quiet">${this.who ? fill(t.signedInAs, { name: this.who }) : ''}</p>
        </div>
        <button id="availability" class=${this.available ? '' : 'primary'}
          @click=${() => this.ask('desk-available', { on: !this.available })}>
          ${this.available ? t.goAway : t.goAvailable}
        </button>
        <button id="sign-out" @click=${() => this.ask('desk-sign-out')}>${t.signOut}</button>
      </div>
      ${this.problem ? html`<p class="alert" role="alert">${this.problem}</p>` : nothing}
      ${
        this.available && !this.talking
          ? html`<parley-level-meter id="own-level" label=${t.yourMicrophone} .level=${this.level}></parley-level-meter>`
          : nothing
      }
    </div>`
  }

  #status(): string {
    const t = words.desk
    if (this.talking) return t.inCall
    if (!this.available) return t.away
    if (!this.confirmed) return t.goingAvailable
    return this.heard ? t.available : t.notHeard
  }
}
define('parley-availability-bar', AvailabilityBar)
