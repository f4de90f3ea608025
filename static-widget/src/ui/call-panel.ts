// <parley-call-panel> shows a visitor's call and hands what people ask to the session.
import { css, html, nothing } from 'lit'
import type { CallSession } from '../session.ts'
import { Asking, base, define } from './element.ts'
import './end-card.ts'
import './in-call-bar.ts'
import './microphone-notice.ts'
import { ringingOn } from './ringing-view.ts'
import { endingWords } from './texts/endings.ts'
import { direction, fill, words } from './texts/words.ts'

const talkingTo = (name: string | null, talking: boolean): string => {
  const t = words.visitor
  if (name === null) return talking ? t.connected : t.connectingToOther
  return fill(talking ? t.talkingTo : t.connectingTo, { name })
}

export class CallPanel extends Asking {
  static override properties = { session: { attribute: false }, sent: {} }
  declare session: CallSession | null
  declare sent: '' | 'sent' | 'failed'
  #unsubscribe: (() => void) | undefined

  static override styles = [
    base,
    css`
      section {
        position: fixed; z-index: 2147483000; inset-inline-end: 20px; inset-block-end: 20px;
        width: min(360px, calc(100vw - 24px)); max-height: calc(100vh - 40px); overflow: auto;
        padding: 20px; border-radius: 18px; background: var(--surface);
        box-shadow: 0 12px 40px rgb(0 0 0 / 0.28); display: grid; gap: 12px;
      }
      .live { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      @media (max-width: 480px) { section { inset-inline: 12px; inset-block-end: 12px; width: auto; } }
    `,
  ]

  constructor() {
    super()
    this.session = null
    this.sent = ''
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
    const session = this.session
    if (!session) return nothing
    return html`<section part="panel" role="region" dir=${direction()} aria-label=${words.visitor.panel} tabindex="-1"
      @call-hang-up=${session.hangUp}
      @call-retry-microphone=${session.retryMicrophone}
      @call-mute=${(e: CustomEvent<{ on: boolean }>) => session.mute(e.detail.on)}
      @call-hear=${session.play}>
      <p class="live" role="status" aria-live="polite">${this.#announcement(session)}</p>
      ${this.#view(session)}
    </section>`
  }

  #announcement(session: CallSession): string {
    const { ending, devices } = session.getState()
    if (ending) return endingWords(words.visitor, 'visitor', ending)
    return session.status === 'ringing' ? ringingOn(devices) : words.call.statuses[session.status]
  }

  #view(session: CallSession) {
    const call = session.getState()
    switch (session.status) {
      case 'idle':
        return nothing
      case 'preparing':
        return call.asks === 'resume'
          ? html`<h2>${words.call.statuses.resuming}</h2>`
          : html`<h2>${call.microphone === 'asked' || call.microphone === 'open' ? words.call.statuses.preparing : words.call.titles.microphone}</h2>
              <parley-microphone-notice .microphone=${call.microphone}></parley-microphone-notice>`
      case 'requesting':
      case 'ringing':
      case 'accepting':
        return this.#ringing(session)
      case 'resuming':
        return html`<h2>${words.call.statuses.resuming}</h2>
          <button id="cancel" @click=${session.hangUp}>${words.call.hangUp}</button>`
      case 'connecting':
      case 'connected':
      case 'reconnecting':
        return this.#talking(session)
      case 'ending':
        return call.phase === 'accepted' || call.phase === 'connected'
          ? this.#talking(session)
          : this.#ringing(session)
      case 'ended':
        return html`<parley-end-card .ending=${call.ending} .sent=${this.sent}></parley-end-card>`
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
    const call = session.getState()
    return html`<parley-in-call-bar who=${talkingTo(call.row?.agent?.name ?? null, session.since !== null)} .status=${session.status}
      .call=${call} .since=${session.since} .localLevel=${session.localLevel}
      .remoteLevel=${session.remoteLevel}></parley-in-call-bar>`
  }
}
define('parley-call-panel', CallPanel)
