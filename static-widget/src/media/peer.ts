// One peer connection: one generation of one call. Everything asked of it happens in order.
import type { Shown } from '../call/company.ts'
import type { Ice, Report } from '../call/messages.ts'
import type { Signal, SignalPayload, SignalType } from '../call/signals.ts'
import { Candidates } from './candidates.ts'
import { withSilences } from './codecs.ts'
import type { Line, PeerConnection, PeerEars } from './media.ts'
import { Negotiation } from './negotiation.ts'
import { Senders } from './senders.ts'
import { SideChannel } from './side-channel.ts'
import { lineOf, NOTHING, reportOf } from './stats.ts'
import { Watch } from './watch.ts'

type Acts = { [T in SignalType]: (payload: SignalPayload<T>) => Promise<void> }

export class Peer implements PeerConnection {
  readonly #pc = new RTCPeerConnection()
  readonly #ears: PeerEars
  readonly #negotiation: Negotiation
  readonly #candidates: Candidates
  readonly #watch: Watch
  readonly #senders = new Senders(this.#pc)
  readonly #side: SideChannel
  #described = false
  #offer: RTCSessionDescriptionInit | null = null
  #early: (RTCIceCandidateInit | undefined)[] = []
  #stallMs = 2000
  #turn: Promise<void> = Promise.resolve()

  constructor(polite: boolean, ears: PeerEars) {
    this.#ears = ears
    this.#negotiation = new Negotiation(this.#pc, polite)
    this.#candidates = new Candidates((candidates) =>
      ears.say({ type: 'candidate', payload: { candidates } }),
    )
    this.#watch = new Watch(
      () => this.#pc.getStats(),
      (now) => ears.media(now),
    )
    this.#side = new SideChannel(this.#pc, (shown) => ears.other(shown))
    this.#pc.onnegotiationneeded = () => {
      // A picture that cannot be agreed on must not take the sound with it.
      if (this.#described)
        void this.#inTurn(() => this.#describe().catch((e) => console.warn('parley: picture', e)))
    }
    this.#pc.onicecandidate = ({ candidate }) => {
      if (candidate) this.#candidates.add(candidate.toJSON())
      else this.#candidates.complete()
    }
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
      this.#configure(ice, stallMs)
      if (this.#offer) await this.#pc.setLocalDescription(this.#offer)
      this.#candidates.begin()
    })
  }

  connect(ice: Ice, stallMs: number, offers: boolean): Promise<void> {
    return this.#inTurn(async () => {
      this.#configure(ice, stallMs)
      if (!offers) return
      this.#senders.addVoice()
      await this.#describe()
    })
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
    const stats = new Map((await this.#pc.getStats()).entries())
    return reportOf(stats, this.#pc.connectionState === 'connected', this.#watch.heardMsAgo)
  }

  close(): void {
    this.#watch.end()
    this.#candidates.close()
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
    const answerDue = await this.#negotiation.take({ type, sdp: withSilences(sdp) })
    if (answerDue) {
      await this.#senders.answer()
      await this.#describe()
    }
    this.#described = true
    this.#senders.settled()
    for (const candidate of this.#early.splice(0)) await this.#negotiation.candidate(candidate)
  }

  async #describe(): Promise<void> {
    const description = await this.#negotiation.describe()
    if (description?.type !== 'offer' && description?.type !== 'answer') return
    this.#ears.say({ type: description.type, payload: { sdp: description.sdp } })
    this.#candidates.begin()
  }

  #configure({ servers, policy }: Ice, stallMs: number): void {
    this.#stallMs = stallMs
    this.#pc.setConfiguration({ iceServers: [...servers], iceTransportPolicy: policy })
  }

  #changed(): void {
    if (this.#pc.connectionState === 'connected') {
      this.#watch.begin(this.#stallMs)
      this.#ears.media('up')
    } else if (this.#pc.connectionState === 'failed') this.#ears.media('failed')
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
