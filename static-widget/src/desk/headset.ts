// The desk's microphone: taken and tested when going available, open until going away, copied for each call.
import type { MicrophoneFailure } from '../call/microphone.ts'
import { audioContext } from '../media/level.ts'
import type { Media, Meter } from '../media/media.ts'

export class Headset {
  readonly #media: Media
  readonly #lost: () => void
  #stream: MediaStream | null = null
  #meter: Meter | null = null

  constructor(media: Media, lost: () => void) {
    this.#media = media
    this.#lost = lost
  }

  readonly level = (): number => this.#meter?.level() ?? 0

  /** Called from a tap, which also unlocks sound. */
  async open(): Promise<MicrophoneFailure | null> {
    audioContext()
    const opened = await this.#media.microphone()
    if (typeof opened === 'string') return opened
    this.close()
    this.#stream = opened
    this.#meter = this.#media.meter(opened)
    opened.getAudioTracks()[0]?.addEventListener('ended', () => {
      if (this.#stream === opened) this.#lost()
    })
    return null
  }

  close(): void {
    this.#meter?.close()
    this.#meter = null
    if (this.#stream) this.#media.release(this.#stream)
    this.#stream = null
  }

  /** What a call gets: a copy of the open microphone, so that muting and hanging up leave the original alone. */
  get forCalls(): Media {
    const media = this.#media
    const copy: Media = Object.create(media)
    copy.microphone = async (id) => {
      if (id !== undefined) return media.microphone(id)
      const live = this.#stream?.getAudioTracks().some((track) => track.readyState === 'live')
      return live && this.#stream ? this.#stream.clone() : media.microphone()
    }
    return copy
  }
}
