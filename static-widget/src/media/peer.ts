// One peer connection: one generation of one call. Everything asked of it happens in order.
import type { Shown } from '../call/company.ts'
import type { Ice, Report } from '../call/messages.ts'
import type { Signal } from '../call/signals.ts'
import { Describing } from './describing.ts'
import { Gathering } from './gathering.ts'
import type { PeerConnection, PeerEars } from './media.ts'
import { Senders } from './senders.ts'
import { SideChannel } from './side-channel.ts'
import { type Carried, type Line, lineOf, NOTHING, reportOf } from './stats.ts'
import { Watch } from './watch.ts'

/** A restart drops the pairs there were, and a browser without pairs says `failed`: what it says so soon after is not believed. */
const RESTART_GRACE_MS = 8000

export class Peer implements PeerConnection {
  /** One transport for everything, from the start: half the candidates, half the relay's allocations. */
  readonly #pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle' })
  readonly #ears: PeerEars
  readonly #describing: Describing
  readonly #gathering: Gathering
  readonly #watch: Watch
  readonly #senders = new Senders(this.#pc)
  readonly #side: SideChannel
  readonly #undo = new AbortController()
  #offer: RTCSessionDescriptionInit | null = null
  #stallMs = 2000
  #turn: Promise<void> = Promise.resolve()

  constructor(polite: boolean, ears: PeerEars) {
    this.#ears = ears
    this.#gathering = new Gathering(this.#pc, ears)
    this.#describing = new Describing(this.#pc, polite, this.#gathering, this.#senders, ears)
    this.#watch = new Watch(
      () => {
        if (!this.#senders.speaks) this.#side.say()
        return this.#stats()
      },
      (now) => ears.media(now),
    )
    this.#side = new SideChannel(this.#pc, (shown) => ears.other(shown))
    this.#pc.onnegotiationneeded = () => void this.#inTurn(() => this.#describing.agree())
    const { signal } = this.#undo
    addEventListener('online', () => ears.network(), { signal })
    this.#pc.ontrack = ({ track }) => {
      if (track.kind === 'video') return ears.picture(new MediaStream([track]))
      track.onunmute = () => {
        track.onunmute = null
        ears.sound()
      }
      ears.stream(new MediaStream([track]))
    }
    this.#pc.onconnectionstatechange = () => this.#changed()
  }

  async prepare(): Promise<string> {
    this.#senders.addVoice()
    this.#offer = await this.#pc.createOffer()
    return this.#offer.sdp ?? ''
  }

  start(ice: Ice, stallMs: number): Promise<void> {
    return this.#inTurn(async () => {
      await this.#begin(ice, stallMs)
      await this.#describing.start(this.#offer)
    })
  }

  connect(ice: Ice, stallMs: number, offers: boolean): Promise<void> {
    return this.#inTurn(async () => {
      await this.#begin(ice, stallMs)
      if (!offers) return
      this.#senders.addVoice()
      await this.#describing.describe()
    })
  }

  admit(servers: readonly RTCIceServer[]): void {
    this.#gathering.admit(servers)
  }

  /** Not in the middle of another negotiation: that one brings new candidates by itself. */
  restart(servers: readonly RTCIceServer[] | null): Promise<void> {
    return this.#inTurn(() =>
      // One that does not come about leaves the path as it is.
      this.#describing.restart(servers).catch((e) => console.warn('parley: media', e)),
    )
  }

  apply(signal: Signal): void {
    void this.#inTurn(() => this.#describing.apply(signal))
  }

  speak(track: MediaStreamTrack | null): void {
    this.#senders.speak(track)
  }

  show(track: MediaStreamTrack | null): void {
    this.#senders.show(track)
  }

  tell(own: Shown): void {
    this.#side.tell(own)
  }

  adapt(loss: number): void {
    this.#senders.adapt(loss)
  }

  fingerprints(): readonly string[] {
    const sides = [this.#pc.currentLocalDescription, this.#pc.currentRemoteDescription]
    const found = sides.map((side) => side?.sdp.match(/^a=fingerprint:(.+?)\r?$/m)?.[1])
    return found.filter((x) => x !== undefined)
  }

  async line(): Promise<Line> {
    return lineOf((await this.#pc.getStats()).values())
  }

  async report(): Promise<Report> {
    if (this.#pc.connectionState === 'closed') return NOTHING
    const stats = await this.#stats()
    const connected = this.#pc.connectionState === 'connected'
    return reportOf(stats, connected, this.#watch.heardMsAgo, this.carried)
  }

  get carried(): Carried {
    return this.#gathering.carried
  }

  close(): void {
    this.#undo.abort()
    this.#watch.end()
    this.#gathering.close()
    this.#pc.close()
  }

  #begin(ice: Ice, stallMs: number): Promise<void> {
    this.#stallMs = stallMs
    return this.#gathering.configure(ice)
  }

  async #stats(): Promise<Map<string, Record<string, unknown>>> {
    const stats = new Map((await this.#pc.getStats()).entries())
    this.#gathering.see(stats)
    return stats
  }

  #changed(): void {
    if (this.#pc.connectionState === 'connected') {
      this.#watch.begin(this.#stallMs)
      this.#ears.media('up')
    } else if (this.#pc.connectionState === 'failed') this.#failed()
  }

  #failed(): void {
    const early = this.#describing.restartedAt + RESTART_GRACE_MS - performance.now()
    if (early > 0) setTimeout(() => this.#changed(), early)
    else this.#ears.media('failed')
  }

  #inTurn(act: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(act).catch((e) => {
      if (this.#pc.connectionState === 'closed') return
      console.warn('parley: media', e)
      this.#ears.media('failed')
    })
    return this.#turn
  }
}
