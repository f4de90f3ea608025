// The microphone of a call: opened, taken back after an interruption, replaced when it was unplugged, let go at the end.
import type { MicrophoneFailure } from './call/microphone.ts'
import type { Event } from './call/state.ts'
import type { Keeping } from './company.ts'
import type { Media } from './media/media.ts'

export interface MicrophoneEars {
  dispatch(event: Event): void
  /** This is what is to be heard on the other side from now on. */
  speak(track: MediaStreamTrack | null): void
  /** Nobody needs this stream any more. */
  drop(stream: MediaStream): void
  /** It was unplugged, and there is no other. */
  lost(): void
}

export class Microphone {
  readonly #media: Media
  readonly #company: Keeping
  readonly #ears: MicrophoneEars
  #unwatch: () => void = () => undefined
  #over = false
  muted = false
  stream: MediaStream | null = null

  constructor(media: Media, company: Keeping, ears: MicrophoneEars) {
    this.#media = media
    this.#company = company
    this.#ears = ears
    this.mute(false)
  }

  get track(): MediaStreamTrack | null {
    return this.stream?.getAudioTracks()[0] ?? null
  }

  /** @param id another device; the one in use goes on until it is there, or for good if it cannot be had */
  async open(id?: string): Promise<void> {
    const failure = await this.#take(id)
    if (failure && (id === undefined || this.stream === null)) this.#failed(failure)
  }

  mute(on: boolean): void {
    this.muted = on
    for (const track of this.stream?.getAudioTracks() ?? []) track.enabled = !on
    // Without one, the other side reads why it hears nothing.
    this.#company.muted(on || this.stream === null)
  }

  close(): void {
    this.#over = true
    this.#unwatch()
    this.#letGo()
  }

  #letGo(): void {
    if (this.stream) this.#ears.drop(this.stream)
    this.stream = null
  }

  /** What the person mends is noticed without another press. */
  #failed(failure: MicrophoneFailure): void {
    this.#ears.dispatch({ is: 'microphone', now: failure })
    this.#unwatch()
    if (failure !== 'missing' && failure !== 'denied') return
    const stop = this.#media.gear?.onDevices(() => {
      this.#unwatch()
      this.#ears.dispatch({ is: 'retry-microphone' })
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
    const before = this.stream
    this.stream = opened
    if (before) this.#ears.drop(before)
    const { track } = this
    track?.addEventListener('ended', () => {
      if (this.stream === opened) void this.#lost()
    })
    // A phone call takes the microphone away for as long as it lasts.
    track?.addEventListener('mute', () => this.#company.interrupted(this.stream === opened))
    track?.addEventListener('unmute', () => this.#company.interrupted(false))
    this.#company.interrupted(false)
    void this.#company.opened(track?.getSettings?.().deviceId ?? null)
    this.mute(this.muted)
    this.#ears.speak(track)
    this.#ears.dispatch({ is: 'microphone', now: 'open' })
    return null
  }

  /** The headset was unplugged: another microphone takes over, if there is one. */
  async #lost(): Promise<void> {
    const failure = await this.#take()
    if (failure === null) return
    this.#letGo()
    this.mute(this.muted)
    this.#ears.lost()
    this.#failed(failure)
  }
}
