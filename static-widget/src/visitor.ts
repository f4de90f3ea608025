// A visitor's calls on one page: plugs the ports, keeps the panel, tells the host element what goes on.

import { partyOf } from './api/party.ts'
import { rpcOf } from './api/rpc.ts'
import { Visitor } from './api/visitor.ts'
import type { Config } from './call/config.ts'
import { leaveWord } from './left.ts'
import { browserMedia } from './media/browser.ts'
import { audioContext } from './media/level.ts'
import { CallSession, type Ports } from './session.ts'
import type { Ear } from './signal/signalling.ts'
import { SupabaseSignalling } from './signal/supabase.ts'
import { CallPanel } from './ui/call-panel.ts'
import { reasonWord } from './ui/end-card.ts'
import { speak } from './ui/texts/words.ts'

const QUIET_AFTER_END_MS = 5000

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
  #ear: Ear | null = null
  #stop: (() => void) | null = null
  #closing: ReturnType<typeof setTimeout> | undefined
  readonly #undo = new AbortController()

  constructor(
    host: HTMLElement,
    root: ShadowRoot,
    button: HTMLElement,
    audio: HTMLAudioElement,
    config: Config,
    tenant: string,
  ) {
    this.#host = host
    this.#button = button
    this.#tenant = tenant
    const instance = crypto.randomUUID()
    this.#visitor = new Visitor(config, tenant, localStorage)
    this.#signalling = new SupabaseSignalling(config.supabase.url, config.supabase.key, this.#visitor.token)
    this.#ports = {
      media: browserMedia(audio),
      party: partyOf(rpcOf(config.supabase, this.#visitor.token), instance),
      open: (hear, joined) => this.#open(hear, joined),
      request: (call_id, sdp) =>
        this.#visitor.request({
          call_id,
          instance,
          media: 'audio',
          offer: { sdp },
          page: page(),
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
    return this.#session !== null
  }

  place(): void {
    if (this.isBusy) return
    this.#begin().place()
  }

  resume(callId: string): void {
    if (this.isBusy) return
    this.#begin().resume(callId)
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
    this.#panel.sent = ''
    this.#panel.session = session
    this.#button.hidden = true
    session.subscribe(() => this.#show(session))
    return session
  }

  /** One join serves call after call: it is kept a moment longer, so that calling again at once needs no new one. */
  async #open(heard: Ear['heard'], joined: Ear['joined']) {
    clearTimeout(this.#closing)
    const session = await this.#visitor.session()
    if (session === null) return null
    const { id } = session.session
    this.#host.dataset['sessionId'] = id
    this.#ear = { heard, joined }
    this.#stop ??= this.#signalling.listen(`chat_session_${id}:call`, {
      heard: (event, payload) => this.#ear?.heard(event, payload),
      joined: () => this.#ear?.joined(),
    })
    return { sessionId: id, close: () => this.#closeSoon() }
  }

  #closeSoon(): void {
    this.#ear = null
    clearTimeout(this.#closing)
    this.#closing = setTimeout(() => {
      this.#stop?.()
      this.#stop = null
    }, QUIET_AFTER_END_MS)
  }

  /** Everything a style sheet, a host page or a test may want to know, on the element itself. */
  #show(session: CallSession): void {
    if (session !== this.#session) return
    const { callId, devices, ending, generation } = session.getState()
    const { status } = session
    this.#host.setAttribute('state', status)
    const data = this.#host.dataset
    data['callId'] = callId ?? ''
    data['devices'] = String(devices)
    data['reason'] = ending ? reasonWord(ending) : ''
    const detail = { status, callId, devices, generation, ending }
    this.#host.dispatchEvent(new CustomEvent('parley-state', { bubbles: true, composed: true, detail }))
  }

  #listen(root: ShadowRoot): void {
    const { signal } = this.#undo
    root.addEventListener('call-close', () => this.#close(), { signal })
    root.addEventListener('call-again', () => this.place(), { signal })
    root.addEventListener('call-continue', () => this.#continue(), { signal })
    root.addEventListener('callback-request', (e) => void this.#callback(e as CustomEvent), { signal })
    addEventListener('pagehide', () => this.#leave(), { signal })
    addEventListener('pageshow', (e) => e.persisted && this.#session?.pageIs(false), { signal })
    addEventListener('online', () => this.#wake(), { signal })
    document.addEventListener('visibilitychange', () => document.hidden || this.#wake(), { signal })
  }

  #close(): void {
    this.#panel.session = null
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
    const { callId, row } = this.#session?.getState() ?? {}
    if (!this.isBusy || !callId || !row) return
    leaveWord(this.#tenant, callId)
    this.#session?.pageIs(true)
  }

  #wake(): void {
    if (!this.isBusy) return
    this.#signalling.wake()
    this.#session?.mayHaveMissed()
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

const page = () => ({
  url: `${location.origin}${location.pathname}`.slice(0, 500),
  title: document.title.slice(0, 200),
})
