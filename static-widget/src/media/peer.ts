// One peer connection: one generation of one call. Everything asked of it happens in order.
import type { Shown } from '../call/company.ts'
import type { Ice, Report } from '../call/messages.ts'
import type { Signal, SignalPayload, SignalType } from '../call/signals.ts'
import { withSilences } from './codecs.ts'
import { Gathering } from './gathering.ts'
import type { Line, PeerConnection, PeerEars } from './media.ts'
import { isRestart, Negotiation } from './negotiation.ts'
import { Senders } from './senders.ts'
import { SideChannel } from './side-channel.ts'
import { type Carried, lineOf, NOTHING, reportOf } from './stats.ts'
import { Watch } from './watch.ts'

/** A restart is in a hurry: its path is gone, or late. */
const RESTART_FIRST_MS = 150
/** An offer that nobody has answered for so long was lost, and may be made again. */
const OFFER_LOST_MS = 4000
/** A restart drops the pairs there were, and a browser without pairs says `failed`: what it says so soon after is not believed. */
const RESTART_GRACE_MS = 8000

type Acts = { [T in SignalType]: (payload: SignalPayload<T>) => Promise<void> }

export class Peer implements PeerConnection {
  /** One transport for everything, from the start: half the candidates, half the relay's allocations. */
  readonly #pc = new RTCPeerConnection({ bundlePolicy: 'max-bundle' })
  readonly #ears: PeerEars
  readonly #negotiation: Negotiation
  readonly #gathering: Gathering
  readonly #watch: Watch
  readonly #senders = new Senders(this.#pc)
  readonly #side: SideChannel
  readonly #undo = new AbortController()
  #described = false
  #offer: RTCSessionDescriptionInit | null = null
  #early: (RTCIceCandidateInit | undefined)[] = []
  #stallMs = 2000
  #describedAt = 0
  #restartedAt = Number.NEGATIVE_INFINITY
  #turn: Promise<void> = Promise.resolve()

  constructor(polite: boolean, ears: PeerEars) {
    this.#ears = ears
    this.#negotiation = new Negotiation(this.#pc, polite)
    this.#gathering = new Gathering(this.#pc, ears)
    this.#watch = new Watch(
      () => this.#stats(),
      (now) => ears.media(now),
    )
    this.#side = new SideChannel(this.#pc, (shown) => ears.other(shown))
    this.#pc.onnegotiationneeded = () => void this.#inTurn(() => this.#agree())
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
      await this.#gathering.round(async () => {
        if (this.#offer) await this.#pc.setLocalDescription(this.#offer)
      })
      this.#gathering.begin()
    })
  }

  connect(ice: Ice, stallMs: number, offers: boolean): Promise<void> {
    return this.#inTurn(async () => {
      await this.#begin(ice, stallMs)
      if (!offers) return
      this.#senders.addVoice()
      await this.#describe()
    })
  }

  admit(servers: readonly RTCIceServer[]): void {
    this.#gathering.admit(servers)
  }

  /** Not in the middle of another negotiation: that one brings new candidates by itself. */
  restart(servers: readonly RTCIceServer[] | null): Promise<void> {
    return this.#inTurn(() =>
      // One that does not come about leaves the path as it is.
      this.#restart(servers).catch((e) => console.warn('parley: media', e)),
    )
  }

  async #restart(servers: readonly RTCIceServer[] | null): Promise<void> {
    if (this.#pc.remoteDescription === null || this.#isNegotiating) return
    await this.#gathering.restart(servers)
    this.#restartedAt = performance.now()
    this.#pc.restartIce()
    await this.#describe(RESTART_FIRST_MS)
  }

  apply(signal: Signal): void {
    const act = this.#acts[signal.type] as (payload: unknown) => Promise<void>
    void this.#inTurn(() => act(signal.payload))
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

  /** What each signal does here: a new signal type gets its line. */
  readonly #acts: Acts = {
    offer: ({ sdp }) => this.#take({ type: 'offer', sdp }),
    answer: ({ sdp }) => this.#take({ type: 'answer', sdp }),
    candidate: async ({ candidates }) => {
      const all = candidates.length === 0 ? [undefined] : candidates
      if (this.#pc.remoteDescription === null) this.#early.push(...all)
      else for (const candidate of all) await this.#negotiation.candidate(candidate)
    },
  }

  async #take(description: RTCSessionDescriptionInit): Promise<void> {
    const { type, sdp = '' } = description
    const again = isRestart(this.#pc.remoteDescription, description)
    const answerDue = await this.#negotiation.take({ type, sdp: withSilences(sdp) })
    if (answerDue) {
      await this.#senders.answer()
      if (again) {
        this.#restartedAt = performance.now()
        await this.#gathering.restart(await this.#ears.fresh())
      }
      await this.#describe(again ? RESTART_FIRST_MS : undefined)
    }
    this.#described = true
    this.#senders.settled()
    for (const candidate of this.#early.splice(0)) await this.#negotiation.candidate(candidate)
  }

  /** A picture that cannot be agreed on must not take the sound with it. Servers that changed ask too, and need nothing said. */
  async #agree(): Promise<void> {
    const isNew = this.#pc.getTransceivers().some(({ mid }) => mid === null)
    if (!this.#described || !isNew || this.#pc.signalingState !== 'stable') return
    await this.#describe().catch((e) => console.warn('parley: picture', e))
  }

  /** Where only a relay is allowed, the first description goes out before anything is gathered: the credential takes its time. */
  async #describe(firstMs?: number): Promise<void> {
    const drafted = this.#gathering.waits ? await this.#negotiation.draft() : null
    this.#gathering.describe(drafted)
    const described = await this.#gathering.round(() => this.#negotiation.describe(drafted))
    if (drafted === null) this.#gathering.describe(described)
    this.#gathering.begin(firstMs)
    this.#describedAt = performance.now()
  }

  get #isNegotiating(): boolean {
    const lost = performance.now() - this.#describedAt > OFFER_LOST_MS
    return this.#pc.signalingState !== 'stable' && !(this.#pc.signalingState === 'have-local-offer' && lost)
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
    const early = this.#restartedAt + RESTART_GRACE_MS - performance.now()
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
