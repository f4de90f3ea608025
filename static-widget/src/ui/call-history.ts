// <parley-call-history .history> lists calls with their outcomes. Ask: history-refresh.
import { css, html, nothing } from 'lit'
import type { History } from '../call/messages.ts'
import { Asking, base, define } from './element.ts'
import { duration, moment, words } from './texts/words.ts'

const seconds = (n: number | null): string => (n === null ? '–' : duration(n))

export class CallHistory extends Asking {
  static override properties = { history: { attribute: false } }
  declare history: History | null

  static override styles = [
    base,
    css`
      .scroll { overflow-x: auto; }
      table { width: 100%; border-collapse: collapse; font-size: 14px; }
      th, td { text-align: start; padding: 8px 10px; border-bottom: 1px solid var(--soft); white-space: nowrap; }
      th { color: var(--quiet); font-weight: 600; }
      @media (max-width: 560px) {
        .wide { display: none; }
        th, td { padding: 8px 5px; }
        td:first-child { white-space: normal; }
      }
    `,
  ]

  constructor() {
    super()
    this.history = null
  }

  override render() {
    const t = words.desk
    return html`<section class="stack" aria-label=${t.calls}>
      <div class="row"><h2 class="grow">${t.calls}</h2>
        <button id="refresh" @click=${() => this.ask('history-refresh')}>${t.refresh}</button></div>
      ${this.history && this.history.calls.length > 0 ? this.#table(this.history) : html`<p class="quiet">${t.noCalls}</p>`}
    </section>`
  }

  #table(history: History) {
    const { columns } = words.desk
    return html`<div class="scroll"><table>
      <thead><tr>
        <th>${columns.when}</th><th>${columns.who}</th><th class="wide">${columns.agent}</th><th>${columns.outcome}</th>
        <th class="wide">${columns.rang}</th><th>${columns.talked}</th>
      </tr></thead>
      <tbody>${history.calls.map((call) => this.#row(call))}</tbody>
    </table></div>`
  }

  #row(call: History['calls'][number]) {
    const t = words.desk
    const word = call.reason ?? call.state
    return html`<tr data-call-id=${call.call_id} data-reason=${call.reason ?? nothing}>
      <td>${moment(call.at, { dateStyle: 'short', timeStyle: 'short' })}</td>
      <td>${call.visitor?.name ?? t.visitor}</td>
      <td class="wide">${call.agent?.name ?? '–'}</td>
      <td>${(t.outcomes as Record<string, string>)[word] ?? word}</td>
      <td class="wide">${seconds(call.ring_seconds)}</td>
      <td>${seconds(call.talk_seconds)}</td>
    </tr>`
  }
}
define('parley-call-history', CallHistory)
