// <parley-callback-form> asks to be called back: callback-request {name, contact, note, when}.
import { html } from 'lit'
import { Asking, base, define } from './element.ts'
import { words } from './texts/words.ts'

const optional = (label: string) =>
  html`<span>${label} <span class="quiet">(${words.visitor.callback.optional})</span></span>`

export class CallbackForm extends Asking {
  static override properties = { sent: {} }
  static override styles = [base]
  declare sent: '' | 'sent' | 'failed'

  constructor() {
    super()
    this.sent = ''
  }

  override render() {
    if (this.sent === 'sent') return html`<p role="status" id="sent">${words.visitor.callback.sent}</p>`
    return html`<form class="stack" aria-label=${words.visitor.callback.title} @submit=${this.#submit}>
      <label>${words.visitor.callback.name}<input name="name" autocomplete="name" maxlength="80" required></label>
      <label>${words.visitor.callback.contact}<input name="contact" autocomplete="email" maxlength="120" required></label>
      <label>${optional(words.visitor.callback.note)}<textarea name="note" rows="2" maxlength="400"></textarea></label>
      <label>${optional(words.visitor.callback.when)}<input name="when" maxlength="80"></label>
      ${this.sent === 'failed' ? html`<p class="alert" role="alert">${words.visitor.callback.failed}</p>` : ''}
      <button class="primary">${words.visitor.callback.send}</button>
    </form>`
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault()
    const form = new FormData(event.target as HTMLFormElement)
    const field = (name: string) => String(form.get(name) ?? '').trim()
    this.ask('callback-request', {
      name: field('name'),
      contact: field('contact'),
      note: field('note'),
      when: field('when'),
    })
  }
}
define('parley-callback-form', CallbackForm)
