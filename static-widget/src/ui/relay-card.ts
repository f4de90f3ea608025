// <parley-relay-card .report asking> says what the relay saved or would have saved, what it cost, and lets an owner ask for it.
// Asks: report-premium {note}, report-probes {on}.
import { css, html, nothing } from 'lit'
import type { Reliability } from '../call/reliability.ts'
import { Asking, base, define } from './element.ts'
import { bytes, money, number } from './report-figures.ts'
import { fill, moment, words } from './texts/words.ts'

export class RelayCard extends Asking {
  static override properties = { report: { attribute: false }, asking: {} }
  declare report: Reliability | null
  declare asking: 'idle' | 'asking' | 'failed'

  static override styles = [
    base,
    css`
      :host { display: grid; gap: 16px; }
      h3, h4 { margin: 0; font-size: 16px; }
      dl { margin: 0; display: grid; gap: 8px; }
      dl div { display: flex; flex-wrap: wrap; gap: 2px 16px; justify-content: space-between; border-bottom: 1px solid var(--soft); padding-bottom: 8px; }
      dt { color: var(--quiet); } dd { margin: 0; font-weight: 600; } dd .quiet { font-weight: 400; }
      .bar { height: 12px; border-radius: 6px; background: var(--soft); overflow: hidden; direction: ltr; }
      .bar svg { display: block; } .bar rect { fill: var(--good); forced-color-adjust: none; } .bar .open { opacity: 0.45; }
      .bar.low rect { fill: light-dark(#8a6a00, #f0c64a); } .bar.spent rect { fill: var(--danger); }
      label.pick { display: flex; gap: 10px; align-items: center; font-weight: 400; font-size: 15px; }
      input[type='checkbox'] { width: 22px; height: 22px; accent-color: var(--accent); flex: none; }
      textarea { min-height: 64px; }
      @media (forced-colors: active) { .bar { border: 1px solid CanvasText; } }
    `,
  ]

  constructor() {
    super()
    this.report = null
    this.asking = 'idle'
  }

  override render() {
    const { report } = this
    if (!report) return nothing
    const t = words.desk.report
    const { relay, plan } = report
    const hasRelay = plan.relay_policy !== 'none'
    const fact = (label: string, value: unknown) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`
    return html`<section class="card stack" aria-label=${t.relay}><h3>${t.relay}</h3>
        <dl>
          ${hasRelay || relay.saved > 0 ? fact(t.saved, number(relay.saved)) : nothing}
          ${fact(t.noPath, number(relay.no_path))}
          ${hasRelay ? nothing : fact(t.wouldHaveSaved, html`${number(relay.would_have_saved)} ${relay.probed > 0 ? html`<span class="quiet">${fill(t.wouldHave, { n: number(relay.would_have_saved), probed: number(relay.probed) })}</span>` : nothing}`)}
          ${hasRelay ? this.#money(report) : nothing}
        </dl>
        ${hasRelay ? this.#budget(report) : nothing}
        <label class="pick"><input type="checkbox" id="probes" .checked=${plan.relay_probes}
          @change=${(e: Event) => this.ask('report-probes', { on: (e.target as HTMLInputElement).checked })}>${t.probes}</label>
      </section>
      ${this.#premium(report)}`
  }

  #money({ money: m }: Reliability) {
    const t = words.desk.report
    return html`<div><dt>${t.traffic}</dt><dd>${bytes(m.bytes_up + m.bytes_down)}</dd></div>
      <div><dt>${t.cost}</dt><dd>${money(m.cost_micros)} ${m.unsettled_micros > 0 ? html`<span class="quiet">${fill(t.costOpen, { cost: money(m.unsettled_micros) })}</span>` : nothing}</dd></div>`
  }

  #budget({ budget }: Reliability) {
    const t = words.desk.report
    const share = (n: number) => Math.min(100, budget.bytes === 0 ? 0 : (n / budget.bytes) * 100)
    const said = fill(t.budgetOf, { used: bytes(budget.used), all: bytes(budget.bytes) })
    return html`<div class="stack" id="budget"><h4>${t.budget}</h4>
      <div class="bar ${budget.state}" role="meter" aria-label=${t.budget} aria-valuemin="0" aria-valuemax=${budget.bytes}
        aria-valuenow=${Math.min(budget.used, budget.bytes)} aria-valuetext=${said}>
        <svg width="100%" height="12" aria-hidden="true"><rect width="${share(budget.used)}%" height="12"></rect>
          <rect class="open" x="${share(budget.used)}%" width="${share(budget.reserved)}%" height="12"></rect></svg></div>
      <p>${said}${budget.reserved > 0 ? html` <span class="quiet">${fill(t.budgetReserved, { reserved: bytes(budget.reserved) })}</span>` : nothing}</p>
      <p class=${budget.state === 'spent' ? 'alert' : 'quiet'}>${(t.budgetStates as Record<string, string>)[budget.state] ?? nothing}</p></div>`
  }

  #premium({ plan, relay, totals }: Reliability) {
    const t = words.desk.report
    if (plan.relay_policy !== 'none') return nothing
    return html`<section class="card stack" id="premium" aria-label=${t.premium}><h3>${t.premium}</h3>
      <p>${t.premiumWhy}</p>
      ${relay.would_have_saved > 0 ? html`<p><strong>${fill(t.premiumSaved, { n: number(relay.would_have_saved), failed: number(totals.failed) })}</strong></p>` : nothing}
      ${
        plan.premium_requested_at
          ? html`<p role="status" id="asked">${fill(t.asked, { day: moment(plan.premium_requested_at, { dateStyle: 'long' }) })}</p>`
          : html`<form class="stack" @submit=${(e: SubmitEvent) => this.#ask(e)}>
              <label>${t.premiumNote}<textarea name="note" maxlength="1000" dir="auto"></textarea></label>
              ${this.asking === 'failed' ? html`<p class="alert" role="alert">${t.askFailed}</p>` : nothing}
              <div class="row"><button class="primary" id="ask" ?disabled=${this.asking === 'asking'}>${this.asking === 'asking' ? t.asking : t.ask}</button></div>
            </form>`
      }</section>`
  }

  #ask(event: SubmitEvent): void {
    event.preventDefault()
    const note = String(new FormData(event.target as HTMLFormElement).get('note') ?? '').trim()
    this.ask('report-premium', { note })
  }
}
define('parley-relay-card', RelayCard)
