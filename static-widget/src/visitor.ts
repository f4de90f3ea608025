// A visitor's calls on one page: plugs the ports, keeps the panel, tells the host element what goes on.

import { partyOf } from './api/party.ts'
import { rpcOf } from './api/rpc.ts'
import { type HostToken, Visitor } from './api/visitor.ts'
import { Around } from './around.ts'
import type { Config } from './call/config.ts'
import { ChatEar } from './chat-ear.ts'
import { leaveWord } from './left.ts'
import { browserMedia } from './media/browser.ts'
import { audioContext } from './media/level.ts'
import { pageLife } from './page-life.ts'
import { CallSession, type Ports } from './session.ts'
import { SupabaseSignalling } from './signal/supabase.ts'
import { thisPage } from './this-page.ts'
import { CallPanel } from './ui/call-panel.ts'
import { speak } from './ui/texts/words.ts'
import { uuid } from './uuid.ts'

export class VisitorCall {
  /** The page's words; said before a call is shown. */
  static readonly speak = speak

  readonly #host: HTMLElement
  readonly #button: HTMLElement
  readonly #panel = new CallPanel()
  readonly #visitor: Visitor
  readonly #tenant: string
  readonly #ports: Ports
  readonly #signalling: SupabaseSignalling
  #session: CallSession | null = null
  readonly #undo = new AbortController()
  readonly #around: Around
  readonly #opensAt: string | null
  #media: 'audio' | 'video' = 'audio'
  /** The microphone of this page has been tested, by hand or by a call. */
  #tested: boolean

  constructor(
    host: HTMLElement,
    root: ShadowRoot,
    button: HTMLElement,
    audio: HTMLAudioElement,
    config: Config,
    tenant: string,
    hostToken: HostToken | null = null,
  ) {
    this.#host = host
    this.#button = button
    this.#tenant = tenant
    this.#around = new Around(host)
    this.#opensAt = config.opens_at
    this.#tested = host.hasAttribute('direct')
    this.#panel.video = config.features.video_enabled
    this.#panel.toggleAttribute('inline', host.hasAttribute('inline'))
    const instance = uuid()
    this.#visitor = new Visitor(config, tenant, localStorage, hostToken)
    this.#signalling = new SupabaseSignalling(config.supabase.url, config.supabase.key, this.#visitor.token)
    const chat = new ChatEar(this.#visitor, this.#signalling, host)
    this.#ports = {
      media: browserMedia(audio),
      party: partyOf(rpcOf(config.supabase, this.#visitor.token), instance),
      open: chat.open,
      relay: async (ticket) => (await import('./api/relay.ts')).relayOf(config)(ticket),
      request: (call_id, sdp) =>
        this.#visitor.request({
          call_id,
          instance,
          media: this.#media,
          offer: { sdp },
          page: thisPage(),
          ...this.#name(),
        }),
    }
    root.append(this.#panel)
    this.#listen(root)
  }

  get isBusy(): boolean {
    const status = this.#session?.status ?? 'idle'
    return status !== 'idle' && status !== 'ended'
  }

  /** Something is on the screen, be it only how a call ended. */
  get isOpen(): boolean {
    return this.#session !== null || this.#panel.away !== null
  }

  place(): void {
    if (this.isBusy) return
    this.#begin().place(this.#tested)
  }

  /** Nobody can take a call, or this browser can make none: what is left is a message. */
  leaveMessage(cannot: boolean): void {
    this.#panel.sent = ''
    this.#panel.away = { opensAt: this.#opensAt, cannot }
    this.#button.hidden = true
  }

  get session(): CallSession | null {
    return this.#session
  }

  resume(callId: string, muted = false): void {
    if (this.isBusy) return
    const session = this.#begin()
    session.mute(muted)
    session.resume(callId)
  }

  dispose(): void {
    this.#undo.abort()
    this.#session?.hangUp()
    this.#signalling.close()
    this.#panel.remove()
  }

  #begin(): CallSession {
    audioContext()
    const session = new CallSession('visitor', this.#ports)
    this.#session = session
    this.#media = 'audio'
    this.#panel.sent = ''
    this.#panel.rated = ''
    this.#panel.away = null
    this.#panel.session = session
    this.#button.hidden = true
    session.subscribe(() => session === this.#session && this.#around.follow(session))
    return session
  }

  #listen(root: ShadowRoot): void {
    const { signal } = this.#undo
    root.addEventListener('call-close', () => this.#close(), { signal })
    root.addEventListener('call-again', () => this.place(), { signal })
    root.addEventListener('call-confirm', (e) => this.#confirm((e as CustomEvent).detail), { signal })
    root.addEventListener('call-tone', () => this.#around.testTone(), { signal })
    root.addEventListener('call-rate', (e) => void this.#rate((e as CustomEvent).detail), { signal })
    root.addEventListener('call-continue', () => this.#continue(), { signal })
    root.addEventListener('callback-request', (e) => void this.#callback(e as CustomEvent), { signal })
    const life = {
      left: () => this.#leave(),
      back: () => this.#session?.pageIs(false),
      awake: () => this.#wake(),
    }
    signal.addEventListener('abort', pageLife(life))
  }

  #confirm({ camera }: { camera: boolean }): void {
    this.#tested = true
    if (camera) this.#media = 'video'
    if (camera) void this.#session?.pictures.camera(true)
    this.#session?.confirm()
  }

  async #rate({ stars, comment }: { stars: number; comment: string }): Promise<void> {
    this.#panel.rated = (await this.#session?.rate(stars, comment)) ? 'sent' : 'failed'
  }

  #close(): void {
    this.#panel.session = null
    this.#panel.away = null
    this.#session = null
    this.#button.hidden = false
    this.#button.focus()
    this.#host.setAttribute('state', 'idle')
  }

  /** The call lives in another page of this visitor: it comes here, and that page says so. */
  #continue(): void {
    const { ending, callId } = this.#session?.getState() ?? {}
    const other = ending?.why === 'refused' ? ending.refusal.call_id : callId
    if (other) this.resume(other)
  }

  #leave(): void {
    const state = this.#session?.getState()
    if (!this.isBusy || !state?.row) return
    // who has hung up does not come back
    if (!state.hanging) leaveWord(this.#tenant, state)
    this.#session?.pageIs(true)
  }

  #wake(): void {
    if (!this.isBusy) return
    this.#signalling.wake()
    this.#session?.mayHaveMissed()
    this.#around.back()
    // A phone that was put away may have paused what it played.
    void this.#session?.play()
  }

  async #callback(e: CustomEvent): Promise<void> {
    const answer = await this.#visitor.requestCallback(e.detail)
    this.#panel.sent = answer.is === 'ok' ? 'sent' : 'failed'
  }

  #name(): { name?: string } {
    const name = this.#host.getAttribute('visitor-name')
    return name ? { name } : {}
  }
}
