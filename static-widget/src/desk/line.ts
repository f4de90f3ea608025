// A signed-in agent's line: the worker's heart beat, what rings, and the one call.
import type { AgentAuth } from '../api/auth.ts'
import type { Config } from '../call/config.ts'
import type { Beat } from '../call/messages.ts'
import type { Media } from '../media/media.ts'
import { Bell } from './bell.ts'
import { Headset } from './headset.ts'
import { Heart, type HeartEars } from './heart.ts'
import { Mode } from './mode.ts'
import { OneCall } from './one-call.ts'
import { Papers } from './papers.ts'
import { type DeskPorts, deskPorts } from './ports.ts'
import type { Ringing } from './rings.ts'
import { Sound } from './sound.ts'

const OUTCOME_AFTER_MS = 1500

export class DeskLine {
  readonly #headset: Headset
  readonly #ports: DeskPorts
  readonly #heart: Heart
  readonly #changed: () => void
  readonly #signedOut: () => void
  readonly #isSignedIn: () => boolean
  #lapses: ReturnType<typeof setTimeout> | undefined
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
  refused: string | null = null

  constructor(
    config: Config,
    auth: AgentAuth,
    user: string,
    media: Media,
    worker: Worker,
    changed: () => void,
    notifications: string | null = null,
    signedOut: () => void = () => undefined,
  ) {
    const { id } = config.tenant
    this.#ports = deskPorts(config, auth, user)
    this.#headset = new Headset(media, () => this.mode.stop('away', 'missing'))
    this.#changed = changed
    this.#signedOut = signedOut
    this.#isSignedIn = () => auth.user !== null
    this.papers = new Papers(this.#ports.desk, this.#ports.reliability, changed)
    this.sound = new Sound({ ring: () => this.#bell.once(), reopen: () => this.mode.reopen() }, changed)
    this.#bell = new Bell(`parley:rings:${id}:${user}`, notifications, {
      isFree: () => this.available && this.call.session === null,
      receipt: () => this.#heart.beat(),
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
      () => this.#ports.session(this.#headset.forCalls),
      `desk:${id}`,
      (over) => this.#callChanged(over),
    )
    this.#heart = new Heart(worker, this.#ears(), this.#ports.start)
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

  accept(callId: string): void {
    if (this.call.session !== null || !this.available) return
    performance.mark('parley-accept')
    this.call.begin().accept(callId)
    this.#bell.drop(callId)
  }

  async decline(callId: string): Promise<void> {
    this.#bell.drop(callId)
    await this.#ports.desk.decline(callId)
    this.#heart.beat()
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
    void this.#ports.desk.beat('gone', [])
  }

  wake(): void {
    this.#heart.wake()
    this.call.session?.mayHaveMissed()
  }

  /** Nothing rings on a page that stands still, and another page of this agent may ring instead. */
  freeze(): void {
    this.#bell.turn(false)
  }

  /** What was known before, or has waited meanwhile, may be over: rings come with the first beat from now on. */
  thaw(): void {
    this.#bell.turn(this.available)
    this.#heart.thaw()
    this.call.session?.mayHaveMissed()
  }

  async stop(): Promise<void> {
    clearTimeout(this.#lapses)
    await this.papers.close()
    this.mode.stop('away')
    this.#bell.close()
    await this.call.hangUp()
    this.#heart.stop()
    await this.#ports.desk.beat('gone', [])
    this.#heart.end()
  }

  #ears(): HeartEars {
    const shown = (act: () => void) => {
      act()
      this.#changed()
    }
    return {
      alive: async () => {
        this.mode.look()
        const token = await this.#ports.token()
        // In another window, or by whoever runs the accounts. A call goes to its end first.
        if (token === null && !this.#isSignedIn() && this.call.session === null) this.#signedOut()
        return { token, status: this.mode.status, ringing: this.#bell.sounding }
      },
      beat: (beat) => this.#follow(beat),
      refused: (refused) =>
        shown(() => {
          this.refused = refused
        }),
      joined: (joined) =>
        shown(() => {
          this.joined = joined
        }),
      push: (event, payload) => this.call.session?.hear(event, payload),
      missed: () => this.call.session?.mayHaveMissed(),
    }
  }

  #follow(beat: Beat): void {
    this.agent = beat.agent
    this.confirmed = this.available && beat.status === 'available'
    clearTimeout(this.#lapses)
    this.#lapses = setTimeout(() => this.#lapsed(), beat.lease_ms)
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

  /** No beat has come for as long as the database waits for one: nobody counts on this page any more. */
  #lapsed(): void {
    this.confirmed = false
    this.#changed()
  }

  #callChanged(over: boolean): void {
    this.papers.about(this.call.about?.callId)
    if (over) {
      void this.papers.notes.flush()
      this.mode.callOver()
      this.#heart.beat()
      setTimeout(() => void this.papers.lists.refresh(), OUTCOME_AFTER_MS)
    }
    this.#bell.sound()
  }

  #modeChanged(): void {
    const { available } = this
    if (!available) this.confirmed = false
    void this.sound.look()
    this.#heart.beat()
    this.#bell.turn(available)
  }
}
