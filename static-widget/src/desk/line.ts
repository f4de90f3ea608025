// A signed-in agent's line: the worker's heart beat, what rings, and the one call. Its ports are plugged here.
import type { AgentAuth } from '../api/auth.ts'
import { type Desk, deskOf } from '../api/desk.ts'
import type { Answer } from '../api/http.ts'
import { partyOf } from '../api/party.ts'
import { rpcOf } from '../api/rpc.ts'
import type { Config } from '../call/config.ts'
import type { Beat } from '../call/messages.ts'
import type { MicrophoneFailure } from '../call/state.ts'
import type { Media } from '../media/media.ts'
import { CallSession } from '../session.ts'
import { Headset } from './headset.ts'
import { Lists, type ListsPort } from './lists.ts'
import { OneCall } from './one-call.ts'
import { type Ringing, Rings } from './rings.ts'
import type { ToPage, ToWorker } from './words.ts'

const ROWS = 20
const OUTCOME_AFTER_MS = 1500
const TAKES_CALLS = 'parley-takes-calls'

const orNull = <T>(answer: Answer<T>): T | null => (answer.is === 'ok' ? answer.value : null)
const listsOf = (desk: Desk): ListsPort => ({
  history: async () => orNull(await desk.history(null, ROWS)),
  callbacks: async () => orNull(await desk.callbacks(null, ROWS)),
  resolve: async (id) => (await desk.resolveCallback(id)).is === 'ok',
})

export class DeskLine {
  readonly #headset: Headset
  readonly #auth: AgentAuth
  readonly #worker: Worker
  readonly #rings = new Rings()
  readonly #changed: () => void
  readonly #instance = crypto.randomUUID()
  readonly #config: Config
  readonly #desk: Desk
  readonly call: OneCall
  readonly lists: Lists
  #quiet: ReturnType<typeof setTimeout> | undefined
  agent: Beat['agent'] | null = null
  available = false
  joined = false
  /** The database has this page as available: only then may it say so. */
  confirmed = false
  /** This page took calls before it was reloaded; a browser lets it sound only after another press. */
  wasAvailable = sessionStorage.getItem(TAKES_CALLS) !== null
  gone: Beat['gone'][number] | null = null
  problem: MicrophoneFailure | null = null
  refused: string | null = null

  constructor(
    config: Config,
    auth: AgentAuth,
    user: string,
    media: Media,
    worker: Worker,
    changed: () => void,
  ) {
    this.#config = config
    this.#auth = auth
    this.#headset = new Headset(media, () => this.#lostMicrophone())
    this.#worker = worker
    this.#changed = changed
    const rpc = rpcOf(config.supabase, auth.token)
    this.#desk = deskOf(rpc, config.tenant.id, this.#instance)
    this.lists = new Lists(listsOf(this.#desk), changed)
    this.call = new OneCall(
      () => this.#newSession(),
      `desk:${config.tenant.id}`,
      (over) => this.#callChanged(over),
    )
    worker.onmessage = ({ data }: MessageEvent<ToPage>) => void this.#hear(data)
    const { supabase, tenant } = config
    this.#tell({ say: 'start', supabase, tenant: tenant.id, agent: user, instance: this.#instance })
    void this.lists.refresh()
  }

  get rings(): readonly Ringing[] {
    return this.available && this.call.session === null ? this.#rings.at() : []
  }

  get level(): () => number {
    return this.#headset.level
  }

  /** Takes and tests the microphone, unlocks sound and plays the ring once: only then may anything ring here. */
  async goAvailable(): Promise<void> {
    this.problem = await this.#headset.open()
    if (this.problem === null) {
      this.#rings.once()
      this.available = true
      this.wasAvailable = false
      sessionStorage.setItem(TAKES_CALLS, 'yes')
      this.#tell({ say: 'beat' })
    }
    this.#changed()
  }

  goAway(): void {
    this.available = false
    this.confirmed = false
    this.wasAvailable = false
    sessionStorage.removeItem(TAKES_CALLS)
    this.#rings.clear()
    this.#headset.close()
    this.#tell({ say: 'beat' })
    this.#sound()
  }

  accept(callId: string): void {
    performance.mark('parley-accept')
    this.#rings.drop(callId)
    this.call.begin().accept(callId)
    this.#sound()
  }

  async decline(callId: string): Promise<void> {
    this.#rings.drop(callId)
    this.#sound()
    await this.#desk.decline(callId)
    this.#tell({ say: 'beat' })
  }

  leave(): void {
    this.call.leave()
    void this.#desk.beat('gone', [])
  }

  wake(): void {
    this.#tell({ say: 'wake' })
    this.call.session?.mayHaveMissed()
  }

  async stop(): Promise<void> {
    this.goAway()
    await this.call.hangUp()
    this.#tell({ say: 'stop' })
    await this.#desk.beat('gone', [])
    this.#worker.terminate()
  }

  async #hear(said: ToPage): Promise<void> {
    switch (said.say) {
      case 'alive?':
        return this.#answer(said.n)
      case 'beat':
        return this.#follow(said.beat)
      case 'refused':
        this.refused = said.refused
        break
      case 'heard':
        this.joined = said.joined
        break
      case 'push':
        this.call.session?.hear(said.event, said.payload)
        break
      case 'missed':
        this.call.session?.mayHaveMissed()
        break
      default:
        said satisfies never
    }
    this.#changed()
  }

  async #answer(to: number): Promise<void> {
    const token = await this.#auth.token()
    const sign = { token, available: this.available, ringing: this.#rings.sounding }
    this.#tell({ say: 'alive', to, sign })
  }

  #follow(beat: Beat): void {
    this.agent = beat.agent
    this.confirmed = this.available && beat.status === 'available'
    this.refused = null
    this.#rings.take(beat)
    void this.lists.waitingIs(beat.callbacks)
    const told = beat.gone.at(-1)
    if (told && !this.call.isOwn(told.call_id)) {
      this.gone = told
      this.call.forget()
    }
    this.call.heardOf(beat.mine)
    this.#sound()
  }

  /** Rings exactly while something is to be rung for, and says so at once: the receipt. */
  #sound(): void {
    const { rings } = this
    if (rings.length > 0) this.gone = null
    if (this.#rings.soundFor(rings)) this.#tell({ say: 'beat' })
    clearTimeout(this.#quiet)
    const until = Math.min(...rings.map((ring) => ring.until))
    if (rings.length > 0) this.#quiet = setTimeout(() => this.#sound(), until - performance.now() + 20)
    this.#changed()
  }

  #newSession(): CallSession {
    const party = partyOf(rpcOf(this.#config.supabase, this.#auth.token), this.#instance)
    return new CallSession('agent', { party, media: this.#headset.forCalls })
  }

  #callChanged(over: boolean): void {
    if (over) {
      this.#tell({ say: 'beat' })
      setTimeout(() => void this.lists.refresh(), OUTCOME_AFTER_MS)
    }
    this.#sound()
  }

  #lostMicrophone(): void {
    this.problem = 'missing'
    this.goAway()
  }

  #tell(message: ToWorker): void {
    this.#worker.postMessage(message)
  }
}
