// A visitor's chat session and the door of call-request.
import type { Config } from '../call/config.ts'
import { object, string } from '../call/decode.ts'
import { type Grant, grant, type VisitorSession, visitorSession } from '../call/messages.ts'
import { type Answer, patiently, post } from './http.ts'
import { goodUntil, type Token } from './rpc.ts'

export interface CallRequest {
  readonly call_id: string
  readonly instance: string
  readonly media: 'audio' | 'video'
  readonly offer: { readonly sdp: string }
  readonly page: { readonly url: string; readonly title: string }
  readonly name?: string
}

export interface Callback {
  readonly name: string
  readonly contact: string
  readonly note: string
  readonly when: string
}

/** Asked whenever a session's token has to be renewed; signed by the host's backend, good for ten minutes at most. */
export type HostToken = () => Promise<string | null>

const savedSession = object({ id: string, secret: string })
const taken = object({ callback: object({ id: string }) })

export class Visitor {
  readonly #config: Config
  readonly #tenant: string
  readonly #store: Storage
  readonly #hostToken: HostToken | null
  #held: { session: VisitorSession; until: number } | null = null
  #asking: Promise<VisitorSession | null> | null = null

  constructor(config: Config, tenant: string, store: Storage, hostToken: HostToken | null = null) {
    this.#hostToken = hostToken
    this.#config = config
    this.#tenant = tenant
    this.#store = store
  }

  readonly token: Token = async () => (await this.session())?.token ?? null

  /** The session with a token that lives long enough; one question at a time. */
  async session(): Promise<VisitorSession | null> {
    if (this.#held && this.#held.until > Date.now()) return this.#held.session
    this.#asking ??= this.#open().finally(() => {
      this.#asking = null
    })
    return this.#asking
  }

  async request(request: CallRequest): Promise<Answer<Grant>> {
    const token = await this.token()
    if (token === null) return { is: 'failed' }
    return patiently(() => this.#post(request, grant, token), [500, 1500])
  }

  async requestCallback(callback: Callback): Promise<Answer<unknown>> {
    const token = await this.token()
    return token === null ? { is: 'failed' } : this.#post({ callback }, taken, token)
  }

  #post<T>(body: unknown, decoder: (value: unknown) => T, token: string) {
    return post(this.#config.endpoints.call_request, body, decoder, {
      headers: { authorization: `Bearer ${token}` },
    })
  }

  async #open(): Promise<VisitorSession | null> {
    if (this.#hostToken) return this.#vouched(this.#hostToken)
    // what this page holds, before what is stored: the host may have cleared that in the middle of a call
    const saved = this.#held?.session.session ?? this.#saved()
    let answer = await this.#ask(saved)
    // A secret that is no longer good is forgotten: the visitor starts a new chat session.
    if (saved && answer.is === 'rejected') answer = await this.#ask(null)
    if (answer.is !== 'ok') return null
    const session = answer.value
    const { id, secret } = session.session
    if (secret !== null) this.#store.setItem(this.#key, JSON.stringify({ id, secret }))
    this.#held = { session, until: goodUntil(session.expires_in) }
    return session
  }

  /** The host's own chat session, by its backend's word: a fresh one each time. */
  async #vouched(hostToken: HostToken): Promise<VisitorSession | null> {
    const host_token = await hostToken().catch(() => null)
    if (!host_token) return null
    const body = { tenant: this.#tenant, host_token }
    const answer = await post(this.#config.endpoints.visitor_session, body, visitorSession)
    if (answer.is !== 'ok') return null
    this.#held = { session: answer.value, until: goodUntil(answer.value.expires_in) }
    return answer.value
  }

  #ask(session: { id: string; secret: string | null } | null): Promise<Answer<VisitorSession>> {
    const body = session ? { tenant: this.#tenant, session } : { tenant: this.#tenant }
    return patiently(() => post(this.#config.endpoints.visitor_session, body, visitorSession), [300, 1000])
  }

  #saved(): { id: string; secret: string } | null {
    try {
      const text = this.#store.getItem(this.#key)
      return text === null ? null : savedSession(JSON.parse(text))
    } catch {
      return null
    }
  }

  get #key(): string {
    return `parley:${this.#tenant}:session`
  }
}
