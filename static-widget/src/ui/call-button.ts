// <parley-call-button label> is all that stands on the host's page before the first tap; so it is plain, without Lit.
// Ask: call-place. Attributes: label, for (what it brings), busy, problem (words under the button), hidden.
const style = `
  :host { position: fixed; z-index: 2147483000; inset-inline-end: 20px; inset-block-end: 20px; color-scheme: light dark;
    font: 600 15px/1.4 var(--parley-font, system-ui, sans-serif); display: grid; gap: 8px; justify-items: end; }
  :host([hidden]) { display: none; }
  :host([inline]) { position: static; justify-items: start; }
  button { font: inherit; display: flex; gap: 8px; align-items: center; border: 1px solid transparent; border-radius: 999px; padding: 13px 21px;
    min-height: 48px; cursor: pointer; background: var(--parley-accent, light-dark(#1f5eff, #86a8ff));
    color: var(--parley-on-accent, light-dark(#fff, #0b1326)); box-shadow: 0 6px 20px rgb(0 0 0 / .25); }
  button:focus-visible { outline: 3px solid light-dark(#0b1326, #fff); outline-offset: 2px; }
  button:disabled { opacity: .7; cursor: progress; }
  svg { width: 18px; height: 18px; fill: currentColor; }
  p { margin: 0; max-width: 260px; padding: 8px 12px; border-radius: 10px; background: light-dark(#fff, #1a2130);
    color: light-dark(#c42b2b, #ff8a8a); }
  p:empty { display: none; }`
const ICONS = {
  call: 'M6.6 10.8a15 15 0 0 0 6.6 6.6l2.2-2.2a1 1 0 0 1 1-.25 11.4 11.4 0 0 0 3.6.57 1 1 0 0 1 1 1V20a1 1 0 0 1-1 1A17 17 0 0 1 3 4a1 1 0 0 1 1-1h3.5a1 1 0 0 1 1 1 11.4 11.4 0 0 0 .57 3.6 1 1 0 0 1-.25 1z',
  message: 'M4 4h16a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H9l-5 4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1z',
}

export class CallButton extends HTMLElement {
  static readonly observedAttributes = ['label', 'for', 'busy', 'problem']
  readonly #button = document.createElement('button')
  readonly #problem = document.createElement('p')
  readonly #text = document.createElement('span')
  readonly #icon = document.createElementNS('http://www.w3.org/2000/svg', 'path')

  constructor() {
    super()
    const root = this.attachShadow({ mode: 'open', delegatesFocus: true })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(style)
    root.adoptedStyleSheets = [sheet]
    const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
    icon.setAttribute('viewBox', '0 0 24 24')
    icon.setAttribute('aria-hidden', 'true')
    icon.append(this.#icon)
    this.#button.type = 'button'
    this.#button.setAttribute('part', 'button')
    this.#problem.setAttribute('role', 'alert')
    this.#button.append(icon, this.#text)
    root.append(this.#problem, this.#button)
    this.#button.addEventListener('click', () =>
      this.dispatchEvent(new CustomEvent('call-place', { bubbles: true, composed: true })),
    )
  }

  attributeChangedCallback(): void {
    this.#text.textContent = this.getAttribute('label')
    this.#icon.setAttribute('d', ICONS[this.getAttribute('for') === 'message' ? 'message' : 'call'])
    this.#problem.textContent = this.getAttribute('problem')
    this.#button.disabled = this.hasAttribute('busy')
    this.#button.setAttribute('aria-busy', String(this.#button.disabled))
  }
}
