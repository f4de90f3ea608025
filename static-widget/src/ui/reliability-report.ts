// <parley-reliability-report .report state days> is the owner's page. Asks: report-days {days}, report-export, report-probes {on},
// report-premium {note} (from its parts).
import { css, html, nothing } from 'lit'
import type { Reliability } from '../call/reliability.ts'
import { Asking, base, define } from './element.ts'
import './failure-list.ts'
import './relay-card.ts'
import { barsOf, number, OUTCOMES, percent, ROUTES } from './report-figures.ts'
import './stacked-chart.ts'
import { words } from './texts/words.ts'

export const RANGES = [7, 30, 90] as const

export class ReliabilityReport extends Asking {
  static override properties = {
    report: { attribute: false },
    state: {},
    asking: {},
    days: { type: Number },
    exporting: { type: Boolean },
  }
  declare report: Reliability | null
  declare state: 'idle' | 'loading' | 'failed'
  declare asking: 'idle' | 'asking' | 'failed'
  declare days: number
  declare exporting: boolean

  static override styles = [
    base,
    css`
      :host { display: grid; grid-template-columns: minmax(0, 1fr); gap: 16px; }
      .stack { grid-template-columns: minmax(0, 1fr); }
      .totals { display: grid; grid-template-columns: repeat(auto-fit, minmax(130px, 1fr)); gap: 12px; margin: 0; }
      .totals div { background: var(--soft); border-radius: 12px; padding: 12px 14px; }
      dt { color: var(--quiet); font-size: 14px; }
      dd { margin: 0; font-size: 24px; font-weight: 650; }
      dd small { font-size: 14px; font-weight: 400; color: var(--quiet); }
      select { width: auto; min-height: 44px; }
      h3 { margin: 0; font-size: 16px; }
    `,
  ]

  constructor() {
    super()
    this.report = null
    this.state = 'idle'
    this.asking = 'idle'
    this.days = 30
    this.exporting = false
  }

  override render() {
    const t = words.desk.report
    const { report } = this
    return html`<section class="card stack" aria-label=${t.title}>
        <div class="row"><div class="grow"><h2>${t.title}</h2><p class="quiet">${t.explain}</p></div>
          <label>${t.range}<select id="range" @change=${(e: Event) => this.ask('report-days', { days: Number((e.target as HTMLSelectElement).value) })}>
            ${RANGES.map((days) => html`<option value=${days} ?selected=${days === this.days}>${t.ranges[days]}</option>`)}
          </select></label>
        </div>
        <p role="status" class="quiet">${this.state === 'loading' ? t.loading : this.exporting ? t.exporting : nothing}</p>
        ${
          this.state === 'failed'
            ? html`<div class="row"><p class="alert grow" role="alert">${t.failed}</p>
                <button id="again" @click=${() => this.ask('report-days', { days: this.days })}>${t.again}</button></div>`
            : nothing
        }
        ${report ? this.#totals(report) : nothing}
        ${report ? html`<div class="row"><button id="export" ?disabled=${this.exporting || report.totals.calls === 0} @click=${() => this.ask('report-export')}>${t.export}</button></div>` : nothing}
      </section>
      ${report && report.totals.calls > 0 ? this.#charts(report) : nothing}
      ${
        report
          ? html`<parley-failure-list .failures=${report.failures}></parley-failure-list>
        <parley-relay-card .report=${report} asking=${this.asking}></parley-relay-card>`
          : nothing
      }`
  }

  #totals({ totals }: Reliability) {
    const t = words.desk.report
    if (totals.calls === 0) return html`<p id="empty">${t.empty}</p>`
    const tile = (label: string, n: number, share = true) =>
      html`<div><dt>${label}</dt><dd>${number(n)} ${share ? html`<small>${percent(n, totals.calls)}</small>` : nothing}</dd></div>`
    return html`<dl class="totals">
      ${tile(t.totals.calls, totals.calls, false)}${tile(t.totals.connected, totals.connected)}
      ${tile(t.totals.failed, totals.failed)}${tile(t.totals.relayed, totals.relayed)}
    </dl>`
  }

  #charts(report: Reliability) {
    const t = words.desk.report
    // Direct paths look alike, relayed ones too: colours as the outcomes have them where they mean the same.
    const colours = { direct: 0, server_reflexive: 5, relay_udp: 4, relay_tcp: 1, relay_tls: 3, unknown: 2 }
    const outcomes = OUTCOMES.map((key, i) => ({
      key,
      label: t.groups[key],
      colour: [0, 5, 2, 3, 4][i] ?? 0,
    }))
    const routes = ROUTES.map((key) => ({ key, label: t.routes[key], colour: colours[key] }))
    const chart = (title: string, by: 'reasons' | 'paths', kinds: typeof outcomes | typeof routes) =>
      html`<section class="card stack" aria-label=${title}><h3>${title} <span class="quiet">${t.perDay}</span></h3>
        <parley-stacked-chart label=${`${title}, ${t.perDay}`} .bars=${barsOf(report, by)} .kinds=${kinds}></parley-stacked-chart></section>`
    return html`${chart(t.outcomes, 'reasons', outcomes)}${chart(t.paths, 'paths', routes)}`
  }
}
define('parley-reliability-report', ReliabilityReport)
