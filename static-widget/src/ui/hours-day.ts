// <parley-hours-day day .shifts ?readonly> is one day's hours, any number of them. Ask: day-shifts {shifts}.
import { css, html, nothing } from 'lit'
import type { Day, Shift } from '../call/desk.ts'
import { Asking, base, define } from './element.ts'
import { dayName } from './hours-words.ts'
import { fill, words } from './texts/words.ts'

const MOST = 8

export class HoursDay extends Asking {
  static override properties = { day: {}, shifts: { attribute: false }, readonly: { type: Boolean } }
  declare day: Day
  declare shifts: readonly Shift[]
  declare readonly: boolean

  static override styles = [
    base,
    css`
      :host { display: grid; grid-template-columns: 130px 1fr; gap: 6px 12px; padding: 10px 0; border-bottom: 1px solid var(--soft); align-items: start; }
      h3 { margin: 0; font-size: 15px; font-weight: 600; line-height: 44px; }
      .shifts { display: grid; gap: 6px; }
      .shift { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; min-height: 44px; }
      input { width: auto; min-height: 44px; font-variant-numeric: tabular-nums; }
      button { font-weight: 500; }
      .remove { padding: 0; min-width: 44px; font-size: 20px; }
      @media (max-width: 560px) { :host { grid-template-columns: 1fr; } h3 { line-height: 1.4; } input { padding-inline: 6px; } .shift { gap: 6px; } input::-webkit-calendar-picker-indicator { display: none; } }
    `,
  ]

  constructor() {
    super()
    this.day = 'mon'
    this.shifts = []
    this.readonly = false
  }

  override render() {
    const t = words.desk.hours
    const name = dayName(this.day)
    return html`<h3 id="day">${name}</h3>
      <div class="shifts" role="group" aria-labelledby="day">
        ${this.shifts.map((shift, i) => this.#shift(shift, i, name))}
        <div class="shift">
          ${this.shifts.length === 0 ? html`<span class="quiet">${t.closed}</span>` : nothing}
          ${
            this.readonly || this.shifts.length >= MOST
              ? nothing
              : html`<button type="button" class="add" aria-label=${`${t.add}: ${name}`} @click=${() => this.#add()}>${t.add}</button>`
          }
        </div>
      </div>`
  }

  #shift([from, to]: Shift, i: number, day: string) {
    const t = words.desk.hours
    if (this.readonly) return html`<div class="shift">${from} – ${to}</div>`
    const change = (e: Event, end: 0 | 1) => {
      const { value } = e.target as HTMLInputElement
      this.#set(this.shifts.map((s, k) => (k === i ? (end ? [s[0], value] : [value, s[1]]) : s)))
    }
    return html`<div class="shift">
      <input type="time" class="from" aria-label=${fill(t.from, { day })} .value=${from} @change=${(e: Event) => change(e, 0)}>
      <span>${t.until}</span>
      <input type="time" class="to" aria-label=${fill(t.to, { day })} .value=${to === '24:00' ? '00:00' : to} @change=${(e: Event) => change(e, 1)}>
      ${from && to && to <= from && to !== '00:00' ? html`<span class="quiet">${t.overnight}</span>` : nothing}
      <button type="button" class="remove" title=${t.remove} aria-label=${fill(t.removeOn, { day, from, to })} @click=${() => this.#set(this.shifts.filter((_, k) => k !== i))}>×</button>
    </div>`
  }

  #add(): void {
    const last = this.shifts.at(-1)
    const next: Shift = !last
      ? ['09:00', '17:00']
      : last[1] < '20:00' && last[1] > last[0]
        ? [last[1], '20:00']
        : ['', '']
    this.#set([...this.shifts, next])
  }

  #set(shifts: readonly (readonly string[])[]): void {
    this.ask('day-shifts', { shifts })
  }
}
define('parley-hours-day', HoursDay)
