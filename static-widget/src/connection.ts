// The media side of the shell: the microphone, and one peer connection per generation.
import type { Cause } from './call/cause.ts'
import type { Ice, Report, Role } from './call/messages.ts'
import type { Signal } from './call/signals.ts'
import type { Event } from './call/state.ts'
import type { Media, Meter, PeerConnection } from './media/media.ts'
import { NOTHING } from './media/stats.ts'

export class Connection {
  readonly #media: Media
  readonly #role: Role
  readonly #dispatch: (event: Event) => void
  #peer: PeerConnection | null = null
  #generation = 0
  #muted = false
  #over = false
  readonly #meters = new Map<MediaStream, Meter>()
  stallMs = 2000
  local: MediaStream | null = null
  remote: MediaStream | null = null
  lastReport: Report = NOTHING
  #relayOnly = false
  #cause: Cause | null = null

  constructor(media: Media, role: Role, dispatch: (event: Event) => void) {
    this.#media = media
    this.#role = role
    this.#dispatch = dispatch
  }

  async openMicrophone(): Promise<void> {
    const opened = await this.#media.microphone()
    if (typeof opened === 'string') return this.#dispatch({ is: 'microphone', now: opened })
    if (this.#over) return this.#media.release(opened)
    this.local = opened
    const track = opened.getAudioTracks()[0]
    track?.addEventListener('ended', () => {
      if (this.local !== opened) return
      this.#blame('microphone_lost')
      this.#dispatch({ is: 'microphone', now: 'missing' })
    })
    this.mute(this.#muted)
    this.#peer?.speak(track ?? null)
    this.#dispatch({ is: 'microphone', now: 'open' })
  }

  prepare(): Promise<string> {
    return this.#make().prepare()
  }

  start(generation: number, ice: Ice): void {
    this.#generation = generation
    this.#relayOnly = ice.policy === 'relay'
    void this.#peer?.start(ice, this.stallMs)
  }

  connect(generation: number, ice: Ice): void {
    this.#generation = generation
    this.#relayOnly = ice.policy === 'relay'
    void this.#make().connect(ice, this.stallMs, this.#role === 'visitor')
  }

  apply(signal: Signal): void {
    this.#peer?.apply(signal)
  }

  mute(on: boolean): void {
    this.#muted = on
    for (const track of this.local?.getAudioTracks() ?? []) track.enabled = !on
  }

  async report(): Promise<Report> {
    const measured = (await this.#peer?.report().catch(() => null)) ?? this.lastReport
    this.lastReport = { ...measured, cause: this.#cause }
    return this.lastReport
  }

  /** From real samples; a stream is measured once somebody looks. */
  level(of: MediaStream | null): number {
    if (of === null || this.#over) return 0
    const meter = this.#meters.get(of) ?? this.#media.meter(of)
    this.#meters.set(of, meter)
    return meter.level()
  }

  async play(): Promise<void> {
    if (this.remote === null || this.#over) return
    this.#dispatch({ is: 'sound', blocked: !(await this.#media.play(this.remote)) })
  }

  /** No more sound in or out; the connection stays until the ending is told, for its last report. */
  quiet(): void {
    this.#over = true
    this.#peer?.speak(null)
    if (this.local) this.#media.release(this.local)
    this.local = null
    this.#media.hush()
    for (const meter of this.#meters.values()) meter.close()
    this.#meters.clear()
  }

  close(): void {
    this.quiet()
    const peer = this.#peer
    void this.report().finally(() => peer?.close())
    this.remote = null
  }

  /** What went wrong first is the cause; what follows is its consequence. */
  #blame(cause: Cause): void {
    this.#cause ??= cause
  }

  #make(): PeerConnection {
    this.#peer?.close()
    const current = () => this.#peer === made
    const made = this.#media.peer(this.#role === 'visitor', {
      say: (saying) => {
        if (current()) this.#dispatch({ is: 'say', generation: this.#generation, saying })
      },
      media: (now) => {
        if (!current()) return
        if (now === 'failed') this.#blame(this.#relayOnly ? 'relay_unavailable' : 'ice_failed')
        this.#dispatch({ is: 'media', generation: this.#generation, now })
      },
      stream: (remote) => {
        this.remote = remote
        void this.play()
      },
      sound: () => {
        performance.mark('parley-audio')
      },
    })
    this.#peer = made
    made.speak(this.local?.getAudioTracks()[0] ?? null)
    return made
  }
}
