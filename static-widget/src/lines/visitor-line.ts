// A visitor's line: plugs the ports as visitor.ts does, and shows nothing.
import { loadConfig } from '../api/config.ts'
import { partyOf } from '../api/party.ts'
import { relayOf } from '../api/relay.ts'
import { rpcOf } from '../api/rpc.ts'
import { type HostToken, Visitor } from '../api/visitor.ts'
import type { Config } from '../call/config.ts'
import { ChatEar } from '../chat-ear.ts'
import { browserMedia } from '../media/browser.ts'
import { audioContext } from '../media/level.ts'
import { pageLife } from '../page-life.ts'
import { CallSession, type Ports } from '../session.ts'
import { SupabaseSignalling } from '../signal/supabase.ts'
import { thisPage } from '../this-page.ts'
import { uuid } from '../uuid.ts'
import { Calls, type Incoming, type Line } from './line.ts'

export interface VisitorLineOptions {
  /** The tenant's public key. */
  readonly tenant: string
  /** Where the widget is served: the settings are asked for there. */
  readonly base: string
  /** For chat sessions of the host's own: its backend's signed word for this session, asked for whenever a token has to be renewed. */
  readonly hostToken?: (sessionId: string) => Promise<string | null>
}

export class VisitorLine extends Calls implements Line {
  readonly #options: VisitorLineOptions
  readonly #config: Promise<Config | null>
  #signalling: SupabaseSignalling | null = null
  #audio: HTMLAudioElement | null = null
  readonly incoming: readonly Incoming[] = []

  constructor(options: VisitorLineOptions) {
    super()
    this.#options = options
    this.#config = loadConfig(options.base, options.tenant)
    pageLife({
      left: () => this.session?.pageIs(true),
      back: () => this.session?.pageIs(false),
      awake: () => this.#wake(),
    })
  }

  readonly place = (sessionId: string | null): void => {
    if (this.isBusy) return
    audioContext()
    // Made in the press: some browsers let only such an element play later.
    this.#audio ??= Object.assign(document.createElement('audio'), { autoplay: true })
    this.begin(new CallSession('visitor', this.#ports(sessionId, this.#audio))).place()
  }

  readonly accept = (): void => undefined

  /** Ports that wait for the settings, so that a press is never lost on a page that has just loaded. */
  #ports(sessionId: string | null, audio: HTMLAudioElement): Ports {
    const instance = uuid()
    const ready = this.#config.then((config) => config && this.#plug(config, sessionId))
    const token = async () => (await ready)?.visitor.token() ?? null
    return {
      media: browserMedia(audio),
      party: partyOf(async (name, args, decoder, asking) => {
        const config = await this.#config
        return config ? rpcOf(config.supabase, token)(name, args, decoder, asking) : { is: 'failed' }
      }, instance),
      relay: async (ticket) => {
        const config = await this.#config
        return config ? relayOf(config)(ticket) : { is: 'failed' }
      },
      open: async (hear, joined) => (await ready)?.chat.open(hear, joined) ?? null,
      request: async (call_id, sdp) =>
        (await ready)?.visitor.request({
          call_id,
          instance,
          media: 'audio',
          offer: { sdp },
          page: thisPage(),
        }) ?? { is: 'failed' },
    }
  }

  #wake(): void {
    this.#signalling?.wake()
    this.session?.mayHaveMissed()
    void this.session?.play()
  }

  #plug(config: Config, sessionId: string | null) {
    const { tenant, hostToken } = this.#options
    const vouched: HostToken | null = hostToken && sessionId !== null ? () => hostToken(sessionId) : null
    const visitor = new Visitor(config, tenant, localStorage, vouched)
    this.#signalling?.close()
    const signalling = new SupabaseSignalling(config.supabase.url, config.supabase.key, visitor.token)
    this.#signalling = signalling
    return { visitor, chat: new ChatEar(visitor, signalling, document.createElement('div')) }
  }
}
