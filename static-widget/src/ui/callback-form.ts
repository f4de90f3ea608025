// <parley-callback-form> asks to be called back: callback-request {name, contact, note, when}.
import { html } from 'lit'
import { Asking, base, define } from './element.ts'
import { en } from './texts/en.ts'

export class CallbackForm extends Asking {
  static override properties = { sent: {} }
  static override styles = [base]
  declare sent: '' | 'sent' | 'failed'

  constructor() {
    super()
    this.sent = ''
  }

  override render() {
    if (this.sent === 'sent') return html`<p role="status">${en.callback.sent}</p>`
    return html`<form class="stack" aria-label=${en.callback.title} @submit=${this.#submit}>
      <label>${en.callback.name}<input name="name" autocomplete="name" maxlength="80" required></label>
      <label>${en.callback.contact}<input name="contact" autocomplete="email" maxlength="120" required></label>
      <label>${en.callback.note}<input name="note" maxlength="400"></label>
      <label>${en.callback.when}<input name="when" maxlength="80"></label>
      ${this.sent === 'failed' ? html`<p class="alert" role="alert">${en.callback.failed}</p>` : ''}
      <button class="primary">${en.callback.send}</button>
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
