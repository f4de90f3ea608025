// What one peer connection sends: one voice, one picture. A picture is negotiated once; later it only changes what it shows.
import { pictureBits, preferRedundancy, putSoundFirst, VIDEO } from './codecs.ts'

const kindOf = ({ receiver }: RTCRtpTransceiver): string => receiver.track.kind

export class Senders {
  readonly #pc: RTCPeerConnection
  #voice: MediaStreamTrack | null = null
  #picture: MediaStreamTrack | null = null
  #bits = VIDEO.maxBitrate ?? 0
  #settled = false

  constructor(pc: RTCPeerConnection) {
    this.#pc = pc
  }

  addVoice(): void {
    preferRedundancy(this.#pc.addTransceiver(this.#voice ?? 'audio', { direction: 'sendrecv' }))
  }

  /** Whether sound goes out; a muted microphone still sends its silence. */
  get speaks(): boolean {
    return this.#voice?.readyState === 'live'
  }

  speak(track: MediaStreamTrack | null): void {
    this.#voice = track
    for (const { sender } of this.#all('audio')) void sender.replaceTrack(track).catch(() => undefined)
  }

  /** The first picture asks for a negotiation by itself (`negotiationneeded`). */
  show(track: MediaStreamTrack | null): void {
    this.#picture = track
    const [ready] = this.#all('video')
    if (ready) void ready.sender.replaceTrack(track).catch(() => undefined)
    else if (track && this.#settled) this.#addPicture(track)
  }

  /** Both ways from the start, whatever this side has to show: then showing something needs no more words. */
  async answer(): Promise<void> {
    for (const transceiver of this.#pc.getTransceivers()) {
      transceiver.direction = 'sendrecv'
      const isVoice = kindOf(transceiver) === 'audio'
      if (isVoice) preferRedundancy(transceiver)
      await transceiver.sender.replaceTrack(isVoice ? this.#voice : this.#picture)
    }
  }

  /** Both sides have described themselves: a picture that waited for that asks for its own negotiation now. */
  settled(): void {
    this.#settled = true
    for (const { sender } of this.#all('audio')) void putSoundFirst(sender)
    if (this.#picture && this.#all('video').length === 0) this.#addPicture(this.#picture)
  }

  /** @param loss share of packets that do not arrive, 0 to 1 */
  adapt(loss: number): void {
    const bits = pictureBits(loss, this.#bits)
    if (bits === this.#bits) return
    this.#bits = bits
    for (const { sender } of this.#all('video')) {
      const parameters = sender.getParameters()
      for (const encoding of parameters.encodings ?? []) encoding.maxBitrate = bits
      void sender.setParameters(parameters).catch(() => undefined)
    }
  }

  #addPicture(track: MediaStreamTrack): void {
    this.#pc.addTransceiver(track, { direction: 'sendrecv', sendEncodings: [VIDEO] })
  }

  #all(kind: 'audio' | 'video'): RTCRtpTransceiver[] {
    return this.#pc.getTransceivers().filter((t) => kindOf(t) === kind && t.currentDirection !== 'stopped')
  }
}
