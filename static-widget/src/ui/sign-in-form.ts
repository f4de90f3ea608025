// <parley-sign-in-form problem busy> asks: desk-sign-in {email, password}.
import { html } from 'lit'
import { Asking, base, define } from './element.ts'
import { words } from './texts/words.ts'

export class SignInForm extends Asking {
  static override properties = { problem: {}, busy: { type: Boolean } }
  static override styles = [base]
  declare problem: string
  declare busy: boolean

  constructor() {
    super()
    this.problem = ''
    this.busy = false
  }

  override render() {
    const t = words.desk
    return html`<form class="stack" aria-label=${t.signIn} @submit=${this.#submit}>
      <label>${t.email}<input name="email" type="email" autocomplete="username" required></label>
      <label>${t.password}<input name="password" type="password" autocomplete="current-password" required></label>
      ${this.problem ? html`<p class="alert" role="alert">${this.problem}</p>` : ''}
      <button class="primary" ?disabled=${this.busy}>${t.signIn}</button>
    </form>`
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault()
    const form = new FormData(event.target as HTMLFormElement)
    this.ask('desk-sign-in', { email: String(form.get('email')), password: String(form.get('password')) })
  }
}
define('parley-sign-in-form', SignInForm)
