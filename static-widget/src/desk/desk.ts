// <parley-desk> is an agent's whole page: sign in, go available, answer, talk, see what was, and who is there.
// Attributes for tests and style sheets: state, mode, data-page, data-call-id, data-rings, data-reason. Event: parley-state.
import { css, html, nothing } from 'lit'
import { Asking, base, define } from '../ui/element.ts'
import { reasonWord } from '../ui/end-card.ts'
import '../ui/incoming-call-dialog.ts'
import '../ui/sign-in-form.ts'
import { obey } from '../ui/obey.ts'
import { isolated } from '../ui/texts/rich.ts'
import { direction, words } from '../ui/texts/words.ts'
import { callsPage } from './calls-page.ts'
import type { DeskLine } from './line.ts'
import { type Page, pageOf, pagesFor } from './pages.ts'

export interface Backstage {
  readonly tenantName: string
  readonly line: DeskLine | null
  readonly problem: string
  /** Whether this tenant may show pictures. */
  readonly video: boolean
  signIn(email: string, password: string): void
  signOut(): void
}

const PAGE = 'parley:desk-page'

export class DeskElement extends Asking {
  static override properties = { backstage: { attribute: false }, problem: {}, page: { state: true } }
  declare backstage: Backstage | null
  /** Why there is no desk at all. */
  declare problem: string
  declare page: Page
  #told = ''

  static override styles = [
    base,
    css`
      :host { display: block; max-width: 1080px; margin: 0 auto; padding: 20px 16px 48px; }
      header { display: flex; flex-wrap: wrap; gap: 12px 24px; align-items: center; margin-bottom: 16px; }
      h1 { font-size: 22px; margin: 0; overflow-wrap: anywhere; }
      nav { display: flex; gap: 4px; flex-wrap: wrap; flex: 1; }
      #sign-out { margin-inline-start: auto; background: none; font-weight: 500; border: 1px solid color-mix(in srgb, var(--quiet) 45%, transparent); }
      nav button { background: transparent; font-weight: 500; padding: 8px 12px; }
      nav button[aria-current] { background: var(--soft); font-weight: 650; box-shadow: inset 0 -3px 0 var(--accent); }
      .card { margin-bottom: 16px; }
      .narrow { max-width: 380px; margin-inline: auto; }
      .live { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
      #in-call { border: 2px solid var(--good); }
      @media (forced-colors: active) { nav button[aria-current] { border-color: Highlight; text-decoration: underline; } }
      @media (max-width: 640px) {
        header { gap: 8px; }
        h1 { flex: 1; font-size: 19px; }
        nav { order: 3; flex-basis: 100%; justify-content: space-between; gap: 0; }
        nav button { padding: 8px 6px; font-size: 14px; }
        .card { padding: 16px; }
      }
    `,
  ]

  constructor() {
    super()
    this.backstage = null
    this.problem = ''
    this.page = (sessionStorage.getItem(PAGE) as Page | null) ?? 'calls'
    obey(this, () => this.backstage?.line?.call.session ?? null)
  }

  override render() {
    const stage = this.backstage
    if (this.problem) return html`<p class="card narrow alert" role="alert">${this.problem}</p>`
    if (!stage) return html`<p role="status">${words.desk.loading}</p>`
    const { line } = stage
    const [before, after] = words.desk.title.split('{tenant}')
    return html`<main dir=${direction()} @desk-sign-in=${(e: CustomEvent) => stage.signIn(e.detail.email, e.detail.password)}>
      <header><h1>${before}${isolated(stage.tenantName)}${after}</h1>${line && !isStranger(line) ? this.#pages(line) : nothing}${line ? html`<button id="sign-out" @click=${() => stage.signOut()}>${words.desk.signOut}</button>` : nothing}</header>
      ${
        line
          ? this.#desk(line, stage.video)
          : html`<div class="card narrow"><parley-sign-in-form .problem=${stage.problem}></parley-sign-in-form></div>`
      }
    </main>`
  }

  #pages(line: DeskLine) {
    const t = words.desk.pages
    const now = this.#page(line)
    return html`<nav aria-label=${t.label}>${pagesFor(line).map(
      (page) =>
        html`<button id="page-${page}" aria-current=${page === now ? 'page' : nothing} @click=${() => this.#turnTo(page)}>${t[page]}</button>`,
    )}</nav>`
  }

  /** A page that is not this agent's is not shown, whatever was shown before. */
  #page(line: DeskLine): Page {
    return pagesFor(line).includes(this.page) ? this.page : 'calls'
  }

  #turnTo(page: Page): void {
    sessionStorage.setItem(PAGE, page)
    this.page = page
  }

  #desk(line: DeskLine, video: boolean) {
    if (isStranger(line)) return html`<p class="card narrow alert" role="alert">${words.desk.notAMember}</p>`
    const page = this.#page(line)
    return html`<div
      @desk-available=${(e: CustomEvent) => (e.detail.on ? line.mode.goAvailable() : line.mode.stop('away'))}
      @desk-do-not-disturb=${() => line.mode.stop('do_not_disturb')}
      @desk-ready=${() => line.mode.ready()}
      @call-accept=${(e: CustomEvent) => line.accept(e.detail.callId)}
      @call-decline=${(e: CustomEvent) => line.decline(e.detail.callId)}
      @caller-block=${(e: CustomEvent) => line.papers.block(e.detail.callId, e.detail.on)}
      @note-write=${(e: CustomEvent) => line.papers.notes.write(e.detail.text)}
      @note-done=${() => line.papers.notes.flush()}>
      ${callsPage(line, page === 'calls', video)}
      ${page === 'calls' ? nothing : pageOf(page, line)}
      <parley-incoming-call-dialog .rings=${line.rings}></parley-incoming-call-dialog>
    </div>`
  }

  /** On the element itself, for whoever styles, embeds or tests it. */
  override updated(): void {
    const line = this.backstage?.line
    line?.papers.crew.watch(['team', 'hours'].includes(this.page))
    const state = stateOf(this.backstage)
    this.setAttribute('state', state)
    this.setAttribute('mode', line?.mode.status ?? '')
    this.toggleAttribute('data-joined', line?.joined === true)
    this.dataset['page'] = line ? this.#page(line) : ''
    this.dataset['callId'] = line?.call.session?.getState().callId ?? ''
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

/** Signed in, and no member of this team: nothing here is theirs. */
const isStranger = (line: DeskLine): boolean => line.refused === 'not_a_member'

const stateOf = (stage: Backstage | null): string => {
  const line = stage?.line
  if (!line) return stage ? 'signed-out' : 'loading'
  if (line.call.session) return line.call.session.status
  if (line.rings.length > 0) return 'ringing'
  return line.confirmed ? 'available' : 'away'
}
