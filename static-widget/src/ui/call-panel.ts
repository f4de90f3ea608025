// <parley-call-panel> shows a visitor's call and hands what people ask to the session.
import { css, html, nothing } from 'lit'
import type { CallSession } from '../session.ts'
import { Asking, base, define } from './element.ts'
import './end-card.ts'
import './in-call-bar.ts'
import './microphone-notice.ts'
import './microphone-test.ts'
import { obey } from './obey.ts'
import './ringing-view.ts'
import { Announcer } from './spoken.ts'
import { direction, fill, words } from './texts/words.ts'

const talkingTo = (name: string | null, talking: boolean): string => {
  const t = words.visitor
  if (name === null) return talking ? t.connected : t.connectingToOther
  return fill(talking ? t.talkingTo : t.connectingTo, { name })
}

/** What stands in the panel when there is no call to show. */
export interface Away {
  readonly opensAt: string | null
  readonly cannot: boolean
}

export class CallPanel extends Asking {
  static override properties = {
    session: { attribute: false },
    away: { attribute: false },
    sent: {},
    rated: {},
    video: { type: Boolean },
  }
  declare session: CallSession | null
  declare away: Away | null
  declare sent: '' | 'sent' | 'failed'
  declare rated: '' | 'sent' | 'failed'
  declare video: boolean
  readonly #announcer = new Announcer()
  #unsubscribe: (() => void) | undefined
  #shown = ''

  static override styles = [
    base,
    css`
      section {
        position: fixed; z-index: 2147483000; inset-inline-end: 20px; inset-block-end: 20px;
        width: min(360px, calc(100vw - 24px)); max-height: calc(100dvh - 40px); overflow: auto;
        padding: 20px; border-radius: 18px; background: var(--surface); border: 1px solid transparent;
        box-shadow: 0 12px 40px rgb(0 0 0 / 0.28); display: grid; gap: 12px; overscroll-behavior: contain;
      }
      section:has(parley-video-stage) { width: min(480px, calc(100vw - 24px)); }
      section:focus { outline: none; }
      .live { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      @media (max-width: 480px) { section { inset-inline: 12px; inset-block-end: 12px; width: auto !important; } }
      :host([inline]) section { position: static; width: auto; max-height: none; box-shadow: none; border-color: var(--soft); }
    `,
  ]

  constructor() {
    super()
    this.session = null
    this.away = null
    this.sent = ''
    this.rated = ''
    this.video = false
    obey(this, () => this.session)
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('session')) return
    this.#unsubscribe?.()
    this.#unsubscribe = this.session?.subscribe(() => this.requestUpdate())
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#unsubscribe?.()
  }

  override render() {
    const { session, away } = this
    if (!session && !away) return nothing
    return html`<section part="panel" role="region" lang=${words.language} dir=${direction()} aria-label=${words.visitor.panel} tabindex="-1">
      <p class="live" role="status" aria-live="polite">${session ? this.#announcer.say(session) : ''}</p>
      ${session ? this.#view(session) : this.#away(away)}
    </section>`
  }

  /** Whoever works by keyboard stays in the panel when what they pressed is gone. */
  override updated(): void {
    const view = this.renderRoot.querySelector('section > :not(.live):not(h2)')?.localName ?? ''
    if (view === this.#shown) return
    this.#shown = view
    if (view !== '' && !this.matches(':focus-within')) this.renderRoot.querySelector('section')?.focus()
  }

  #away(away: Away | null) {
    void import('./offline-view.ts')
    return html`<parley-offline-view opens-at=${away?.opensAt ?? ''} ?cannot=${away?.cannot} .sent=${this.sent}></parley-offline-view>`
  }

  #view(session: CallSession) {
    const call = session.getState()
    const { statuses, titles, hangUp } = words.call
    switch (session.status) {
      case 'idle':
        return nothing
      case 'preparing':
        return call.asks === 'resume'
          ? html`<h2>${statuses.resuming}</h2>`
          : html`<h2>${call.microphone === 'asked' || call.microphone === 'open' ? words.visitor.test.title : titles.microphone}</h2>
              <parley-microphone-notice .microphone=${call.microphone} .sent=${this.sent}></parley-microphone-notice>`
      case 'ready':
        return html`<h2>${words.visitor.test.title}</h2>
          <parley-microphone-test .company=${session.company} .level=${session.localLevel} ?video=${this.video}></parley-microphone-test>`
      case 'requesting':
      case 'ringing':
      case 'accepting':
        return this.#ringing(session)
      case 'resuming':
        return html`<h2>${statuses.resuming}</h2>
          <button id="cancel" @click=${session.hangUp}>${hangUp}</button>`
      case 'connecting':
      case 'connected':
      case 'reconnecting':
        return this.#talking(session)
      case 'ending':
        return call.phase === 'accepted' || call.phase === 'connected'
          ? this.#talking(session)
          : this.#ringing(session)
      case 'ended':
        return html`<parley-end-card .ending=${call.ending} .sent=${this.sent} .rated=${this.rated}></parley-end-card>`
      default:
        return session.status satisfies never
    }
  }

  #ringing(session: CallSession) {
    const { devices, hanging } = session.getState()
    return html`<parley-ringing-view .devices=${devices} ?callback=${session.offersCallback} .sent=${this.sent}
      .busy=${hanging}></parley-ringing-view>`
  }

  #talking(session: CallSession) {
    const who = talkingTo(session.getState().row?.agent?.name ?? null, session.since !== null)
    return html`<parley-in-call-bar who=${who} .session=${session} ?video=${this.video}></parley-in-call-bar>`
  }
}
define('parley-call-panel', CallPanel)
