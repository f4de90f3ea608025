// An agent's line for an application that has a desk of its own: rings while available, and takes one call at a time. <parley-desk> does more:
// it beats from a worker, so a page that is hidden for long keeps ringing.
import { deskOf } from '../api/desk.ts'
import { partyOf } from '../api/party.ts'
import { relayOf } from '../api/relay.ts'
import { rpcOf, type Token } from '../api/rpc.ts'
import type { Config } from '../call/config.ts'
import type { Beat } from '../call/messages.ts'
import { Beating } from '../desk/beating.ts'
import { Rings } from '../desk/rings.ts'
import type { ToPage } from '../desk/words.ts'
import { browserMedia } from '../media/browser.ts'
import { audioContext } from '../media/level.ts'
import { pageLife } from '../page-life.ts'
import { CallSession } from '../session.ts'
import { SupabaseSignalling } from '../signal/supabase.ts'
import { uuid } from '../uuid.ts'
import { Calls, type Incoming, type Line } from './line.ts'
// With the page: an agent needs them first when the network has just gone.
import '../credentials.ts'
import '../media/relay-kit.ts'

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
  #woken = 0
  /** The call whose end was told last. */
  #told: CallSession | null = null
  #quiet: ReturnType<typeof setTimeout> | undefined
  readonly #stopLife: () => void

  constructor(options: AgentLineOptions) {
    super()
    this.#options = options
    const { config, token, user } = options
    const { supabase, tenant } = config
    const desk = deskOf(rpcOf(supabase, token), tenant.id, this.#instance)
    this.#signalling = new SupabaseSignalling(supabase.url, supabase.key, token)
    this.#beating = new Beating({
      beat: desk.beat,
      signalling: this.#signalling,
      signOfLife: async () => ({
        token: await token(),
        status: this.#available ? 'available' : 'away',
        ringing: this.#rings.sounding,
        woken: this.#woken,
      }),
      tell: (said) => this.#hear(said),
    })
    this.#beating.start(tenant.id, user)
    this.#stopLife = pageLife({
      left: () => {
        this.session?.pageIs(true)
        void desk.beat('gone', [])
      },
      back: () => this.#wake(),
      awake: () => this.#wake(),
      frozen: () => this.#silence(),
      thawed: () => this.#thaw(),
    })
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
    this.begin(
      new CallSession('agent', { party, media: browserMedia(this.#audio), relay: relayOf(config) }),
    ).accept(callId)
    this.#sound()
  }

  close(): void {
    this.available(false)
    this.#stopLife()
    this.#beating.stop()
    this.#signalling.close()
  }

  #hear(said: ToPage): void {
    // A beat that was on its way when the page stood still tells what was.
    if (said.say === 'beat' && said.woken === this.#woken) this.#follow(said.beat)
    else if (said.say === 'push') this.session?.hear(said.event, said.payload)
    else if (said.say === 'missed') this.session?.mayHaveMissed()
  }

  #silence(): void {
    this.#rings.clear()
    this.#sound()
  }

  /** What rang before may be over: rings come with the first beat from now on. */
  #thaw(): void {
    this.#woken += 1
    this.#silence()
    this.#wake()
  }

  #wake(): void {
    this.#signalling.wake()
    this.#beating.soon(0)
    this.session?.mayHaveMissed()
  }

  #follow(beat: Beat): void {
    this.#rings.take(beat)
    this.#sound()
  }

  /** What really sounds is what the next beat says. */
  #sound(): void {
    const rings = this.#available && !this.isBusy ? this.#rings.at() : []
    if (this.#rings.soundFor(rings)) this.#beating.soon(0)
    // A ring ends by itself, also where no beat says so any more.
    clearTimeout(this.#quiet)
    const left = Math.min(...rings.map((ring) => ring.until - performance.now()))
    if (rings.length > 0) this.#quiet = setTimeout(() => this.#sound(), Math.max(0, left) + 20)
    this.changed()
  }

  /** The end of a call is told with a beat at once, and once. */
  protected override changed(): void {
    super.changed()
    const { session } = this
    if (session?.status !== 'ended' || session === this.#told) return
    this.#told = session
    this.#beating.soon(0)
  }
}
