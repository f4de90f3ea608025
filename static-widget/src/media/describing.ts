// What the two sides of a connection agree on: descriptions out and in, restarts, and the candidates that came before their description.
import type { Signal, SignalPayload, SignalType } from '../call/signals.ts'
import { withSilences } from './codecs.ts'
import type { Gathering } from './gathering.ts'
import type { PeerEars } from './media.ts'
import { isRestart, Negotiation } from './negotiation.ts'
import type { Senders } from './senders.ts'

type Servers = readonly RTCIceServer[]
type Acts = { [T in SignalType]: (payload: SignalPayload<T>) => Promise<void> }

/** A restart is in a hurry: its path is gone, or late. */
const RESTART_FIRST_MS = 150
/** An offer that nobody has answered for so long was lost, and may be made again. */
const OFFER_LOST_MS = 4000

/** Its acts are not made to overlap: whoever calls them waits for one before the next. */
export class Describing {
  readonly #pc: RTCPeerConnection
  readonly #gathering: Gathering
  readonly #senders: Senders
  readonly #ears: PeerEars
  readonly #negotiation: Negotiation
  #described = false
  #early: (RTCIceCandidateInit | undefined)[] = []
  #describedAt = 0
  /** On this page's clock. */
  restartedAt = Number.NEGATIVE_INFINITY

  constructor(
    pc: RTCPeerConnection,
    polite: boolean,
    gathering: Gathering,
    senders: Senders,
    ears: PeerEars,
  ) {
    this.#pc = pc
    this.#gathering = gathering
    this.#senders = senders
    this.#ears = ears
    this.#negotiation = new Negotiation(pc, polite)
  }

  /** An offer that was made before anybody said yes goes live. */
  async start(offer: RTCSessionDescriptionInit | null): Promise<void> {
    await this.#gathering.round(async () => {
      if (offer) await this.#pc.setLocalDescription(offer)
    })
    this.#gathering.begin()
  }

  /** Where only a relay is allowed, the first description goes out before anything is gathered: the credential takes its time. */
  async describe(firstMs?: number): Promise<void> {
    const drafted = this.#gathering.waits ? await this.#negotiation.draft() : null
    this.#gathering.describe(drafted)
    const described = await this.#gathering.round(() => this.#negotiation.describe(drafted))
    if (drafted === null) this.#gathering.describe(described)
    this.#gathering.begin(firstMs)
    this.#describedAt = performance.now()
  }

  /** A picture that cannot be agreed on must not take the sound with it. Servers that changed ask too, and need nothing said. */
  async agree(): Promise<void> {
    const isNew = this.#pc.getTransceivers().some(({ mid }) => mid === null)
    if (!this.#described || !isNew || this.#pc.signalingState !== 'stable') return
    await this.describe().catch((e) => console.warn('parley: picture', e))
  }

  async restart(servers: Servers | null): Promise<void> {
    if (this.#pc.remoteDescription === null || this.#isNegotiating) return
    await this.#gathering.restart(servers)
    this.restartedAt = performance.now()
    this.#pc.restartIce()
    await this.describe(RESTART_FIRST_MS)
  }

  apply({ type, payload }: Signal): Promise<void> {
    const act = this.#acts[type] as (payload: unknown) => Promise<void>
    return act(payload)
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
        this.restartedAt = performance.now()
        await this.#gathering.restart(await this.#ears.fresh())
      }
      await this.describe(again ? RESTART_FIRST_MS : undefined)
    }
    this.#described = true
    this.#senders.settled()
    for (const candidate of this.#early.splice(0)) await this.#negotiation.candidate(candidate)
  }

  get #isNegotiating(): boolean {
    const lost = performance.now() - this.#describedAt > OFFER_LOST_MS
    return this.#pc.signalingState !== 'stable' && !(this.#pc.signalingState === 'have-local-offer' && lost)
  }
}
