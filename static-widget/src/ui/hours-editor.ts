// <parley-hours-editor .opening saving ?owner> edits when visitors can call: time zone, split shifts, holidays. Ask: hours-save {hours}.
import { css, html, nothing } from 'lit'
import { DAYS, type Day, type Hours, type Opening, type Shift } from '../call/desk.ts'
import { Asking, base, define } from './element.ts'
import './hours-day.ts'
import { dayName, plainDate } from './hours-words.ts'
import { day, fill, words } from './texts/words.ts'

type Week = Readonly<Record<Day, readonly Shift[]>>
const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
const WORKDAY: readonly Shift[] = [['09:00', '17:00']]
const NEW_WEEK: Week = {
  mon: WORKDAY,
  tue: WORKDAY,
  wed: WORKDAY,
  thu: WORKDAY,
  fri: WORKDAY,
  sat: [],
  sun: [],
}

const weekOf = (week: Hours['week']): Week =>
  Object.fromEntries(DAYS.map((d) => [d, week[d] ?? []])) as unknown as Week

export class HoursEditor extends Asking {
  static override properties = {
    opening: { attribute: false },
    saving: {},
    owner: { type: Boolean },
    always: { state: true },
    zone: { state: true },
    week: { state: true },
    closed: { state: true },
    problem: { state: true },
  }
  declare opening: Opening | null
  declare saving: 'idle' | 'saving' | 'saved' | 'failed' | 'bad_hours' | 'not_an_owner'
  declare owner: boolean
  declare always: boolean
  declare zone: string
  declare week: Week
  declare closed: readonly string[]
  declare problem: string
  #touched = false

  static override styles = [
    base,
    css`
      fieldset { border: 0; margin: 0; padding: 0; display: grid; gap: 8px; min-width: 0; }
      legend { font-weight: 600; padding: 0; margin-bottom: 6px; }
      label.pick { display: flex; gap: 10px; align-items: center; font-weight: 400; font-size: 15px; min-height: 32px; }
      input[type='radio'] { width: 20px; height: 20px; accent-color: var(--accent); flex: none; }
      input[type='date'], select { max-width: 340px; min-height: 44px; }
      ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 8px; }
      li { display: flex; align-items: center; gap: 4px; background: var(--soft); border-radius: 10px; padding-inline-start: 12px; }
      .days { border-top: 1px solid var(--soft); }
      .said { min-height: 1.4em; }
      [disabled] { cursor: default; }
    `,
  ]

  constructor() {
    super()
    this.opening = null
    this.saving = 'idle'
    this.owner = false
    this.always = true
    this.zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    this.week = NEW_WEEK
    this.closed = []
    this.problem = ''
  }

  /** What is on record shows until somebody changes it here. */
  override willUpdate(changed: Map<string, unknown>): void {
    if (this.saving === 'saved' && changed.has('saving')) this.#touched = false
    if (!changed.has('opening') || !this.opening || this.#touched) return
    const { hours } = this.opening
    this.always = hours === null
    if (!hours) return
    this.zone = hours.tz
    this.week = weekOf(hours.week)
    this.closed = [...hours.closed].sort()
  }

  override render() {
    const t = words.desk.hours
    if (!this.opening) return html`<p role="status">${words.desk.loading}</p>`
    return html`<form class="card stack" aria-label=${t.title} @submit=${(e: Event) => this.#save(e)}>
      <h2>${t.title}</h2>
      <p class="quiet">${t.explain}</p>
      <p id="now">${this.#now(this.opening)}</p>
      ${this.owner ? nothing : html`<p class="quiet">${t.onlyOwner}</p>`}
      <fieldset ?disabled=${!this.owner}>
        <legend>${t.when}</legend>
        <label class="pick"><input type="radio" name="when" id="always" .checked=${this.always} @change=${() => this.#touch({ always: true })}>${t.always}</label>
        <label class="pick"><input type="radio" name="when" id="some" .checked=${!this.always} @change=${() => this.#touch({ always: false })}>${t.some}</label>
      </fieldset>
      ${this.always ? nothing : this.#hours()}
      ${this.problem ? html`<p class="alert" role="alert">${this.problem}</p>` : nothing}
      <p class="said ${this.saving === 'saved' || this.saving === 'saving' ? '' : 'alert'}" role="status">${this.saving === 'idle' ? '' : t[this.saving]}</p>
      ${this.owner ? html`<div class="row"><button class="primary" id="save" ?disabled=${this.saving === 'saving'}>${t.save}</button></div>` : nothing}
    </form>`
  }

  #hours() {
    const t = words.desk.hours
    const zones = Intl.supportedValuesOf('timeZone')
    const all = zones.includes(this.zone) ? zones : [this.zone, ...zones]
    return html`<fieldset ?disabled=${!this.owner} class="stack" aria-label=${t.some}>
      <label>${t.zone}<select id="zone" @change=${(e: Event) => this.#touch({ zone: (e.target as HTMLSelectElement).value })}>
        ${all.map((zone) => html`<option value=${zone} ?selected=${zone === this.zone}>${zone.replaceAll('_', ' ')}</option>`)}
      </select></label>
      <div class="days">${DAYS.map(
        (d) => html`<parley-hours-day day=${d} .shifts=${this.week[d]} ?readonly=${!this.owner}
          @day-shifts=${(e: CustomEvent) => this.#touch({ week: { ...this.week, [d]: e.detail.shifts } })}></parley-hours-day>`,
      )}</div>
      <h3>${t.holidays}</h3>
      ${this.closed.length === 0 ? html`<p class="quiet">${t.noHolidays}</p>` : nothing}
      <ul>${this.closed.map(
        (date) =>
          html`<li>${plainDate(date)} ${
            this.owner
              ? html`<button type="button" aria-label=${fill(t.removeHoliday, { day: plainDate(date) })}
                @click=${() => this.#touch({ closed: this.closed.filter((x) => x !== date) })}>×</button>`
              : nothing
          }</li>`,
      )}</ul>
      ${
        this.owner
          ? html`<div class="row"><label>${t.holiday}<input type="date" id="holiday"></label>
              <button type="button" id="add-holiday" @click=${() => this.#addHoliday()}>${t.addHoliday}</button></div>`
          : nothing
      }
    </fieldset>`
  }

  #now({ open_now, opens_at }: Opening): string {
    const t = words.desk.hours
    return open_now ? t.openNow : opens_at ? fill(t.opens, { day: day(opens_at) }) : t.closedNow
  }

  #touch(change: Partial<Pick<HoursEditor, 'always' | 'zone' | 'week' | 'closed'>>): void {
    this.#touched = true
    this.problem = ''
    this.ask('hours-touched')
    Object.assign(this, change)
  }

  #addHoliday(): void {
    const input = this.renderRoot.querySelector<HTMLInputElement>('#holiday')
    if (!input?.value) return
    this.#touch({ closed: [...new Set([...this.closed, input.value])].sort() })
    input.value = ''
  }

  #save(event: Event): void {
    event.preventDefault()
    this.problem = this.always ? '' : wrongDay(this.week)
    if (this.problem) return
    const hours: Hours = { tz: this.zone, week: this.week, closed: this.closed }
    this.ask('hours-save', { hours: this.always ? null : hours })
  }
}
define('parley-hours-editor', HoursEditor)

/** What the database would refuse, named with its day. */
export const wrongDay = (week: Hours['week']): string => {
  const t = words.desk.hours
  for (const d of DAYS) {
    const shifts = [...(week[d] ?? [])].sort(([a], [b]) => a.localeCompare(b))
    if (shifts.some(([from, to]) => from === '' || to === '')) return fill(t.missing, { day: dayName(d) })
    const over = shifts.some(([from], i) => {
      const before = shifts[i - 1]
      if (!before) return false
      const end = minutes(before[1]) <= minutes(before[0]) ? 24 * 60 : minutes(before[1])
      return minutes(from) < end
    })
    if (over) return fill(t.overlap, { day: dayName(d) })
  }
  return ''
}
