// The media side of the shell: the microphone, and one peer connection per generation.
import type { Cause } from './call/cause.ts'
import type { Ice, Report, Role } from './call/messages.ts'
import type { Signal } from './call/signals.ts'
import type { Event } from './call/state.ts'
import { Keeping, LOOK_MS } from './company.ts'
import type { Servers } from './credentials.ts'
import type { Media, PeerConnection, PeerEars } from './media/media.ts'
import { NOTHING } from './media/stats.ts'
import { Meters } from './meters.ts'
import { Microphone } from './microphone.ts'
import { type Fresh, RelayUse } from './relay-use.ts'

export class Connection {
  readonly #media: Media
  readonly #role: Role
  readonly #dispatch: (event: Event) => void
  readonly #relay: RelayUse
  #peer: PeerConnection | null = null
  #generation = 0
  #over = false
  readonly #meters: Meters
  stallMs = 2000
  remote: MediaStream | null = null
  lastReport: Report = NOTHING
  #cause: Cause | null = null
  readonly company: Keeping
  readonly microphone: Microphone
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
    this.#relay = new RelayUse(fresh)
    this.microphone = new Microphone(media, this.company, {
      dispatch,
      speak: (track) => {
        this.#peer?.speak(track)
        // A page that records may play, also one that nobody has touched yet: after a reload.
        void this.play()
      },
      drop: (stream) => this.#letGo(stream),
      lost: () => this.#blame('microphone_lost'),
    })
  }

  get local(): MediaStream | null {
    return this.microphone.stream
  }

  /** After an interruption: what was taken away is taken back, and played again. */
  async restore(): Promise<void> {
    if (this.company.now.interrupted) await this.microphone.open()
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

  /** Looks for a path anew, with a fresh credential: one that was held since the call began may allocate no more. */
  async restart(generation: number, servers: Servers | null): Promise<void> {
    const peer = this.#peer
    const fresh = (await this.#relay.mint()) ?? servers
    if (peer === this.#peer && generation === this.#generation) await peer?.restart(fresh)
  }

  apply(signal: Signal): void {
    this.#peer?.apply(signal)
  }

  async report(): Promise<Report> {
    const measured = (await this.#peer?.report().catch(() => null)) ?? this.lastReport
    const { sent, received } = this.#relay.carried(this.#peer)
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
    this.company.end()
    this.#peer?.speak(null)
    this.microphone.close()
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
    if (!this.microphone.muted && this.level(this.local) === 0) void this.#media.gear?.devices()
  }

  /** There is no path, or none any more. */
  blamePath(): void {
    this.#blame(this.#relay.blame)
  }

  /** What went wrong first is the cause; what follows is its consequence. */
  #blame(cause: Cause): void {
    this.#cause ??= cause
  }

  #begin(generation: number, ice: Ice, ticket: string | null): void {
    this.#generation = generation
    this.#relay.begin(ice, ticket)
  }

  #make(): PeerConnection {
    this.#relay.leave(this.#peer)
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
        const hopeful = this.#relay.heard(reached !== undefined)
        if (current() && !hopeful) ears.media('failed')
      },
      network: () => {
        if (current()) this.#dispatch({ is: 'network' })
      },
      fresh: async () => {
        const servers = await this.#relay.mint()
        if (servers && current()) this.#dispatch({ is: 'rejoined', generation: this.#generation })
        return servers
      },
    }
    const made = this.#media.peer(this.#role === 'visitor', ears)
    this.#peer = made
    made.speak(this.microphone.track)
    this.company.meet(made)
    return made
  }
}
