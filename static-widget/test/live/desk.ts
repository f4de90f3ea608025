// An agent's desk without a page: the worker's beating and signalling, and calls that are accepted by whoever tests.
import { AgentAuth } from '../../src/api/auth.ts'
import { deskOf } from '../../src/api/desk.ts'
import { partyOf } from '../../src/api/party.ts'
import { rpcOf } from '../../src/api/rpc.ts'
import type { Config } from '../../src/call/config.ts'
import type { Beat } from '../../src/call/messages.ts'
import { Beating } from '../../src/desk/beating.ts'
import type { ToPage } from '../../src/desk/words.ts'
import { CallSession } from '../../src/session.ts'
import type { Ear } from '../../src/signal/signalling.ts'
import { DESK_SPREAD_MS, SupabaseSignalling } from '../../src/signal/supabase.ts'
import type { AtStep } from './peer.ts'
import { LiveMedia } from './peer.ts'
import { Shelf } from './shelf.ts'

/** A ring that nobody waits for is forgotten by the next beat. */
type Waiting = (callId: string) => void

export class LiveDesk {
  readonly #config: Config
  readonly #auth: AgentAuth
  readonly #instance = crypto.randomUUID()
  readonly #beating: Beating
  readonly #signalling: SupabaseSignalling
  readonly #waiting = new Set<Waiting>()
  #rings: readonly string[] = []
  #session: CallSession | null = null
  joined = false
  lastBeat: Beat | null = null
  heard = 0

  private constructor(config: Config, auth: AgentAuth) {
    this.#config = config
    this.#auth = auth
    const { url, key } = config.supabase
    this.#signalling = new SupabaseSignalling(url, key, auth.token, DESK_SPREAD_MS)
    const { beat } = deskOf(rpcOf(config.supabase, auth.token), config.tenant.id, this.#instance)
    this.#beating = new Beating({
      beat,
      signalling: { ...spread(this.#signalling), listen: (topic, ear) => this.#listen(topic, ear) },
      signOfLife: async () => ({
        token: await auth.token(),
        status: 'available',
        ringing: this.#rings,
        woken: 0,
      }),
      tell: (message) => this.#told(message),
    })
    this.#beating.start(config.tenant.id, auth.user ?? '')
  }

  static async open(config: Config, email: string, password: string): Promise<LiveDesk> {
    const auth = new AgentAuth(config.supabase, new Shelf())
    const answer = await auth.signIn(email, password)
    if (answer.is !== 'ok') throw new Error(`sign-in of ${email}: ${JSON.stringify(answer)}`)
    return new LiveDesk(config, auth)
  }

  /** When this call rings here. */
  rings(callId: () => string, withinMs: number): Promise<boolean> {
    return new Promise((answer) => {
      const done = (yes: boolean) => {
        clearTimeout(timer)
        this.#waiting.delete(look)
        answer(yes)
      }
      const look: Waiting = (id) => id === callId() && done(true)
      const timer = setTimeout(() => done(false), withinMs)
      this.#waiting.add(look)
      for (const id of this.#rings) look(id)
    })
  }

  accept(callId: string, atStep?: AtStep): CallSession {
    const party = partyOf(rpcOf(this.#config.supabase, this.#auth.token), this.#instance)
    const session = new CallSession('agent', { party, media: new LiveMedia(atStep) })
    this.#session = session
    this.#rings = []
    session.subscribe(() => {
      if (session.status !== 'ended' || this.#session !== session) return
      this.#session = null
      this.#beating.soon(0)
    })
    session.accept(callId)
    return session
  }

  close(): void {
    this.#session?.hangUp()
    this.#beating.stop()
    this.#signalling.close()
  }

  #listen(topic: string, ear: Ear): () => void {
    return this.#signalling.listen(topic, {
      ...ear,
      heard: (event, payload) => {
        this.heard += 1
        ear.heard(event, payload)
      },
    })
  }

  #told(said: ToPage): void {
    if (said.say === 'beat') this.#follow(said.beat)
    else if (said.say === 'push') this.#session?.hear(said.event, said.payload)
    else if (said.say === 'missed') this.#session?.mayHaveMissed()
    else if (said.say === 'heard') this.joined = said.joined
  }

  /** What rings here is acknowledged at once, as a page whose bell sounds does. */
  #follow(beat: Beat): void {
    this.lastBeat = beat
    if (this.#session !== null) return
    const before = this.#rings.join()
    this.#rings = beat.rings.map((ring) => ring.call_id)
    if (this.#rings.join() !== before) this.#beating.soon(0)
    for (const id of this.#rings) for (const look of [...this.#waiting]) look(id)
  }
}

const spread = (signalling: SupabaseSignalling) => ({
  wake: () => signalling.wake(),
  close: () => signalling.close(),
})
