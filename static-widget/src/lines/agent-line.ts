// An agent's line for an application that has a desk of its own: rings while available, and takes one call at a time. <parley-desk> does more:
// it beats from a worker, so a page that is hidden for long keeps ringing.
import { deskOf } from '../api/desk.ts'
import { partyOf } from '../api/party.ts'
import { rpcOf, type Token } from '../api/rpc.ts'
import type { Config } from '../call/config.ts'
import type { Beat } from '../call/messages.ts'
import { Beating } from '../desk/beating.ts'
import { Rings } from '../desk/rings.ts'
import type { ToPage } from '../desk/words.ts'
import { browserMedia } from '../media/browser.ts'
import { audioContext } from '../media/level.ts'
import { CallSession } from '../session.ts'
import { SupabaseSignalling } from '../signal/supabase.ts'
import { uuid } from '../uuid.ts'
import { Calls, type Incoming, type Line } from './line.ts'

export interface AgentLineOptions {
  readonly config: Config
  /** The agent's Supabase Auth user id, and an access token that is good now. */
  readonly user: string
  readonly token: Token
}

export class AgentLine extends Calls implements Line {
  readonly #options: AgentLineOptions
  readonly #instance = uuid()
  readonly #rings = new Rings()
  readonly #beating: Beating
  readonly #signalling: SupabaseSignalling
  #audio: HTMLAudioElement | null = null
  #available = false

  constructor(options: AgentLineOptions) {
    super()
    this.#options = options
    const { config, token, user } = options
    const { supabase, tenant } = config
    this.#signalling = new SupabaseSignalling(supabase.url, supabase.key, token)
    this.#beating = new Beating({
      beat: deskOf(rpcOf(supabase, token), tenant.id, this.#instance).beat,
      signalling: this.#signalling,
      signOfLife: async () => ({
        token: await token(),
        status: this.#available ? 'available' : 'away',
        ringing: this.#rings.sounding,
        // This line beats in the page itself and stands still with it.
        woken: 0,
      }),
      tell: (said) => this.#hear(said),
    })
    this.#beating.start(tenant.id, user)
  }

  get incoming(): readonly Incoming[] {
    const rings = this.#available && !this.isBusy ? this.#rings.at() : []
    return rings.map(({ call_id, visitor }) => ({ callId: call_id, name: visitor?.name ?? null }))
  }

  /** From a press: it unlocks sound. */
  available(on: boolean): void {
    audioContext()
    this.#audio ??= Object.assign(document.createElement('audio'), { autoplay: true })
    this.#available = on
    this.#sound()
  }

  readonly place = (): void => undefined

  readonly accept = (callId: string): void => {
    if (this.isBusy || this.#audio === null) return
    this.#rings.drop(callId)
    const { config, token } = this.#options
    const party = partyOf(rpcOf(config.supabase, token), this.#instance)
    this.begin(new CallSession('agent', { party, media: browserMedia(this.#audio) })).accept(callId)
    this.#sound()
  }

  close(): void {
    this.available(false)
    this.#beating.stop()
    this.#signalling.close()
  }

  #hear(said: ToPage): void {
    if (said.say === 'beat') this.#follow(said.beat)
    else if (said.say === 'push') this.session?.hear(said.event, said.payload)
    else if (said.say === 'missed') this.session?.mayHaveMissed()
  }

  #follow(beat: Beat): void {
    this.#rings.take(beat)
    this.#sound()
  }

  /** What really sounds is what the next beat says. */
  #sound(): void {
    const rings = this.#available && !this.isBusy ? this.#rings.at() : []
    if (this.#rings.soundFor(rings)) this.#beating.soon(0)
    this.changed()
  }

  protected override changed(): void {
    super.changed()
    if (!this.isBusy && this.session?.status === 'ended') this.#beating.soon(0)
  }
}
