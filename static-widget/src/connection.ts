// The media side of the shell: the microphone, and one peer connection per generation.
import type { Cause } from './call/cause.ts'
import type { Ice, Report, Role } from './call/messages.ts'
import type { Signal } from './call/signals.ts'
import type { Event, MicrophoneFailure } from './call/state.ts'
import { Keeping, LOOK_MS } from './company.ts'
import type { Servers } from './credentials.ts'
import type { Media, PeerConnection, PeerEars } from './media/media.ts'
import { NONE, NOTHING, sum } from './media/stats.ts'
import { Meters } from './meters.ts'

/** A fresh credential's servers; null: none, or not soon enough. */
type Fresh = (ticket: string) => Promise<Servers | null>

export class Connection {
  readonly #media: Media
  readonly #role: Role
  readonly #dispatch: (event: Event) => void
  readonly #fresh: Fresh
  #ticket: string | null = null
  #peer: PeerConnection | null = null
  #generation = 0
  #muted = false
  #over = false
  #unwatch: () => void = () => undefined
  readonly #meters: Meters
  stallMs = 2000
  local: MediaStream | null = null
  remote: MediaStream | null = null
  lastReport: Report = NOTHING
  #relayOnly = false
  #relayed = NONE
  /** A relay gave a candidate. */
  #reached = false
  #cause: Cause | null = null

  readonly company: Keeping
  #looking: ReturnType<typeof setInterval> | undefined

  constructor(
    media: Media,
    role: Role,
    dispatch: (event: Event) => void,
    changed: () => void,
    fresh: Fresh = async () => null,
  ) {
    this.company = new Keeping(media.gear, changed)
    this.#meters = new Meters(media)
    this.#media = media
    this.#role = role
    this.#dispatch = dispatch
    this.#fresh = fresh
  }

  /** @param id another device; the one in use goes on until it is there, or for good if it cannot be had */
  async openMicrophone(id?: string): Promise<void> {
    const failure = await this.#take(id)
    if (failure && (id === undefined || this.local === null)) this.#failed(failure)
  }

  /** What the person mends is noticed without another press. */
  #failed(failure: MicrophoneFailure): void {
    this.#dispatch({ is: 'microphone', now: failure })
    this.#unwatch()
    if (failure !== 'missing' && failure !== 'denied') return
    const stop = this.#media.gear?.onDevices(() => {
      this.#unwatch()
      this.#dispatch({ is: 'retry-microphone' })
    })
    if (stop) this.#unwatch = stop
  }

  async #take(id?: string): Promise<MicrophoneFailure | null> {
    const opened = await this.#media.microphone(id)
    if (typeof opened === 'string') return opened
    if (this.#over) {
      this.#media.release(opened)
      return null
    }
    const before = this.local
    this.local = opened
    if (before) this.#letGo(before)
    const track = opened.getAudioTracks()[0]
    track?.addEventListener('ended', () => {
      if (this.local === opened) void this.#lost()
    })
    // A phone call takes the microphone away for as long as it lasts.
    track?.addEventListener('mute', () => this.company.interrupted(this.local === opened))
    track?.addEventListener('unmute', () => this.company.interrupted(false))
    this.company.interrupted(false)
    void this.company.opened(track?.getSettings?.().deviceId ?? null)
    this.mute(this.#muted)
    this.#peer?.speak(track ?? null)
    this.#dispatch({ is: 'microphone', now: 'open' })
    return null
  }

  /** The headset was unplugged: another microphone takes over, if there is one. */
  async #lost(): Promise<void> {
    const failure = await this.#take()
    if (failure === null) return
    this.#blame('microphone_lost')
    this.#failed(failure)
  }

  /** After an interruption: what was taken away is taken back, and played again. */
  async restore(): Promise<void> {
    if (this.company.now.interrupted) await this.openMicrophone()
    await this.play()
  }

  prepare(): Promise<string> {
    return this.#make().prepare()
  }

  start(generation: number, ice: Ice, ticket: string | null): void {
    this.#begin(generation, ice, ticket)
    void this.#peer?.start(ice, this.stallMs)
  }

  connect(generation: number, ice: Ice, ticket: string | null): void {
    this.#begin(generation, ice, ticket)
    void this.#make().connect(ice, this.stallMs, this.#role === 'visitor')
  }

  get fingerprints(): readonly string[] {
    return this.#peer?.fingerprints() ?? []
  }

  admit(servers: Servers): void {
    this.#peer?.admit(servers)
  }

  /** Looks for a path anew, with a fresh credential where none was brought along. */
  async restart(generation: number, servers: Servers | null): Promise<void> {
    const peer = this.#peer
    const fresh = servers ?? (await this.#mint())
    if (peer === this.#peer && generation === this.#generation) await peer?.restart(fresh)
  }

  apply(signal: Signal): void {
    this.#peer?.apply(signal)
  }

  mute(on: boolean): void {
    this.#muted = on
    for (const track of this.local?.getAudioTracks() ?? []) track.enabled = !on
    this.company.muted(on)
  }

  async report(): Promise<Report> {
    const measured = (await this.#peer?.report().catch(() => null)) ?? this.lastReport
    const { sent, received } = sum([this.#relayed, this.#peer?.carried ?? NONE])
    this.lastReport = {
      ...measured,
      relay_bytes_sent: sent,
      relay_bytes_received: received,
      cause: this.#cause,
    }
    return this.lastReport
  }

  /** From real samples; a stream is measured once somebody looks. */
  level(of: MediaStream | null): number {
    return of === null || this.#over ? 0 : this.#meters.level(of)
  }

  async play(): Promise<void> {
    if (this.remote === null || this.#over) return
    this.#dispatch({ is: 'sound', blocked: !(await this.#media.play(this.remote)) })
  }

  #letGo(stream: MediaStream): void {
    this.#meters.forget(stream)
    this.#media.release(stream)
  }

  /** No more sound in or out; the connection stays until the ending is told, for its last report. */
  quiet(): void {
    this.#over = true
    clearInterval(this.#looking)
    this.#unwatch()
    this.company.end()
    this.#peer?.speak(null)
    if (this.local) this.#media.release(this.local)
    this.local = null
    this.#media.hush()
    this.#meters.close()
  }

  close(): void {
    this.quiet()
    const peer = this.#peer
    void this.report().finally(() => peer?.close())
    this.remote = null
  }

  #look(): void {
    void this.company.look()
    // Some browsers notice an unplugged microphone only when they are asked what there is.
    if (!this.#muted && this.level(this.local) === 0) void this.#media.gear?.devices()
  }

  /** With a relay that could be reached, or none to be had anyway, it is the path itself that is missing. */
  blamePath(): void {
    const missed = this.#ticket !== null && !this.#reached
    this.#blame(this.#relayOnly || missed ? 'relay_unavailable' : 'ice_failed')
  }

  /** What went wrong first is the cause; what follows is its consequence. */
  #blame(cause: Cause): void {
    this.#cause ??= cause
  }

  #begin(generation: number, ice: Ice, ticket: string | null): void {
    this.#generation = generation
    this.#relayOnly = ice.policy === 'relay'
    this.#ticket = ticket
  }

  async #mint(): Promise<Servers | null> {
    return this.#ticket === null ? null : this.#fresh(this.#ticket)
  }

  #make(): PeerConnection {
    // What this page relayed before counts on.
    this.#relayed = sum([this.#relayed, this.#peer?.carried ?? NONE])
    this.#peer?.close()
    const current = () => this.#peer === made
    const ears: PeerEars = {
      say: (saying) => {
        if (current()) this.#dispatch({ is: 'say', generation: this.#generation, saying })
      },
      media: (now) => {
        if (!current()) return
        if (now === 'up') this.#looking ??= setInterval(() => this.#look(), LOOK_MS)
        if (now === 'failed') this.blamePath()
        else if (now === 'up' && this.#cause !== 'microphone_lost') this.#cause = null
        this.#dispatch({ is: 'media', generation: this.#generation, now })
      },
      stream: (remote) => {
        this.remote = remote
        void this.play()
      },
      picture: (remote) => current() && this.company.sees(remote),
      other: (shown) => current() && this.company.heard(shown),
      sound: () => {
        performance.mark('parley-audio')
      },
      relays: ([reached]) => {
        this.#reached ||= reached !== undefined
        if (current() && !this.#reached && this.#relayOnly) ears.media('failed')
      },
      network: () => {
        if (current()) this.#dispatch({ is: 'network' })
      },
      fresh: () => this.#mint(),
    }
    const made = this.#media.peer(this.#role === 'visitor', ears)
    this.#peer = made
    made.speak(this.local?.getAudioTracks()[0] ?? null)
    this.company.meet(made)
    return made
  }
}
