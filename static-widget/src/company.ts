// The part of a call that the row knows nothing of: pictures, devices, how good the line is, what the pages tell each other.
import { ALONE, type CameraFailure, type Company } from './call/company.ts'
import { lossBetween, qualityOf } from './call/quality.ts'
import type { Gear, PeerConnection } from './media/media.ts'
import type { Line } from './media/stats.ts'

export const LOOK_MS = 2000

export class Keeping {
  readonly #gear: Gear | undefined
  readonly #changed: () => void
  #peer: PeerConnection | null = null
  #picture: MediaStream | null = null
  #facing: 'user' | 'environment' = 'user'
  #line: Line | null = null
  #over = false
  #watching: (() => void) | null = null
  now: Company = ALONE
  /** The picture of the other side. */
  remote: MediaStream | null = null

  constructor(gear: Gear | undefined, changed: () => void) {
    this.#gear = gear
    this.#changed = changed
  }

  /** What we show, as we see it ourselves. */
  get local(): MediaStream | null {
    return this.#picture
  }

  /** A new connection shows and tells what the former one did. */
  meet(peer: PeerConnection): void {
    this.#peer = peer
    this.#line = null
    this.remote = null
    peer.show(this.#picture?.getVideoTracks()[0] ?? null)
    peer.tell(this.now.own)
  }

  heard(other: Company['other']): void {
    this.#set({ other })
  }

  sees(remote: MediaStream): void {
    this.remote = remote
    this.#changed()
  }

  /** A microphone was opened: only now does a browser name what there is. */
  async opened(microphone: string | null): Promise<void> {
    this.#watching ??= this.#gear?.onDevices(() => void this.#count()) ?? null
    this.#set({ microphone, speaker: this.#gear?.chosenSpeaker() ?? '' })
    await this.#count()
  }

  async speaker(speaker: string): Promise<void> {
    if (await this.#gear?.speaker(speaker)) this.#set({ speaker })
  }

  async #count(): Promise<void> {
    const devices = await this.#gear?.devices()
    if (devices && !this.#over)
      this.#set({ devices: this.#gear?.choosesSpeakers ? devices : { ...devices, speakers: [] } })
  }

  muted(muted: boolean): void {
    this.#tell({ ...this.now.own, muted })
  }

  interrupted(interrupted: boolean): void {
    if (interrupted !== this.now.interrupted) this.#set({ interrupted })
  }

  async camera(on: boolean): Promise<void> {
    if (!on) return this.#show(null)
    const opened = await this.#gear?.camera(this.#facing)
    this.#opened(opened, 'camera', opened as CameraFailure)
  }

  /** A phone has a camera on either side. */
  async flip(): Promise<void> {
    this.#facing = this.#facing === 'user' ? 'environment' : 'user'
    // Some phones open no second camera before the first is closed.
    this.#stop()
    await this.camera(true)
  }

  async share(on: boolean): Promise<void> {
    if (!on) return this.#show(null)
    this.#opened(await this.#gear?.screen(), 'screen', 'screen')
  }

  /** Looks at the line; what is lost is taken from the picture, never from the sound. */
  async look(): Promise<void> {
    const now = await this.#peer?.line().catch(() => null)
    if (!now || this.#over) return
    const loss = this.#line ? lossBetween(this.#line, now) : 0
    this.#line = now
    const quality = qualityOf(loss, now)
    if (this.#picture) this.#peer?.adapt(loss)
    if (quality !== this.now.quality) this.#set({ quality })
  }

  end(): void {
    this.#watching?.()
    this.#over = true
    this.#stop()
    this.#picture = null
    this.remote = null
    this.#peer = null
  }

  #opened(
    stream: MediaStream | CameraFailure | undefined,
    as: 'camera' | 'screen',
    problem: Company['problem'],
  ) {
    if (stream === undefined || typeof stream === 'string') return this.#set({ problem })
    if (this.#over) return stop(stream)
    this.#show(stream, as)
  }

  #show(stream: MediaStream | null, as: 'camera' | 'screen' = 'camera'): void {
    this.#stop()
    this.#picture = stream
    const track = stream?.getVideoTracks()[0] ?? null
    if (track) {
      track.contentHint = as === 'screen' ? 'detail' : 'motion'
      // Stopped by the browser's own bar, or unplugged.
      track.onended = () => this.#picture === stream && this.#show(null)
    }
    this.#peer?.show(track)
    this.now = { ...this.now, problem: null }
    this.#tell({
      ...this.now.own,
      camera: track !== null && as === 'camera',
      screen: track !== null && as === 'screen',
    })
  }

  #stop(): void {
    if (this.#picture) stop(this.#picture)
  }

  #tell(own: Company['own']): void {
    this.#peer?.tell(own)
    this.#set({ own })
  }

  #set(part: Partial<Company>): void {
    this.now = { ...this.now, ...part }
    this.#changed()
  }
}

const stop = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) {
    track.onended = null
    track.stop()
  }
}
