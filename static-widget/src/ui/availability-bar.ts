// <parley-availability-bar> shows whether calls ring here. Asks: desk-available {on}, desk-do-not-disturb, desk-ready.
import { css, html, nothing } from 'lit'
import { Asking, base, define } from './element.ts'
import './level-meter.ts'
import { rich } from './texts/rich.ts'
import { duration, fill, words } from './texts/words.ts'

export type Availability = 'available' | 'wrap_up' | 'do_not_disturb' | 'away'

export class AvailabilityBar extends Asking {
  static override properties = {
    who: {},
    mode: {},
    confirmed: { type: Boolean },
    heard: { type: Boolean },
    talking: { type: Boolean },
    elsewhere: { type: Boolean },
    problem: {},
    help: {},
    until: { attribute: false },
    level: { attribute: false },
  }
  declare who: string
  declare mode: Availability
  declare confirmed: boolean
  declare heard: boolean
  declare talking: boolean
  declare elsewhere: boolean
  declare problem: string
  /** What helps against it. */
  declare help: string
  /** When the wrap-up ends, on this page's clock. */
  declare until: number | null
  declare level: () => number
  #timer: ReturnType<typeof setInterval> | undefined

  static override styles = [
    base,
    css`
      .light { width: 14px; height: 14px; border-radius: 50%; background: var(--quiet); }
      .light.on { background: var(--good); }
      .light.pause { background: var(--danger); }
      /* On a phone the words get the first line for themselves, the buttons share the next. */
      @media (max-width: 720px) {
        .grow { flex-basis: calc(100% - 24px); }
        button { flex: 1; padding-inline: 8px; }
      }
    `,
  ]

  constructor() {
    super()
    this.who = ''
    this.mode = 'away'
    this.confirmed = false
    this.heard = false
    this.talking = false
    this.elsewhere = false
    this.problem = ''
    this.help = ''
    this.until = null
    this.level = () => 0
  }

  override updated(): void {
    const counts = this.until !== null
    if (counts === (this.#timer !== undefined)) return
    clearInterval(this.#timer)
    this.#timer = counts ? setInterval(() => this.requestUpdate(), 1000) : undefined
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  override render() {
    const t = words.desk
    return html`<div class="stack">
      <div class="row">
        <span class="light ${this.confirmed ? 'on' : this.mode === 'do_not_disturb' ? 'pause' : ''}"></span>
        <div class="grow">
          <p id="status" role="status">${this.#status()}</p>
          ${this.mode === 'wrap_up' && !this.talking ? html`<p class="quiet" id="wrap-up">${fill(t.wrappingUp, { time: this.#left() })}</p>` : nothing}
          <p class="quiet">${this.who ? rich(t.signedInAs, { name: this.who }) : ''}</p>
        </div>
        ${this.#buttons()}
      </div>
      ${this.problem ? html`<div role="alert"><p class="alert">${this.problem}</p>${this.help ? html`<p>${this.help}</p>` : nothing}</div>` : nothing}
      ${this.elsewhere && !this.talking ? html`<p class="quiet" id="elsewhere">${t.ringsElsewhere}</p>` : nothing}
      ${
        this.mode === 'available' && !this.talking
          ? html`<parley-level-meter id="own-level" label=${t.yourMicrophone} .level=${this.level}></parley-level-meter>`
          : nothing
      }
    </div>`
  }

  #buttons() {
    const t = words.desk
    const on = this.mode === 'available' || this.mode === 'wrap_up'
    const ready = this.mode === 'wrap_up' && !this.talking
    return html`
      ${ready ? html`<button id="ready" class="primary" @click=${() => this.ask('desk-ready')}>${t.readyNow}</button>` : nothing}
      <button id="availability" class=${on ? '' : 'primary'} @click=${() => this.ask('desk-available', { on: !on })}>
        ${on ? t.goAway : t.goAvailable}</button>
      ${on ? html`<button id="do-not-disturb" @click=${() => this.ask('desk-do-not-disturb')}>${t.doNotDisturb}</button>` : nothing}`
  }

  #left(): string {
    return duration(Math.max(0, Math.ceil(((this.until ?? 0) - performance.now()) / 1000)))
  }

  #status(): string {
    const t = words.desk
    if (this.talking) return t.inCall
    if (this.mode === 'wrap_up') return t.team.presence.wrap_up
    if (this.mode === 'do_not_disturb') return t.notDisturbed
    if (this.mode === 'away') return t.away
    if (!this.confirmed) return t.goingAvailable
    return this.heard ? t.available : t.notHeard
  }
}
define('parley-availability-bar', AvailabilityBar)
