// <parley-callback-list .list> names who waits to be called back. Ask: callback-done {id}.
import { css, html, nothing } from 'lit'
import type { Callbacks } from '../call/desk.ts'
import { Asking, base, define } from './element.ts'
import { plain } from './texts/plain.ts'
import { isolated, rich } from './texts/rich.ts'
import { fill, moment, words } from './texts/words.ts'

export class CallbackList extends Asking {
  static override properties = { list: { attribute: false } }
  declare list: Callbacks | null

  static override styles = [
    base,
    css`
      ul { list-style: none; margin: 0; padding: 0; }
      li { padding: 10px 0; border-bottom: 1px solid var(--soft); overflow-wrap: anywhere; }
      li:last-child { border-bottom: 0; }
      .here { color: var(--good); font-weight: 600; }
    `,
  ]

  constructor() {
    super()
    this.list = null
  }

  override render() {
    const t = words.desk.callbacks
    return html`<section class="stack" aria-label=${t.title}>
      <h2>${t.title}</h2>
      <ul>${this.list?.callbacks.map((one) => this.#one(one))}</ul>
      ${this.list?.more ? html`<p class="quiet">${t.more}</p>` : nothing}
    </section>`
  }

  #one(one: Callbacks['callbacks'][number]) {
    const t = words.desk.callbacks
    const who = plain(one.name ?? '') || words.desk.visitor
    return html`<li class="row" data-callback-id=${one.id}>
      <div class="grow">
        <p><strong><bdi>${who}</bdi></strong>${one.contact ? html` · ${isolated(one.contact)}` : nothing}</p>
        <p class=${one.here ? 'here' : 'quiet'}>${one.here ? t.hereNow : fill(t.asked, { time: moment(one.at, { dateStyle: 'short', timeStyle: 'short' }) })}</p>
        ${one.when ? html`<p class="quiet">${rich(t.wants, { when: one.when })}</p>` : nothing}
        ${one.note ? html`<p>${isolated(one.note)}</p>` : nothing}
      </div>
      <button aria-label=${fill(t.doneWith, { name: who })} @click=${() => this.ask('callback-done', { id: one.id })}>${t.done}</button>
    </li>`
  }
}
define('parley-callback-list', CallbackList)
