// <parley-call-history .history .wanted> lists calls with their outcomes. Asks: history-refresh, history-search {search, reason},
// history-older, caller-block {callId, on}. On a phone each call is a card.
import { css, html, nothing } from 'lit'
import type { History, PastCall } from '../call/desk.ts'
import './block-button.ts'
import { Asking, base, define } from './element.ts'
import { qualityFacts, qualityWord } from './quality-words.ts'
import { isolated } from './texts/rich.ts'
import { duration, moment, words } from './texts/words.ts'

const seconds = (n: number | null): string => (n === null ? '–' : duration(n))
const TYPING_MS = 300
const REASONS = [
  'hung_up',
  'unanswered',
  'declined',
  'cancelled',
  'abandoned',
  'failed',
  'peer_lost',
  'media_lost',
  'dropped',
] as const

export class CallHistory extends Asking {
  static override properties = {
    history: { attribute: false },
    wanted: { attribute: false },
    failed: { type: Boolean },
  }
  declare history: History | null
  declare wanted: { readonly search: string; readonly reason: string }
  declare failed: boolean
  #typing: ReturnType<typeof setTimeout> | undefined

  static override styles = [
    base,
    css`
      .filter { display: grid; grid-template-columns: 1fr minmax(150px, auto); gap: 10px; }
      .scroll { overflow-x: auto; }
      table { width: 100%; border-collapse: collapse; font-size: 14px; }
      th, td { text-align: start; padding: 8px; border-bottom: 1px solid var(--soft); vertical-align: top; }
      th { color: var(--quiet); font-weight: 600; white-space: nowrap; }
      td.who { overflow-wrap: anywhere; }
      .nowrap, .act { white-space: nowrap; }
      td.who { min-width: 190px; }
      .page, .note { font-size: 13px; color: var(--quiet); }
      .note { white-space: pre-wrap; color: inherit; border-inline-start: 3px solid var(--soft); padding-inline-start: 8px; margin-top: 4px; }
      select { font: inherit; color: inherit; padding: 9px 12px; border-radius: 10px; background: var(--surface);
        border: 1px solid color-mix(in srgb, var(--quiet) 45%, transparent); min-height: 44px; }
      .bad { color: var(--danger); }
      @media (max-width: 820px) {
        .filter { grid-template-columns: 1fr; }
        thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        table, tbody, tr { display: block; }
        tr { padding: 10px 0; border-bottom: 1px solid var(--soft); display: flex; flex-wrap: wrap; gap: 2px 14px; }
        td { border: 0; padding: 0; }
        td.who { flex-basis: 100%; }
        td[data-label]:not(.who, .act)::before { content: attr(data-label) ' '; color: var(--quiet); }
        td.act { flex-basis: 100%; padding-top: 6px; }
        td.empty { display: none; }
      }
    `,
  ]

  constructor() {
    super()
    this.history = null
    this.wanted = { search: '', reason: '' }
    this.failed = false
  }

  override render() {
    const t = words.desk
    return html`<section class="stack" aria-label=${t.calls}>
      <div class="row"><h2 class="grow">${t.calls}</h2>
        <button id="refresh" @click=${() => this.ask('history-refresh')}>${t.refresh}</button></div>
      <div class="filter" role="search">
        <label>${t.search}<input id="search" type="search" maxlength="100" placeholder=${t.searchHint} .value=${this.wanted.search}
          @input=${() => this.#typed()}></label>
        <label>${t.outcomeFilter}<select id="reason" @change=${() => this.#search()}>
          <option value="" ?selected=${this.wanted.reason === ''}>${t.anyOutcome}</option>
          ${REASONS.map((reason) => html`<option value=${reason} ?selected=${this.wanted.reason === reason}>${t.outcomes[reason]}</option>`)}
        </select></label>
      </div>
      ${this.failed ? html`<p class="alert" role="alert">${t.listFailed}</p>` : nothing}
      <div role="status" class="quiet">${this.history && this.history.calls.length === 0 ? (this.#isFiltered ? t.noneFound : t.noCalls) : nothing}</div>
      ${this.history && this.history.calls.length > 0 ? this.#table(this.history) : nothing}
      ${this.history?.more ? html`<button id="older" @click=${() => this.ask('history-older')}>${t.older}</button>` : nothing}
    </section>`
  }

  get #isFiltered(): boolean {
    return this.wanted.search !== '' || this.wanted.reason !== ''
  }

  #typed(): void {
    clearTimeout(this.#typing)
    this.#typing = setTimeout(() => this.#search(), TYPING_MS)
  }

  #search(): void {
    clearTimeout(this.#typing)
    const search = this.renderRoot.querySelector<HTMLInputElement>('#search')?.value.trim() ?? ''
    const reason = this.renderRoot.querySelector<HTMLSelectElement>('#reason')?.value ?? ''
    this.ask('history-search', { search, reason })
  }

  #table(history: History) {
    const { columns: c } = words.desk
    const heads = [c.when, c.who, c.agent, c.outcome, c.rang, c.talked, c.path, c.quality]
    return html`<div class="scroll"><table aria-label=${words.desk.calls}>
      <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}<th scope="col">${c.actions}</th></tr></thead>
      <tbody>${history.calls.map((call) => this.#row(call))}</tbody>
    </table></div>`
  }

  #row(call: PastCall) {
    const { columns: c, outcomes } = words.desk
    const word = call.reason ?? call.state
    const told = (label: string, text: string) =>
      html`<td data-label=${label} class="nowrap ${text === '–' ? 'empty' : ''}">${text}</td>`
    return html`<tr data-call-id=${call.call_id} data-reason=${call.reason ?? nothing}>
      <td class="nowrap">${moment(call.at, { dateStyle: 'short', timeStyle: 'short' })}</td>
      <td class="who">${this.#who(call)}</td>
      <td data-label=${c.agent} class=${call.agent?.name ? '' : 'empty'}>${call.agent?.name ? isolated(call.agent.name) : '–'}</td>
      <td>${(outcomes as Record<string, string>)[word] ?? word}</td>
      ${told(c.rang, seconds(call.ring_seconds))}
      ${told(c.talked, seconds(call.talk_seconds || null))}
      ${told(c.path, (words.desk.paths as Record<string, string>)[call.path ?? ''] ?? '–')}
      ${this.#quality(call)}
      <td class="act"><parley-block-button call=${call.call_id} name=${call.visitor?.name ?? ''} compact ?blocked=${call.blocked}></parley-block-button></td>
    </tr>`
  }

  #who(call: PastCall) {
    const t = words.desk
    const page = call.page?.title || call.page?.url
    return html`<strong>${call.visitor?.name ? isolated(call.visitor.name) : t.visitor}</strong>
      ${call.blocked ? html`<span class="bad"> · ${t.block.blocked}</span>` : nothing}
      ${page ? html`<div class="page">${isolated(page)}</div>` : nothing}
      ${call.notes.map(
        (note) =>
          html`<div class="note"><bdi>${note.note}</bdi>${note.by && !note.mine ? html` <span class="page">– ${isolated(note.by)}</span>` : nothing}</div>`,
      )}`
  }

  #quality({ quality }: PastCall) {
    const t = words.desk
    if (quality === null) return html`<td data-label=${t.columns.quality} class="empty">–</td>`
    const word = qualityWord(quality)
    return html`<td data-label=${t.columns.quality} class="nowrap ${word === 'poor' ? 'bad' : ''}" title=${qualityFacts(quality)}>${t.qualities[word]}</td>`
  }
}
define('parley-call-history', CallHistory)
