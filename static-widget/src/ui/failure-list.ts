// <parley-failure-list .failures> names each technical cause and what the owner of the site can do about it.
import { css, html } from 'lit'
import type { Reliability } from '../call/reliability.ts'
import { Asking, base, define } from './element.ts'
import { number } from './report-figures.ts'
import { plain } from './texts/plain.ts'
import { fill, moment, words } from './texts/words.ts'

type Failure = Reliability['failures'][number]

export class FailureList extends Asking {
  static override properties = { failures: { attribute: false } }
  declare failures: readonly Failure[]

  static override styles = [
    base,
    css`
      h3 { margin: 0; font-size: 16px; }
      table { width: 100%; border-collapse: collapse; font-size: 14px; }
      th, td { text-align: start; padding: 10px 8px; border-bottom: 1px solid var(--soft); vertical-align: top; }
      thead th { color: var(--quiet); }
      .n { text-align: end; font-variant-numeric: tabular-nums; }
      .when { white-space: nowrap; }
      @media (max-width: 720px) {
        thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        table, tbody, tr { display: block; }
        tr { padding: 10px 0; border-bottom: 1px solid var(--soft); }
        th, td { display: block; border: 0; padding: 1px 0; }
        .n { text-align: start; }
        td[data-label]::before { content: attr(data-label) ': '; color: var(--quiet); }
      }
    `,
  ]

  constructor() {
    super()
    this.failures = []
  }

  override render() {
    const t = words.desk.report
    const c = t.columns
    if (this.failures.length === 0)
      return html`<section class="card stack" aria-label=${t.failures}><h3>${t.failures}</h3><p>${t.noFailures}</p></section>`
    return html`<section class="card stack" aria-label=${t.failures}><h3>${t.failures}</h3>
      <table><thead><tr><th scope="col">${c.cause}</th><th scope="col" class="n">${c.calls}</th><th scope="col">${c.last}</th>
        <th scope="col">${c.relay}</th><th scope="col">${c.helps}</th></tr></thead>
      <tbody>${this.failures.map((one) => this.#row(one))}</tbody></table></section>`
  }

  #row(one: Failure) {
    const t = words.desk.report
    const cause = (t.causes as Record<string, string>)[one.cause] ?? plain(one.cause)
    const fix = (t.fixes as Record<string, string>)[one.fix] ?? t.fixes.tell_operator
    const relay =
      one.probed > 0
        ? fill(t.wouldHave, { n: number(one.relay_would_have_worked), probed: number(one.probed) })
        : t.notProbed
    return html`<tr data-cause=${one.cause}><th scope="row">${cause}</th>
      <td class="n" data-label=${t.columns.calls}>${number(one.calls)}</td>
      <td class="when" data-label=${t.columns.last}>${moment(one.last_at, { dateStyle: 'medium' })}</td>
      <td data-label=${t.columns.relay}>${relay}</td><td data-label=${t.columns.helps}>${fix}</td></tr>`
  }
}
define('parley-failure-list', FailureList)
