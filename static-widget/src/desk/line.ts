// A signed-in agent's line: the worker's heart beat, what rings, and the one call. Its ports are plugged here.
import type { AgentAuth } from '../api/auth.ts'
import { type Desk, deskOf } from '../api/desk.ts'
import { partyOf } from '../api/party.ts'
import { rpcOf } from '../api/rpc.ts'
import type { Config } from '../call/config.ts'
import type { Beat, Call, History } from '../call/messages.ts'
import type { Ending, MicrophoneFailure } from '../call/state.ts'
import { leaveWord, wasInCall } from '../left.ts'
import type { Media } from '../media/media.ts'
import { CallSession } from '../session.ts'
import { Headset } from './headset.ts'
import { type Ringing, Rings } from './rings.ts'
import type { ToPage, ToWorker } from './words.ts'

export interface Gone {
  readonly reason: string
  readonly by: string | null
}

const OUTCOME_AFTER_MS = 1500

export class DeskLine {
  readonly #headset: Headset
  readonly #auth: AgentAuth
  readonly #worker: Worker
  readonly #rings = new Rings()
  readonly #changed: () => void
  readonly #instance = crypto.randomUUID()
  readonly #config: Config
  readonly #desk: Desk
  /** The call that this page's predecessor in this tab was in. */
  #lastCall: string | null
  #endedCall: string | null = null
  #quiet: ReturnType<typeof setTimeout> | undefined
  agent: Beat['agent'] | null = null
  available = false
  joined = false
  session: CallSession | null = null
  /** An open call of this agent that another page holds, or held. */
  elsewhere: Call | null = null
  gone: Gone | null = null
  ending: Ending | null = null
  problem: MicrophoneFailure | null = null
  refused: string | null = null
  history: History | null = null

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
    this.#lastCall = wasInCall(`desk:${config.tenant.id}`)
    worker.onmessage = ({ data }: MessageEvent<ToPage>) => void this.#hear(data)
    const { supabase, tenant } = config
    this.#tell({ say: 'start', supabase, tenant: tenant.id, agent: user, instance: this.#instance })
    void this.refresh()
  }

  get rings(): readonly Ringing[] {
    return this.available && this.session === null ? this.#rings.at() : []
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
      this.#tell({ say: 'beat' })
    }
    this.#changed()
  }

  goAway(): void {
    this.available = false
    this.#rings.clear()
    this.#headset.close()
    this.#tell({ say: 'beat' })
    this.#sound()
  }

  accept(callId: string): void {
    performance.mark('parley-accept')
    this.#rings.drop(callId)
    this.#begin().accept(callId)
    this.#sound()
  }

  async decline(callId: string): Promise<void> {
    this.#rings.drop(callId)
    this.#sound()
    await this.#desk.decline(callId)
    this.#tell({ say: 'beat' })
  }

  /** Takes over the call that another page of this agent holds. */
  continueHere(): void {
    const callId = this.elsewhere?.call_id
    if (callId && this.session === null) this.#begin().resume(callId)
    this.#sound()
  }

  async refresh(): Promise<void> {
    const answer = await this.#desk.history(null, 20)
    if (answer.is === 'ok') this.history = answer.value
    this.#changed()
  }

  leave(): void {
    const { callId, row } = this.session?.getState() ?? {}
    if (callId && row) {
      leaveWord(`desk:${this.#config.tenant.id}`, callId)
      this.session?.pageIs(true)
    }
    void this.#desk.beat('gone', [])
  }

  wake(): void {
    this.#tell({ say: 'wake' })
    this.session?.mayHaveMissed()
  }

  stop(): void {
    this.session?.hangUp()
    this.goAway()
    void this.#desk.beat('gone', [])
    this.#tell({ say: 'stop' })
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
        this.session?.hear(said.event, said.payload)
        break
      case 'missed':
        this.session?.mayHaveMissed()
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
    this.refused = null
    this.#rings.take(beat)
    const told = beat.gone.at(-1)
    if (told && told.call_id !== this.session?.getState().callId) this.gone = told
    const mine = this.session === null && beat.mine?.call_id !== this.#endedCall ? beat.mine : null
    this.elsewhere = mine
    if (mine && mine.call_id === this.#lastCall) this.#begin().resume(mine.call_id)
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

  #begin(): CallSession {
    const party = partyOf(rpcOf(this.#config.supabase, this.#auth.token), this.#instance)
    const session = new CallSession('agent', { party, media: this.#headset.forCalls })
    this.session = session
    this.#lastCall = null
    this.elsewhere = null
    this.ending = null
    session.subscribe(() => this.#callChanged(session))
    return session
  }

  #callChanged(session: CallSession): void {
    const { ending } = session.getState()
    if (ending && this.session === session) {
      this.session = null
      this.ending = ending
      this.#endedCall = ending.why === 'elsewhere' ? null : session.getState().callId
      this.#tell({ say: 'beat' })
      setTimeout(() => void this.refresh(), OUTCOME_AFTER_MS)
    }
    this.#changed()
  }

  #lostMicrophone(): void {
    this.problem = 'missing'
    this.goAway()
  }

  #tell(message: ToWorker): void {
    this.#worker.postMessage(message)
  }
}
