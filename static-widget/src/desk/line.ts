// A signed-in agent's line: the worker's heart beat, what rings, and the one call. Its ports are plugged here.
import type { AgentAuth } from '../api/auth.ts'
import { type Desk, deskOf } from '../api/desk.ts'
import { partyOf } from '../api/party.ts'
import { relayOf } from '../api/relay.ts'
import { reliabilityOf } from '../api/reliability.ts'
import { rpcOf } from '../api/rpc.ts'
import type { Config } from '../call/config.ts'
import type { Beat } from '../call/messages.ts'
import type { Media } from '../media/media.ts'
import { CallSession } from '../session.ts'
import { Bell } from './bell.ts'
import { Headset } from './headset.ts'
import { Mode } from './mode.ts'
import { OneCall } from './one-call.ts'
import { Papers } from './papers.ts'
import type { Ringing } from './rings.ts'
import { Sound } from './sound.ts'
import type { ToPage, ToWorker } from './words.ts'

const OUTCOME_AFTER_MS = 1500

export class DeskLine {
  readonly #headset: Headset
  readonly #auth: AgentAuth
  readonly #worker: Worker
  readonly #changed: () => void
  readonly #instance = crypto.randomUUID()
  readonly #config: Config
  readonly #desk: Desk
  readonly #bell: Bell
  readonly call: OneCall
  readonly papers: Papers
  readonly mode: Mode
  readonly sound: Sound
  agent: Beat['agent'] | null = null
  joined = false
  /** The database has this page as available: only then may it say so. */
  confirmed = false
  gone: Beat['gone'][number] | null = null
  #woken = 0
  refused: string | null = null

  constructor(
    config: Config,
    auth: AgentAuth,
    user: string,
    media: Media,
    worker: Worker,
    changed: () => void,
    notifications: string | null = null,
  ) {
    this.#config = config
    this.#auth = auth
    this.#headset = new Headset(media, () => this.#lostMicrophone())
    this.#worker = worker
    this.#changed = changed
    const rpc = rpcOf(config.supabase, auth.token)
    this.#desk = deskOf(rpc, config.tenant.id, this.#instance)
    this.papers = new Papers(this.#desk, reliabilityOf(rpc, config.tenant.id), changed)
    this.sound = new Sound({ ring: () => this.#bell.once(), reopen: () => this.mode.reopen() }, changed)
    this.#bell = new Bell(`parley:rings:${config.tenant.id}:${user}`, notifications, {
      isFree: () => this.available && this.call.session === null,
      receipt: () => this.#tell({ say: 'beat' }),
      changed,
      answer: (callId) => this.accept(callId),
      decline: (callId) => void this.decline(callId),
    })
    this.mode = new Mode(
      this.#headset,
      () => this.#bell.once(),
      () => this.#modeChanged(),
    )
    this.call = new OneCall(
      () => this.#newSession(),
      `desk:${config.tenant.id}`,
      (over) => this.#callChanged(over),
    )
    worker.onmessage = ({ data }: MessageEvent<ToPage>) => void this.#hear(data)
    const { supabase, tenant } = config
    this.#tell({ say: 'start', supabase, tenant: tenant.id, agent: user, instance: this.#instance })
    void this.papers.lists.refresh()
  }

  get rings(): readonly Ringing[] {
    return this.#bell.rings
  }

  get level(): () => number {
    return this.#headset.level
  }

  get available(): boolean {
    return this.mode.status === 'available'
  }
  /** Another page of this agent, in this browser, rings for both. */
  get ringsElsewhere(): boolean {
    return this.available && !this.#bell.isMaster
  }

  /** Takes and tests the microphone, unlocks sound and plays the ring once: only then may anything ring here. */
  async goAvailable(): Promise<void> {
    await this.mode.goAvailable()
  }

  goAway(): void {
    this.mode.stop('away')
  }

  accept(callId: string): void {
    if (this.call.session !== null || !this.available) return
    performance.mark('parley-accept')
    this.call.begin().accept(callId)
    this.#bell.drop(callId)
  }

  async decline(callId: string): Promise<void> {
    this.#bell.drop(callId)
    await this.#desk.decline(callId)
    this.#tell({ say: 'beat' })
  }

  /** What was to be written down about the last call is. */
  finish(): void {
    void this.papers.notes.flush()
    this.call.dismiss()
    this.mode.ready()
    this.#changed()
  }

  leave(): void {
    void this.papers.notes.flush()
    this.call.leave()
    void this.#desk.beat('gone', [])
  }

  wake(): void {
    this.#tell({ say: 'wake' })
    this.call.session?.mayHaveMissed()
  }

  /** Nothing rings on a page that stands still, and another page of this agent may ring instead. */
  freeze(): void {
    this.#bell.turn(false)
  }

  /** What was known before, or has waited meanwhile, may be over: rings come with the first beat from now on. */
  thaw(): void {
    this.#woken += 1
    this.#bell.turn(this.available)
    this.wake()
  }

  async stop(): Promise<void> {
    await this.papers.close()
    this.goAway()
    this.#bell.close()
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
        return said.woken === this.#woken ? this.#follow(said.beat) : undefined
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
    this.mode.look()
    const token = await this.#auth.token()
    const sign = { token, status: this.mode.status, ringing: this.#bell.sounding, woken: this.#woken }
    this.#tell({ say: 'alive', to, sign })
  }

  #follow(beat: Beat): void {
    this.agent = beat.agent
    this.confirmed = this.available && beat.status === 'available'
    this.refused = null
    this.#bell.take(beat)
    void this.papers.lists.waitingIs(beat.callbacks)
    const told = beat.gone.at(-1)
    if (told && !this.call.isOwn(told.call_id)) {
      this.gone = told
      this.call.forget()
    }
    this.call.heardOf(beat.mine)
    if (this.rings.length > 0) this.gone = null
    this.#bell.sound()
  }

  #newSession(): CallSession {
    const party = partyOf(rpcOf(this.#config.supabase, this.#auth.token), this.#instance)
    return new CallSession('agent', { party, media: this.#headset.forCalls, relay: relayOf(this.#config) })
  }

  #callChanged(over: boolean): void {
    this.papers.about(this.call.about?.callId)
    if (over) {
      void this.papers.notes.flush()
      this.mode.callOver()
      this.#tell({ say: 'beat' })
      setTimeout(() => void this.papers.lists.refresh(), OUTCOME_AFTER_MS)
    }
    this.#bell.sound()
  }

  #lostMicrophone(): void {
    this.mode.stop('away', 'missing')
  }

  #modeChanged(): void {
    const { available } = this
    if (!available) this.confirmed = false
    void this.sound.look()
    this.#tell({ say: 'beat' })
    this.#bell.turn(available)
  }

  #tell(message: ToWorker): void {
    this.#worker.postMessage(message)
  }
}
