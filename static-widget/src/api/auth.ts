// The agent's Supabase Auth session: sign in, and a token that is good whenever somebody asks for one.
import type { Config } from '../call/config.ts'
import { type Decoded, number, object, string } from '../call/decode.ts'
import { type Answer, post } from './http.ts'
import { goodUntil, type Token } from './rpc.ts'

const answered = object({
  access_token: string,
  refresh_token: string,
  expires_in: number,
  user: object({ id: string }),
})
const saved = object({ access: string, refresh: string, until: number, user: string })
type Saved = Decoded<typeof saved>

export class AgentAuth {
  readonly #supabase: Config['supabase']
  readonly #store: Storage
  readonly #key: string

  constructor(supabase: Config['supabase'], store: Storage) {
    this.#supabase = supabase
    this.#store = store
    this.#key = `parley:agent:${new URL(supabase.url).host}`
  }

  get user(): string | null {
    return this.#read()?.user ?? null
  }

  async signIn(email: string, password: string): Promise<Answer<unknown>> {
    return this.#ask('password', { email, password })
  }

  signOut(): void {
    this.#store.removeItem(this.#key)
  }

  /** Refresh tokens are good once, and every tab of the desk shares one: whoever comes second finds the first one's result. */
  readonly token: Token = async () => {
    if (this.#isFresh()) return this.#read()?.access ?? null
    return navigator.locks.request(`${this.#key}:refresh`, async () => {
      const held = this.#read()
      if (held === null || this.#isFresh()) return held?.access ?? null
      const answer = await this.#ask('refresh_token', { refresh_token: held.refresh })
      if (answer.is === 'rejected') this.signOut()
      return this.#read()?.access ?? null
    })
  }

  #isFresh(): boolean {
    return (this.#read()?.until ?? 0) > Date.now()
  }

  async #ask(grantType: string, body: Record<string, string>): Promise<Answer<unknown>> {
    const url = `${this.#supabase.url}/auth/v1/token?grant_type=${grantType}`
    const answer = await post(url, body, answered, { headers: { apikey: this.#supabase.key } })
    if (answer.is === 'ok') {
      const { access_token: access, refresh_token: refresh, expires_in, user } = answer.value
      const session: Saved = { access, refresh, until: goodUntil(expires_in), user: user.id }
      this.#store.setItem(this.#key, JSON.stringify(session))
    }
    return answer
  }

  #read(): Saved | null {
    try {
      return saved(JSON.parse(this.#store.getItem(this.#key) ?? 'null'))
    } catch {
      return null
    }
  }
}
