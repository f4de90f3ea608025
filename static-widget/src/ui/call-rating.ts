// <parley-call-rating sent> asks how the call was: call-rate {stars, comment}.
import { css, html } from 'lit'
import { Asking, base, define } from './element.ts'
import { count, words } from './texts/words.ts'

const STARS = [1, 2, 3, 4, 5]

export class CallRating extends Asking {
  static override properties = { sent: {}, stars: { state: true } }
  static override styles = [
    base,
    css`
      fieldset { border: 0; margin: 0; padding: 0; display: flex; }
      legend { padding: 0; font-weight: 600; font-size: 14px; }
      .star { display: grid; place-items: center; width: 44px; height: 44px; font-size: 26px; font-weight: 400; cursor: pointer;
        border-radius: 10px; color: var(--quiet); }
      .star.on { color: var(--star); }
      input[type=radio] { position: absolute; width: 1px; height: 1px; opacity: 0; padding: 0; }
      .star:focus-within { outline: 3px solid var(--accent); }
    `,
  ]
  declare sent: '' | 'sent' | 'failed'
  declare stars: number

  constructor() {
    super()
    this.sent = ''
    this.stars = 0
  }

  override render() {
    const t = words.visitor.rating
    if (this.sent === 'sent') return html`<p role="status">${t.thanks}</p>`
    return html`<form class="stack" @submit=${this.#submit}>
      <fieldset><legend>${t.title}</legend>${STARS.map((n) => this.#star(n))}</fieldset>
      ${this.stars > 0 ? html`<label>${t.comment}<textarea name="comment" rows="2" maxlength="400"></textarea></label>` : ''}
      ${this.sent === 'failed' ? html`<p class="alert" role="alert">${t.failed}</p>` : ''}
      ${this.stars > 0 ? html`<button id="rate">${t.send}</button>` : ''}
    </form>`
  }

  #star(n: number) {
    return html`<label class="star ${n <= this.stars ? 'on' : ''}"><input type="radio" name="stars" value=${n}
      aria-label=${count(words.visitor.rating.stars, n)} @change=${() => {
        this.stars = n
      }}><span aria-hidden="true">${n <= this.stars ? '★' : '☆'}</span></label>`
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault()
    const comment = String(new FormData(event.target as HTMLFormElement).get('comment') ?? '').trim()
    this.ask('call-rate', { stars: this.stars, comment })
  }
}
define('parley-call-rating', CallRating)
