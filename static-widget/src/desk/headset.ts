// The desk's microphone: taken and tested when going available, open until going away, copied for each call.
import type { MicrophoneFailure } from '../call/microphone.ts'
import { audioContext } from '../media/level.ts'
import type { Media, Meter } from '../media/media.ts'

export class Headset {
  readonly #media: Media
  readonly #lost: () => void
  #stream: MediaStream | null = null
  #meter: Meter | null = null
  /** Another opening, or a closing, overtakes one that still waits for the browser. */
  #wanted = 0

  constructor(media: Media, lost: () => void) {
    this.#media = media
    this.#lost = lost
  }

  readonly level = (): number => this.#meter?.level() ?? 0

  /** Called from a tap, which also unlocks sound. `late`: nobody wants it any more, and it is not taken. */
  async open(): Promise<MicrophoneFailure | 'late' | null> {
    audioContext()
    this.#wanted += 1
    const wanted = this.#wanted
    const opened = await this.#media.microphone()
    if (wanted !== this.#wanted) {
      if (typeof opened !== 'string') this.#media.release(opened)
      return 'late'
    }
    if (typeof opened === 'string') return opened
    this.#drop()
    this.#stream = opened
    this.#meter = this.#media.meter(opened)
    opened.getAudioTracks()[0]?.addEventListener('ended', () => {
      if (this.#stream === opened) this.#lost()
    })
    return null
  }

  close(): void {
    this.#wanted += 1
    this.#drop()
  }

  #drop(): void {
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
