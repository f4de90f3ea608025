// <parley-desk> is an agent's whole page: sign in, go available, answer, talk, see what was.
// Attributes for tests and style sheets: state, data-call-id, data-rings, data-reason. Event: parley-state.
import { css, html, nothing } from 'lit'
import '../ui/availability-bar.ts'
import '../ui/call-history.ts'
import '../ui/callback-list.ts'
import { Asking, base, define } from '../ui/element.ts'
import { reasonWord } from '../ui/end-card.ts'
import '../ui/in-call-bar.ts'
import '../ui/incoming-call-dialog.ts'
import '../ui/sign-in-form.ts'
import type { CallSession } from '../session.ts'
import { obey } from '../ui/obey.ts'
import { endingWords } from '../ui/texts/endings.ts'
import { fill, words } from '../ui/texts/words.ts'
import type { DeskLine } from './line.ts'

export interface Backstage {
  readonly tenantName: string
  readonly line: DeskLine | null
  readonly problem: string
  /** Whether this tenant may show pictures. */
  readonly video: boolean
  signIn(email: string, password: string): void
  signOut(): void
}

const talkingTo = (name: string | null, talking: boolean): string =>
  fill(talking ? words.desk.talkingTo : words.desk.connectingTo, { name: name ?? words.desk.aVisitor })

const gone = (reason: string, by: string | null): string => {
  const texts = words.desk.gone as Record<string, string>
  return fill((by ? texts[`${reason}_by`] : undefined) ?? texts[reason] ?? '', { by: by ?? '' })
}

export class DeskElement extends Asking {
  static override properties = { backstage: { attribute: false } }
  declare backstage: Backstage | null
  #told = ''

  static override styles = [
    base,
    css`
      :host { display: block; max-width: 860px; margin: 0 auto; padding: 24px 16px 48px; }
      h1 { font-size: 22px; margin: 0 0 16px; }
      .card { background: var(--surface); border-radius: 18px; padding: 20px; margin-bottom: 16px;
        box-shadow: 0 1px 3px rgb(0 0 0 / 0.12); }
      .narrow { max-width: 380px; margin: 0 auto; }
    `,
  ]

  constructor() {
    super()
    this.backstage = null
    obey(this, () => this.backstage?.line?.call.session ?? null)
  }

  override render() {
    const stage = this.backstage
    if (!stage) return html`<p role="status">${words.desk.loading}</p>`
    const { line } = stage
    return html`<main @desk-sign-in=${(e: CustomEvent) => stage.signIn(e.detail.email, e.detail.password)}
      @desk-sign-out=${() => stage.signOut()}>
      <h1>${fill(words.desk.title, { tenant: stage.tenantName })}</h1>
      ${
        line
          ? this.#desk(line)
          : html`<div class="card narrow"><parley-sign-in-form .problem=${stage.problem}></parley-sign-in-form></div>`
      }
    </main>`
  }

  #desk(line: DeskLine) {
    const t = words.desk
    return html`<div
      @desk-available=${(e: CustomEvent) => (e.detail.on ? line.goAvailable() : line.goAway())}
      @call-accept=${(e: CustomEvent) => line.accept(e.detail.callId)}
      @call-decline=${(e: CustomEvent) => line.decline(e.detail.callId)}
      @callback-done=${(e: CustomEvent) => line.lists.resolve(e.detail.id)}
      @history-refresh=${() => line.lists.refresh()}>
      <div class="card">
        <parley-availability-bar .who=${line.agent?.name ?? ''} ?available=${line.available} ?confirmed=${line.confirmed} ?heard=${line.joined}
          ?talking=${line.call.session !== null} .problem=${this.#problem(line)} .level=${line.level}></parley-availability-bar>
      </div>
      ${this.#notice(line)}
      ${
        line.call.elsewhere
          ? html`<div class="card row"><p class="grow">${t.inCall}</p>
              <button id="continue" class="primary" @click=${() => line.call.continueHere()}>${words.call.continueHere}</button></div>`
          : nothing
      }
      ${line.call.session ? this.#call(line.call.session) : nothing}
      <parley-incoming-call-dialog .rings=${line.rings}></parley-incoming-call-dialog>
      ${
        line.lists.callbacks?.callbacks.length
          ? html`<div class="card"><parley-callback-list .list=${line.lists.callbacks}></parley-callback-list></div>`
          : nothing
      }
      <div class="card"><parley-call-history .history=${line.lists.history}></parley-call-history></div>
    </div>`
  }

  #call(session: CallSession) {
    const call = session.getState()
    return html`<div class="card" id="in-call">
      <parley-in-call-bar who=${talkingTo(call.visitor?.name ?? null, session.since !== null)} .session=${session} ?video=${this.backstage?.video}></parley-in-call-bar>
    </div>`
  }

  #notice(line: DeskLine) {
    const said = line.call.ending
      ? endingWords(words.desk, 'agent', line.call.ending)
      : line.gone
        ? gone(line.gone.reason, line.gone.by)
        : line.wasAvailable && !line.call.session
          ? words.desk.reloaded
          : ''
    return html`<p id="notice" role="status" aria-live="polite" class=${said ? 'card' : ''}>${said}</p>`
  }

  #problem(line: DeskLine): string {
    if (line.refused === 'not_a_member') return words.desk.notAMember
    return line.problem ? words.call.microphones[line.problem] : ''
  }

  /** On the element itself, for whoever styles, embeds or tests it. */
  override updated(): void {
    const line = this.backstage?.line
    const session = line?.call.session
    const state = !line
      ? this.backstage
        ? 'signed-out'
        : 'loading'
      : session
        ? session.status
        : line.rings.length > 0
          ? 'ringing'
          : line.confirmed
            ? 'available'
            : 'away'
    this.setAttribute('state', state)
    this.toggleAttribute('data-joined', line?.joined === true)
    this.dataset['callId'] = session?.getState().callId ?? ''
    this.dataset['rings'] = line?.rings.map((ring) => ring.call_id).join(' ') ?? ''
    this.dataset['reason'] = line?.call.ending ? reasonWord(line.call.ending) : ''
    const now = `${state} ${this.dataset['callId']} ${this.dataset['rings']}`
    if (now === this.#told) return
    this.#told = now
    if (state === 'ringing') performance.mark('parley-ring')
    this.ask('parley-state', { status: state, callId: this.dataset['callId'], rings: this.dataset['rings'] })
  }
}
define('parley-desk', DeskElement)
